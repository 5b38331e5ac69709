"""The instructor's inbox: who asks for what, and until when to answer."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from livesessions.domain.money import Money, split
from livesessions.queries.bookings import BookingRow, requests
from livesessions.runtime import routes
from livesessions.runtime.locales import length, whole_minutes
from livesessions.services.bookings import accept, reject
from livesessions.state.base import AppState, FieldErrors, Form, event, role
from livesessions.state.bookings.reader import Reader, possessive, reader
from livesessions.state.bookings.words import LEVELS
from livesessions.state.gate.caller import caller

TEACHES = role("instructor")
Reference = Annotated[str, Field(max_length=16)]


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


class AcceptForm(Form):
    topic: Annotated[str, Field(max_length=160)] = ""
    goal: Annotated[str, Field(max_length=2000)] = ""


class DeclineForm(Form):
    reason: Annotated[str, Field(max_length=500)] = ""


class RequestsState(FieldErrors, AppState):
    """What waits for the instructor's answer, the most urgent first."""

    is_ready: bool = False
    rows: list[RequestRow] = []
    chosen: RequestRow = RequestRow()
    dialog: str = ""  # "", accept or decline

    @event(TEACHES, loads=True)
    async def load(self) -> None:
        """Fills the page and keeps it up to date."""
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
        self.dialog = dialog if self.chosen.reference and dialog in ("accept", "decline") else ""

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
    async def decline(self, form: DeclineForm) -> None:
        """Says no, with a reason."""
        await self.perform(reject, reference=self.chosen.reference, reason=form.reason)
        await self._done(f"Declined. {self.chosen.learner} has been told.")

    async def _done(self, sentence: str) -> None:
        self.dialog, self.errors = "", {}
        await self._look()
        self.say(sentence)

    async def _look(self) -> None:
        who = reader()
        self.rows = [_row(row, who) for row in await self.ask(requests)]
        self.is_ready = True


def _row(row: BookingRow, who: Reader) -> RequestRow:
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
    )
