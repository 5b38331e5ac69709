"""The people of the marketplace in words, for admins: found, suspended, restored."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from livesessions.queries.people import PAGE_SIZE, PersonRow, Show, people
from livesessions.queries.suspensions import Ending, would_end
from livesessions.runtime import routes
from livesessions.runtime.locales import long_day
from livesessions.services.accounts.people import PEOPLE
from livesessions.services.suspensions import restore, suspend_person, suspend_teaching
from livesessions.state.base import AppState, FieldErrors, Form, Rate, Whole, event, role
from livesessions.state.bookings.reader import Reader, reader

ADMIN = role("admin")
OFTEN = Rate(times=30, seconds=60)
MOST = 500  # people shown at once


class Deed(StrEnum):
    """What an admin may do to somebody."""

    TEACHING = "teaching"
    PERSON = "person"
    RESTORE = "restore"


@dataclass(frozen=True)
class PersonLine:
    """One person. `standing` says what is suspended, `since_then` since when, `reason` why."""

    id: int = 0
    name: str = ""
    email: str = ""
    since: str = ""
    roles: list[str] = field(default_factory=list)
    href: str = ""
    standing: str = ""
    since_then: str = ""
    reason: str = ""
    can_suspend: bool = False
    can_suspend_teaching: bool = False
    can_restore: bool = False


@dataclass(frozen=True)
class Question:
    """What is asked before it is done; `ends` is what would end by it."""

    user_id: int = 0
    title: str = ""
    text: str = ""
    ends: list[str] = field(default_factory=list)
    button: str = ""


class SearchForm(Form):
    """Words in a name, an address or the name of a public page."""

    q: Annotated[str, Field(max_length=100)] = ""


class ReasonForm(Form):
    """Why."""

    reason: Annotated[str, Field(max_length=500)] = ""


class PeopleState(FieldErrors, AppState):
    """The admins' list of people, and the question about one of them."""

    is_ready: bool = False
    words: str = ""
    show: str = Show.ALL.value
    rows: list[PersonLine] = []
    has_more: bool = False
    doing: str = ""  # a Deed while it is asked about
    question: Question = Question()
    is_busy: bool = False
    _last: int | None = None

    @event(ADMIN, loads=True)
    async def load(self) -> None:
        """The newest people, and again whenever somebody's standing changes."""
        if not self._resumed:
            self.words, self.show, self.rows = "", Show.ALL.value, []
            self.doing, self.errors, self.is_busy = "", {}, False
        await self._look()
        self.watch(PEOPLE, PeopleState.refresh)

    @event(ADMIN)
    async def refresh(self) -> None:
        """Something changed."""
        await self._look()

    @event(ADMIN)
    async def search(self, form: SearchForm) -> None:
        """Those with these words."""
        self.words, self.rows = form.q, []
        await self._look()

    @event(ADMIN)
    async def choose(self, show: Show) -> None:
        """All, those who teach, or those who are suspended."""
        self.show, self.rows = show.value, []
        await self._look()

    @event(ADMIN)
    async def more(self) -> None:
        """The next page, below."""
        if self._last is None or len(self.rows) >= MOST:
            return
        found = await self.ask(people, words=self.words, show=Show(self.show), before=self._last)
        self.rows = [*self.rows, *(_line(row, reader()) for row in found.rows)]
        self._go_on_after(found.next)

    @event(ADMIN)
    async def ask_about(self, user_id: Whole, deed: Deed) -> None:
        """Opens the question, with what would end."""
        found = await self.ask(would_end, user_id=user_id, whole=deed is Deed.PERSON)
        self.errors, self.question = {}, _question(user_id, deed, found, reader())
        self.doing = deed.value

    @event(ADMIN)
    async def close(self, is_open: bool = False) -> None:
        """Closes it."""
        if not is_open:
            self.doing = ""

    @event(ADMIN, rate=OFTEN)
    async def decide(self, form: ReasonForm) -> AsyncIterator[None]:
        """Does it, with the reason that was typed."""
        if not self.doing:
            return
        self.errors, self.is_busy = {}, True
        yield
        try:
            use_case, said = DEEDS[Deed(self.doing)]
            await self.perform(use_case, user_id=self.question.user_id, reason=form.reason)
        finally:
            self.is_busy = False
        self.doing = ""
        await self._look()
        self.say(said)

    async def _look(self) -> None:
        many = max(len(self.rows), PAGE_SIZE)
        found, who = await self.ask(people, words=self.words, show=Show(self.show), many=many), reader()
        self.rows = [_line(row, who) for row in found.rows]
        self._go_on_after(found.next)
        self.is_ready = True

    def _go_on_after(self, last: int | None) -> None:
        self._last, self.has_more = last, last is not None and len(self.rows) < MOST


DEEDS: dict[Deed, tuple[Callable[..., None], str]] = {
    Deed.TEACHING: (suspend_teaching, "Their teaching is suspended. What was to come is being called off."),
    Deed.PERSON: (suspend_person, "Their account is suspended. What was to come is being called off."),
    Deed.RESTORE: (restore, "They are restored, and we have written to them."),
}
ASKED = {
    Deed.TEACHING: (
        "Suspend the teaching of {name}?",
        "Nobody can book with them any more. They can go on learning, and what they have earned is paid out.",
        "Suspend teaching",
    ),
    Deed.PERSON: (
        "Suspend {name}?",
        "They are logged out and can’t come back in. What they have earned is paid out.",
        "Suspend",
    ),
    Deed.RESTORE: (
        "Restore {name}?",
        "They can do everything again. What was called off stays so.",
        "Restore",
    ),
}


def _line(row: PersonRow, who: Reader) -> PersonLine:
    is_out, is_in = row.suspended_at is not None, not row.suspended_at and not row.teaching_suspended_at
    ended_at = row.suspended_at or row.teaching_suspended_at
    return PersonLine(
        id=row.id,
        name=row.name,
        email=row.email,
        since=f"Here since {long_day(row.since, who.zone, who.locale)}",
        roles=_roles(row),
        href=routes.instructor(row.slug) if row.slug and is_in else "",
        standing="" if is_in else "Account suspended" if is_out else "Teaching suspended",
        since_then=f"since {long_day(ended_at, who.zone, who.locale)}" if ended_at else "",
        reason=row.reason,
        can_suspend=not row.is_admin and not is_out,
        can_suspend_teaching=bool(row.slug) and not row.is_admin and is_in,
        can_restore=not is_in,
    )


def _roles(row: PersonRow) -> list[str]:
    return ["Admin"] * row.is_admin + (["Instructor"] if row.slug else ["Learner"])


def _question(user_id: int, deed: Deed, found: Ending, who: Reader) -> Question:
    title, text, button = ASKED[deed]
    ends = [] if deed is Deed.RESTORE else _ends(found, who)
    return Question(user_id, title.format(name=found.name), text, ends, button)


def _ends(found: Ending, who: Reader) -> list[str]:
    """What would end, a line for each kind of it."""
    told: list[Any] = [
        (found.sessions, "session still to come is called off", "sessions still to come are called off"),
        (found.places, "place in somebody else’s session ends", "places in others’ sessions end"),
        (found.requests, "request ends", "requests end"),
        (found.holds, "held time becomes free", "held times become free"),
        (found.credits, "session goes back to its package", "sessions go back to their packages"),
        (found.people, "person is told of it", "people are told of it"),
    ]
    lines = [f"{count} {one if count == 1 else many}" for count, one, many in told if count]
    lines += [f"{who.money(amount, currency)} goes back" for currency, amount in found.back.items()]
    return lines or ["Nothing is booked, so nothing ends"]
