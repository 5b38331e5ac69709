"""One person to be told of one event: the line under their bell, and the letter that goes with it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from livesessions.queries.stories import Person, Story
from livesessions.runtime import routes
from livesessions.runtime.locales import moment


@dataclass(frozen=True, slots=True)
class Telling:
    """One person to be told: the line under their bell, and the letter if there is one."""

    to: Person
    title: str
    body: str = ""
    path: str = ""
    letter: str = ""


def about(it: Story, to: Person, title: str, body: str = "", letter: str = "") -> Telling:
    """One of its people is told of their booking, and led to it."""
    return Telling(to, title, body, routes.booking(it.reference), letter)


Teller = Callable[[Story], Iterable[Telling]]


def named(its: Sequence[Story]) -> str:
    """ "“Rust”", or how many sessions of it."""
    title = f"“{its[0].title}”"
    return title if len(its) == 1 else f"{len(its)} sessions of {title}"


def when(instant: datetime | None, person: Person) -> str:
    """ "Fri 14 Aug, 14:00" on that person's clock."""
    return moment(instant, person.time_zone, person.locale) if instant else ""
