"""The page of one booking: both its people look at it and see the same, at once."""

from typing import Annotated

from pydantic import Field

from livesessions.domain.bookings import CONSOLED, ENDED
from livesessions.domain.cancellation import RefundChanged
from livesessions.domain.topics import LONGEST_TOPIC
from livesessions.queries.bookings import BookingDetail, booking_detail
from livesessions.queries.series import siblings
from livesessions.queries.similar import similar_slots
from livesessions.services.bookings import accept, cancel, reject
from livesessions.services.holds import release_hold
from livesessions.services.reports import report_problem
from livesessions.services.topics import set_topic
from livesessions.state.base import SIGNED_IN, AppState, FieldErrors, Form, event
from livesessions.state.bookings.ahead import ahead
from livesessions.state.bookings.page_row import BookingPage, VersionRow, booking_page, version_rows
from livesessions.state.bookings.reader import reader
from livesessions.state.bookings.rows import SeriesRow, series_row
from livesessions.state.bookings.similar import SimilarRow, similar_row
from livesessions.state.bookings.words import timeline
from livesessions.state.checkout import Leaving, Paying
from livesessions.state.lines import Waiting

DIALOGS = ("cancel", "accept", "reject", "topic", "report")
Reason = Annotated[str, Field(max_length=500)]


class CancelForm(Form):
    reason: Reason = ""


class RejectForm(Form):
    reason: Reason = ""


class ReportForm(Form):
    problem: Annotated[str, Field(max_length=4000)] = ""


class TopicForm(Form):
    topic: Annotated[str, Field(max_length=LONGEST_TOPIC)] = ""
    goal: Annotated[str, Field(max_length=2000)] = ""


class AcceptForm(TopicForm):
    reason: Reason = ""


class BookingState(FieldErrors, Paying, Waiting, AppState):
    """One booking."""

    is_ready: bool = False
    page: BookingPage = BookingPage()
    versions: list[VersionRow] = []
    terms: list[str] = []
    history: list[dict[str, str]] = []
    series: list[SeriesRow] = []
    similar: list[SimilarRow] = []
    dialog: str = ""  # "" or one of DIALOGS
    _back_if_cancelled: int = 0  # what the page says so

    @event(SIGNED_IN, loads=True)
    async def load(self) -> None:
        """Fills the page and keeps it up to date."""
        if not self._resumed:
            self.is_ready, self.dialog, self.errors = False, "", {}
        self.leaving = Leaving()
        booking_id = await self._look(self.param("reference"))
        self.watch(f"booking_request:{booking_id}", BookingState.refresh)
        self.is_ready = True

    @event(SIGNED_IN)
    async def refresh(self) -> None:
        """Looks again: something happened, or a clock ran out."""
        if self.page.reference:
            await self._look(self.page.reference)

    @event(SIGNED_IN)
    async def show(self, dialog: str) -> None:
        """Opens a question about the booking as it is now; "" closes it."""
        self.errors = {}
        await self._look(self.page.reference)
        self.dialog = dialog if dialog in DIALOGS else ""

    @event(SIGNED_IN)
    async def close(self, is_open: bool = False) -> None:
        """Closes whatever question is open."""
        if not is_open:
            self.dialog = ""

    @event(SIGNED_IN)
    async def pay(self) -> None:
        """Leads to the gateway's page, the same one until it closes."""
        await self._to_checkout(self.page.reference)

    @event(SIGNED_IN)
    async def let_go(self) -> None:
        """Gives a held time back."""
        await self.perform(release_hold, reference=self.page.reference)
        await self._look(self.page.reference)
        self.say("The time is free again. Nothing was charged.")

    @event(SIGNED_IN)
    async def cancel(self, form: CancelForm) -> None:
        """Ends the booking, if its refund is still what was said."""
        try:
            await self.perform(
                cancel, reference=self.page.reference, reason=form.reason, said=self._back_if_cancelled
            )
        except RefundChanged:
            await self._look(self.page.reference)
            raise
        await self._done("Cancelled.")

    @event(SIGNED_IN)
    async def accept(self, form: AcceptForm) -> None:
        """The instructor says yes, with the final topic; or an admin for them, who says why."""
        await self.perform(accept, reference=self.page.reference, **form.model_dump())
        await self._done("Accepted. We have told your learner.")

    @event(SIGNED_IN)
    async def set_topic(self, form: TopicForm) -> None:
        """The instructor puts the topic in their own words."""
        await self.perform(set_topic, reference=self.page.reference, topic=form.topic, goal=form.goal)
        await self._done("The topic is set. Your learner sees it.")

    @event(SIGNED_IN)
    async def reject(self, form: RejectForm) -> None:
        """The instructor says no, with a reason."""
        await self.perform(reject, reference=self.page.reference, reason=form.reason)
        await self._done("Declined. We have told your learner.")

    @event(SIGNED_IN)
    async def report(self, form: ReportForm) -> None:
        """The learner says what was wrong with the session."""
        await self.perform(report_problem, reference=self.page.reference, reason=form.problem)
        await self._done("Thank you for telling us. We look at it and write to you.")

    async def _similar(self, found: BookingDetail) -> list[SimilarRow]:
        if not found.is_learner or found.row.status not in CONSOLED:
            return []
        free = await self.ask(similar_slots, reference=found.row.reference)
        return [similar_row(each, reader()) for each in free]

    async def _done(self, sentence: str) -> None:
        self.dialog, self.errors = "", {}
        await self._look(self.page.reference)
        self.say(sentence)

    async def _look(self, reference: str) -> int:
        found, who = await self.ask(booking_detail, reference=reference), reader()
        self.page, self._back_if_cancelled = booking_page(found, who), found.cancelling.amount
        self.versions = version_rows(found, who)
        is_theirs = found.row.price and not found.row.owed_until  # of what is not paid nothing comes back
        self.terms = who.terms(found.tiers, found.row.currency) if is_theirs else []
        self.history = [*timeline(found, who), *ahead(found, who)]
        together = await self.ask(siblings, reference=reference)
        self.series = [series_row(row, who, reference) for row in together]
        self.similar = await self._similar(found)
        if found.is_learner and found.row.status in ENDED:
            await self._look_for_line_of(found.row)
        else:
            self._forget_line()
        return found.row.id
