"""Who hears of what: the table from an audit event to the lines under people's bells, and their letters."""

from collections.abc import Iterable

from livesessions.jobs import moves
from livesessions.jobs.letters.money import money_back
from livesessions.jobs.telling import Teller, Telling, when
from livesessions.queries.stories import Person, Story, story
from livesessions.runtime import routes
from livesessions.runtime.work import SYSTEM, ask, perform
from livesessions.services.notifications import News, notify


def announce(event_id: int) -> None:
    """Puts the event under the bells of those it concerns and promises their letters, once."""
    told = ask(SYSTEM, story, event_id=event_id)
    if told is None:
        return
    for telling in TELLERS: dict[str, Teller] = {
    "booking.requested": _requested,
    "booking.requested_late": _requested,
    "booking.booked": _accepted,
    "booking.booked_late": _accepted,
    "booking.accepted": _accepted,
    "booking.rejected": _rejected,
    "booking.unanswered": _unanswered,
    "booking.cancelled": _cancelled,
    "booking.completed": _completed,
    "booking.missed": _missed,
    **moves.TELLERS,
    "review.written": _reviewed,
    "review.answered": _answered,
}
ANNOUNCED = frozenset(TELLERS)
