"""Reported problems in words, and what an admin decides about them."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from livesessions.domain.money import parse
from livesessions.domain.reports import AMOUNT
from livesessions.queries.reports import OpenReport, open_reports
from livesessions.runtime import routes
from livesessions.services.reports import refund_report, release_report
from livesessions.state.base import AppState, FieldErrors, Form, Rate, event, role
from livesessions.state.bookings.reader import Reader, reader
from livesessions.state.offerings.forms import typed_amount

ADMIN = role("admin")
OFTEN = Rate(times=30, seconds=60)
Note = Annotated[str, Field(max_length=500)]


@dataclass(frozen=True)
class ReportRow:
    """One problem that waits for a decision."""

    reference: str = ""
    href: str = ""
    title: str = ""
    who: str = ""
    said: str = ""
    since: str = ""
    paid: str = ""
    amount: str = ""  # what a refund of all of it is, as one would type it
    can_refund: bool = False


class RefundForm(Form):
    """How much goes back, and why."""

    amount: Annotated[str, Field(max_length=24)] = ""
    note: Note = ""


class ReleaseForm(Form):
    """Why nothing goes back."""

    note: Note = ""


class ReportsState(FieldErrors, AppState):
    """The problems that wait, and the one that is being decided: `deciding` is refund, release or nothing."""

    reports: list[ReportRow] = []
    chosen: ReportRow = ReportRow()
    deciding: str = ""
    _currencies: dict[str, str] = {}

    @event(ADMIN, loads=True)
    async def load(self) -> None:
        """Fills the part, and again whenever money moves."""
        self.deciding, self.errors = "", {}
        await self._look()
        self.watch("money", ReportsState.refresh)

    @event(ADMIN)
    async def refresh(self) -> None:
        """Something moved."""
        await self._look()

    @event(ADMIN)
    async def decide(self, reference: str, how: str) -> None:
        """Opens the question about one of them."""
        self.errors = {}
        self.chosen = next((row for row in self.reports if row.reference == reference), ReportRow())
        self.deciding = how if self.chosen.reference and how in ("refund", "release") else ""

    @event(ADMIN)
    async def close(self, is_open: bool) -> None:
        """Closes it."""
        if not is_open:
            self.deciding = ""

    @event(ADMIN, rate=OFTEN)
    async def refund(self, form: RefundForm) -> None:
        """Gives that much back."""
        reference = self.chosen.reference
        amount = parse(form.amount, self._currencies.get(reference, ""), field=AMOUNT).amount
        await self.perform(refund_report, reference=reference, amount=amount, note=form.note)
        await self._done("The refund is on its way, and we have written to both of them.")

    @event(ADMIN, rate=OFTEN)
    async def release(self, form: ReleaseForm) -> None:
        """Lets the share go on its way."""
        await self.perform(release_report, reference=self.chosen.reference, note=form.note)
        await self._done("The share goes on its way, and we have written to both of them.")

    async def _done(self, sentence: str) -> None:
        self.deciding, self.errors = "", {}
        await self._look()
        self.say(sentence)

    async def _look(self) -> None:
        found, who = await self.ask(open_reports), reader()
        self.reports = [_row(each, who) for each in found]
        self._currencies = {each.reference: each.currency for each in found}


def _row(report: OpenReport, who: Reader) -> ReportRow:
    return ReportRow(
        reference=report.reference,
        href=routes.booking(report.reference),
        title=report.title,
        who=f"{report.learner} · {report.instructor}",
        said=report.reason,
        since=who.moment(report.created_at),
        paid=who.money(report.kept, report.currency) if report.kept else "Free",
        amount=typed_amount(report.kept, report.currency),
        can_refund=report.kept > 0,
    )
