"""The times of an offering that are taken, and the lines for them."""

from datetime import datetime
from typing import Any

from pydantic import AwareDatetime

from livesessions.domain.slots import SlotNotFree
from livesessions.queries.booking_modal import ToBook
from livesessions.queries.waitlist import full_times
from livesessions.services.waitlist import join_line, leave_line
from livesessions.state.base import PUBLIC, SIGNED_IN, AppState, Rate, Whole, event
from livesessions.state.booking_modal.rows import Other, TimeRow, time_rows
from livesessions.state.bookings.reader import reader
from livesessions.state.lines import FullRow, Waiting, line_row
from livesessions.state.terms import terms_of_today


class Lines(Waiting, AppState, mixin=True):
    """Joining and leaving the line for a taken time; what is said where a chosen one is gone."""

    refused: str = ""
    nearest: list[TimeRow] = []
    full: list[FullRow] = []
    _offer: ToBook | None = None

    @event(PUBLIC, rate=Rate(times=20, seconds=60))
    async def join_line(self, starts_at: AwareDatetime) -> Any:
        """Waits for a taken time; a guest is asked to log in first."""
        if not self.viewer.signed_in:
            return self.to_log_in()
        assert self._offer is not None
        await self.perform(
            join_line, offering_id=self._offer.offering_id, starts_at=starts_at, terms=terms_of_today()
        )
        await self._look_for_lines()
        return None

    @event(SIGNED_IN)
    async def leave_line(self, entry_id: Whole) -> None:
        """Waits no longer."""
        await self.perform(leave_line, entry_id=entry_id)
        await self._look_for_lines()

    async def _look_for_lines(self) -> None:
        if self._offer is None or self._offer.is_own:
            self.full = []
            return
        found = await self.ask(full_times, offering_id=self._offer.offering_id)
        offer, who = self._offer, reader()
        self.full = [line_row(time, offer.instructor_zone, offer.instructor_name, who) for time in found]

    async def _refused(self, starts_at: datetime, no: SlotNotFree) -> None:
        """Why, what is near, and the line for it."""
        offer, other = self._offer, self._opposite()
        assert offer is not None
        assert other is not None
        self.refused, self.nearest = no.message, time_rows(no.nearest, other, reader(), "", dated=True)
        await self._look_for_line(offer.offering_id, starts_at, other.zone, other.name)

    def _forget_refusal(self) -> None:
        self.refused, self.nearest = "", []
        self._forget_line()

    def _opposite(self) -> Other | None:
        """Whoever teaches. The state that mixes this in knows."""
        raise NotImplementedError
