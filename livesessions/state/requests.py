"""The instructor's inbox: who asks for what, and until when to answer."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from livesessions.domain.money import Money, split
from livesessions.domain.topics import LONGEST_TOPIC
from livesessions.queries.bookings import BookingRow
from livesessions.queries.inbox import Asked, Entry, History, inbox
from livesessions.runtime import routes
from livesessions.runtime.locales import day, length, long_day, whole_minutes
from livesessions.services.bookings import accept, reject
from livesessions.services.series import accept_series
from livesessions.state.base import AppState, FieldErrors, Form, event, role
from livesessions.state.bookings.moves import ProposedRow, proposed_row
from livesessions.state.bookings.reader import Reader, possessive, reader
from livesessions.state.bookings.words import LEVELS
from livesessions.state.gate.caller import caller

TEACHES = role("instructor")
DIALOGS = ("accept", "accept_all", "decline")
Reference = Annotated[str, Field(max_length=16)]


@dataclass(frozen=True)
class DayRow:
    """Something in the day around a request."""

    span: str = ""
    what: str = ""
    is_this: bool = False


@dataclass(frozen=True)
class MoveAskedRow:
    """A booked session whose learner would like another time."""

    reference: str = ""
    href: str = ""
    learner: str = ""
    title: str = ""
    when: str = ""
    proposed: ProposedRow = field(default_factory=ProposedRow)


@dataclass(frozen=True)
class RequestRow:
    """One request that waits for an answer."""

    reference: str = ""
    href: str = ""
    learner: str = ""
    title: str = ""
    when: str = ""
    iso: str = ""
    there: str = ""
    lasts: str = ""
    topic: str = ""
    goal: str = ""
    level: str = ""
    message: str = ""
    topic_is_flexible: bool = False
    price: str = ""
    share: str = ""
    fee: str = ""
    until: str = ""
    until_words: str = ""
    history: str = ""
    is_first: bool = False
    day_name: str = ""
    day: list[DayRow] = field(default_factory=list)
    in_series: int = 1  # requests of the same series that wait, this one among them
    proposed: ProposedRow = field(default_factory=ProposedRow)


class AcceptForm(Form):
    topic: Annotated[str, Field(max_length=LONGEST_TOPIC)] = ""
    goal: Annotated[str, Field(max_length=2000)] = ""


class DeclineForm(Form):
    reason: Annotated[str, Field(max_length=500)] = ""


class RequestsState(FieldErrors, AppState):
    """What waits for the instructor's answer, the most urgent first."""

    is_ready: bool = False
    rows: list[RequestRow] = []
    moves: list[MoveAskedRow] = []
    chosen: RequestRow = RequestRow()
    dialog: str = ""  # "", accept, accept_all or decline

    @event(TEACHES, loads=True)
    async def load(self) -> None:
        """Fills the page and keeps it up to date."""
        if not self._resumed:
            self.dialog, self.errors = "", {}
        await self._look()
        self.watch(f"person:{caller().actor.must_be_signed_in()}", RequestsState.refresh)

    @event(TEACHES)
    async def refresh(self) -> None:
        """Looks again: something happened, or a clock ran out."""
        await self._look()

    @event(TEACHES)
    async def decide(self, reference: Reference, dialog: str) -> None:
        """Opens the question about one request."""
        self.errors = {}
        self.chosen = next((row for row in self.rows if row.reference == reference), RequestRow())
        self.dialog = dialog if self.chosen.reference and dialog in DIALOGS else ""

    @event(TEACHES)
    async def close(self, is_open: bool = False) -> None:
        """Closes the question."""
        if not is_open:
            self.dialog = ""

    @event(TEACHES)
    async def accept(self, form: AcceptForm) -> None:
        """Says yes, with the final topic."""
        await self.perform(accept, reference=self.chosen.reference, topic=form.topic, goal=form.goal)
        await self._done(f"Accepted. {self.chosen.learner} has been told.")

    @event(TEACHES)
    async def accept_all(self) -> None:
        """Says yes to every session of a series that waits."""
        many = await self.perform(accept_series, reference=self.chosen.reference)
        await self._done(f"{many} accepted. {self.chosen.learner} has been told.")

    @event(TEACHES)
    async def decline(self, form: DeclineForm) -> None:
        """Says no, with a reason."""
        await self.perform(reject, reference=self.chosen.reference, reason=form.reason)
        await self._done(f"Declined. {self.chosen.learner} has been told.")

    async def _done(self, sentence: str) -> None:
        self.dialog, self.errors = "", {}
        await self._look()
        self.say(sentence)

    async def _look(self) -> None:
        found, who = await self.ask(inbox), reader()
        series = Counter(asked.row.series or asked.row.reference for asked in found.requests)
        self.rows = [
            _row(asked, who, series[asked.row.series or asked.row.reference]) for asked in found.requests
        ]
        self.moves = [_move(row, who) for row in found.moves]
        self.is_ready = True


def _row(asked: Asked, who: Reader, in_series: int) -> RequestRow:
    row = asked.row
    parts = split(Money(row.price, row.currency), Decimal(row.fee_basis_points) / 100)
    return RequestRow(
        reference=row.reference,
        href=routes.booking(row.reference),
        learner=row.learner_name,
        title=row.offering_title,
        when=who.span(row.starts_at, row.ends_at),
        iso=row.starts_at.isoformat(),
        there=who.elsewhere(row.starts_at, row.learner_zone, possessive(row.learner_name)),
        lasts=length(whole_minutes(row.ends_at - row.starts_at)),
        topic=row.topic,
        goal=row.goal,
        level=LEVELS.get(row.level, row.level),
        message=row.message,
        topic_is_flexible=row.topic_type == "flexible",
        price=who.price(row.price, row.currency),
        share=who.money(parts.share.amount, row.currency) if row.price else "",
        fee=who.money(parts.fee.amount, row.currency) if row.price else "",
        until=row.respond_by.isoformat() if row.respond_by else "",
        until_words=who.moment(row.respond_by) if row.respond_by else "",
        history=_history(asked.history, who),
        is_first=not asked.history.done,
        day_name=long_day(row.starts_at, row.instructor_zone, who.locale),
        day=[_entry(entry, row.instructor_zone, who) for entry in asked.day],
        in_series=in_series,
        proposed=proposed_row(row, who, is_learner=False),
    )


def _move(row: BookingRow, who: Reader) -> MoveAskedRow:
    return MoveAskedRow(
        reference=row.reference,
        href=routes.booking(row.reference),
        learner=row.learner_name,
        title=row.offering_title,
        when=who.span(row.starts_at, row.ends_at),
        proposed=proposed_row(row, who, is_learner=False),
    )


def _entry(entry: Entry, zone: str, who: Reader) -> DayRow:
    there = Reader(zone, who.locale)
    what = "This request" if entry.is_this else entry.title or "Busy elsewhere"
    return DayRow(f"{there.time(entry.starts_at)}–{there.time(entry.ends_at)}", what, entry.is_this)


def _history(found: History, who: Reader) -> str:
    """What there was between the two, in a sentence."""
    if not found.done:
        parts = ["First session with you"]
    else:
        last = f", the last on {day(found.last_at, who.zone, who.locale)}" if found.last_at else ""
        parts = [f"{_many(found.done, 'session')} with you{last}"]
    parts += [f"{found.ahead} more booked"] if found.ahead else []
    parts += [f"{found.missed} missed"] if found.missed else []
    parts += [f"{found.cancelled} cancelled by them"] if found.cancelled else []
    return " · ".join(parts)


def _many(count: int, word: str) -> str:
    return f"1 {word}" if count == 1 else f"{count} {word}s"
