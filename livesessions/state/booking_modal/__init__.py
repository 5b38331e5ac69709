"""Booking an offering: a time, what it shall be about, reviewing and paying. Nothing typed is lost on the way.

Place `booking_modal()` once on the offering's page and open it with `BookingModalState.open_for(offering_id)`.
"""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Annotated, Any

import reflex as rx
from pydantic import AwareDatetime, Field

from livesessions.domain.errors import DomainError, Invalid
from livesessions.domain.holds import HoldOver
from livesessions.domain.series import SeriesSlotGone
from livesessions.domain.slots import Slot, SlotNotFree
from livesessions.jobs.desk import the_desk
from livesessions.queries.availability import free_slots
from livesessions.queries.booking_modal import ToBook, to_book
from livesessions.runtime import routes
from livesessions.services.bookings import Proposal, propose, request_free
from livesessions.services.credits import request_with_credit
from livesessions.services.holds import release_hold
from livesessions.services.series import propose_series, release_series, request_series
from livesessions.state.base import PUBLIC, SIGNED_IN, AppState, Form, Notice, Rate, event
from livesessions.state.booking_modal.holding import Holding
from livesessions.state.booking_modal.lines import Lines
from livesessions.state.booking_modal.picker import Picker
from livesessions.state.booking_modal.prices import Prices
from livesessions.state.booking_modal.rows import (
    HoldRow,
    Other,
    hold_row,
    offer_row,
)
from livesessions.state.booking_modal.steps import FIELDS, REVIEW, TIME, TOPIC, Steps
from livesessions.state.booking_modal.way_back import read_way_back, way_back
from livesessions.state.booking_modal.weekly import Weekly
from livesessions.state.bookings.reader import reader
from livesessions.state.checkout import Leaving, Paying


class AgreeForm(Form):
    terms: Annotated[str, Field(max_length=8)] = ""


class BookingModalState(Paying, Steps, Holding, Prices, Picker, Weekly, Lines, AppState):
    """One booking in the making."""

    is_open: bool = False
    is_ready: bool = False
    is_busy: bool = False
    _came_back: str = ""
    _opened_at: str = ""
    _offer: ToBook | None = None

    @event(PUBLIC)
    async def open_for(self, offering_id: int) -> None:
        """Opens the modal where it was left: with the time that is held, and with what was typed."""
        self._wants_trial = False
        await self._open(offering_id)

    @event(PUBLIC)
    async def open_trial(self, offering_id: int) -> None:
        """Opens it for a trial lesson: the next time that is chosen will be one."""
        self._wants_trial = True
        await self._open(offering_id)

    @event(PUBLIC)
    async def come_back(self) -> None:
        """Goes on with the time that a guest chose before logging in, which stands in the address.

        A modal left open on another page stays there. A link that somebody else wrote shows its day.
        """
        if self.leaving.url:  # they were at the gateway meanwhile
            self.is_open, self.leaving = False, Leaving()
        given = self.option("book", "")
        self.is_open = self.is_open and self._opened_at == self.rx_router_url.path
        way = read_way_back(given)
        if given == self._came_back or way is None:
            return
        self._came_back = given
        await self._open(way.offering_id)
        if self.viewer.signed_in and way.is_ours and not self.hold.reference:
            await self._hold(way.starts_at)
            return
        self._show_day_of(way.starts_at)
        if not way.is_ours:
            self._came_back = ""  # looking takes nothing, however often

    @event(PUBLIC)
    async def set_open(self, is_open: bool) -> None:
        """Closes the modal; a time that is held stays held until it runs out."""
        self.is_open = is_open

    @event(PUBLIC)
    async def refresh(self) -> None:
        """Looks again: a time went or came, or the hold is over."""
        await self._refresh()

    @event(PUBLIC)
    async def resume(self) -> None:
        """Goes on after a lost line: shows what was missed, and hears again."""
        if self._resumed:
            await self._refresh()

    @event(PUBLIC, rate=Rate(times=20, seconds=60))
    async def choose(self, starts_at: AwareDatetime) -> Any:
        """Takes a time; a guest is asked to log in first and comes back to it."""
        if not self.viewer.signed_in:
            back = way_back(self.rx_router_url.path, self.offer.id, starts_at)
            return rx.redirect(routes.log_in(then=back))
        wanted = starts_at.astimezone(UTC).isoformat()
        if self.hold.iso == wanted:
            await self._look_again()  # it may have been let go in another tab
        if self.hold.iso == wanted:
            self.step = TOPIC
            return None
        if self.weeks_wanted > 1:
            self._forget_refusal()
            await self._make_plan(self.offer.id, starts_at)
            return None
        await self._hold(starts_at)
        return None

    @event(SIGNED_IN, rate=Rate(times=20, seconds=60))
    async def hold_plan(self) -> None:
        """Holds every date that is left in the plan, or says which one can't be had."""
        self._forget_refusal()
        try:
            await self._take_all(self._planned())
        except SeriesSlotGone as no:
            self.refused = f"{reader().moment(no.start)}: {no.message} Nothing is held yet."
            await self._plan_again()
            return
        self._drop_plan()
        await self._look_again()
        self.step = TOPIC if self.hold.reference else TIME

    @event(SIGNED_IN)
    async def let_go(self) -> None:
        """Gives the held time back."""
        release = release_series if self.hold.sessions else release_hold
        await self.perform(release, reference=self.hold.reference)
        self._key = ("", "")
        await self._look_again()

    @event(SIGNED_IN)
    async def finish(self, form: AgreeForm) -> AsyncIterator[Any]:
        """Sends a free request off, or leads to the gateway's page."""
        self.errors, self.is_busy = {}, True
        yield
        try:
            yield await self._finish(Proposal(**self.typed, accepts_terms=bool(form.terms)))
        except HoldOver as no:
            self.refused = no.message
            await self._look_again()
        except Invalid as no:
            self.step = TOPIC if no.field in FIELDS else REVIEW
            raise
        finally:
            self.is_busy = False

    async def _finish(self, proposal: Proposal) -> Any:
        """What costs nothing is sent off, what a package pays is taken from it; the rest is paid at once."""
        reference, is_series = self.hold.reference, bool(self.hold.sessions)
        await self.perform(propose_series if is_series else propose, reference=reference, proposal=proposal)
        if self.hold.kind == "package":
            await self.perform(request_with_credit, reference=reference)
        if is_series:
            await self.perform(request_series, reference=reference)
        elif self.hold.is_free:
            await self.perform(request_free, reference=reference)
        if to_pay := self._to_pay():
            await self._to_checkout(to_pay)
            return None
        self.is_open, self.hold, self.typed = False, HoldRow(), dict.fromkeys(FIELDS, "")
        return rx.redirect(routes.booking(reference))

    def _to_pay(self) -> str:
        """A booking whose payment page asks for all that is to be paid; "" for nothing."""
        held = self._offer.held if self._offer else None
        return held.to_pay[0].reference if held and held.to_pay else ""

    async def _open(self, offering_id: int) -> None:
        if offering_id != self.offer.id:
            self.typed, self._day, self.is_ready = dict.fromkeys(FIELDS, ""), None, False
        self.is_open, self.is_busy, self.errors = True, False, {}
        self._opened_at = self.rx_router_url.path
        self._drop_plan()
        self._forget_refusal()
        self.notice = Notice(number=self.notice.number)
        try:
            await self._look(offering_id)
        except DomainError:
            self.is_open = False
            raise
        self._pass_over_empty_day()
        self.step = TOPIC if self.hold.reference else TIME

    async def _refresh(self) -> None:
        if self.is_open and self.offer.id:
            await self._look_again()
            await self._plan_again()

    async def _find(self, first_day: date, last_day: date, zone: str) -> dict[date, list[Slot]]:
        found = await self.ask(
            free_slots, offering_id=self.offer.id, first_day=first_day, last_day=last_day, zone=zone
        )
        return found.by_day(zone)

    async def _look(self, offering_id: int) -> None:
        self._offer = offer = await self.ask(to_book, offering_id=offering_id)
        self.watch(f"calendar:{offer.instructor_id}", BookingModalState.refresh)
        self._other = Other(
            offer.now, offer.instructor_name, offer.instructor_zone, offer.is_group, offer.own_starts
        )
        who = reader()
        self.offer = offer_row(offer, who, is_test=the_desk().settings.gateway == "sandbox")
        had = self.hold.reference
        self.hold = HoldRow()
        if offer.held:
            self.hold, kept = hold_row(offer.held, offer, who), offer.held.row
            self._resume(kept.topic, kept.goal, kept.level, kept.message)
        elif had:
            self.step, self._key = TIME, ("", "")
        self._held_iso = self.hold.iso
        await self._look_for_times()
        await self._look_for_lines()
        self.is_ready = True

    async def _hold(self, starts_at: datetime) -> None:
        self._forget_refusal()
        try:
            await self._take(starts_at)
        except SlotNotFree as no:
            await self._look_again()
            await self._refused(starts_at, no)
            return
        await self._look_again()
        await self._take_best_way()
        self.step = TOPIC if self.hold.reference else TIME

    async def _look_again(self) -> None:
        await self._look(self.offer.id)

    def _offering_id(self) -> int:
        return self.offer.id

    def _opposite(self) -> Other | None:
        return self._other
