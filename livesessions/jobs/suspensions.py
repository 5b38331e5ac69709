"""Ending what a suspension ends, and telling the person: under their bell that it is so, by letter also why."""

from collections.abc import Iterable

from livesessions.jobs.letters.suspensions import SAYS
from livesessions.jobs.telling import Telling
from livesessions.queries.people import told_of_standing
from livesessions.queries.suspensions import is_anything_left
from livesessions.runtime import routes
from livesessions.runtime.work import SYSTEM, ask, perform
from livesessions.services.suspensions import STEPS

LETTER = "standing_changed"


def end_suspended() -> None:
    """Ends all that is left, in batches; sessions first, so that no freed place is offered in them."""
    if not ask(SYSTEM, is_anything_left):
        return
    for step, batch in STEPS:
        while perform(SYSTEM, step) >= batch:
            pass


def is_sent(telling: Telling) -> bool:
    """Whether its letter goes out: suspended people get the one about that, and no other."""
    return telling.letter == LETTER or not telling.to.is_suspended


def tell_of_standing(event_id: int) -> Iterable[Telling]:
    """The line for the person that an event of this kind is about; nothing for other events."""
    if told := ask(SYSTEM, told_of_standing, event_id=event_id):
        title, _ = SAYS[told.event]
        path = routes.DASHBOARD if told.event.startswith("teaching") else routes.HOME
        yield Telling(told.person, title, "Our letter says why.", path, LETTER)
