"""The times of an offering that are taken, and the lines for them."""

from dataclasses import dataclass
from typing import Any

from pydantic import AwareDatetime

from livesessions.queries.booking_modal import ToBook
from livesessions.queries.waitlist import FullTime, full_times
from livesessions.services.waitlist import join_line, leave_line
from livesessions.state.base import PUBLIC, SIGNED_IN, AppState, Rate, Whole, event
from livesessions.state.booking_modal.terms import terms_of_today
from livesessions.state.bookings.reader import Reader, possessive, reader


@dataclass(frozen=True)
class FullRow:
    """A time that is taken, in ready words; `entry_id` is the viewer's place in its line, 0 without one."""

    iso: str = ""
    when: str = ""
    there: str = ""
    line: str = ""
    entry_id: int = 0


class Lines(AppState, mixin=True):
    """Joining and leaving the line for a taken time."""

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
        self.full = [_full_row(time, self._offer, reader()) for time in found]


def _full_row(time: FullTime, offer: ToBook, who: Reader) -> FullRow:
    return FullRow(
        iso=time.starts_at.isoformat(),
        when=who.moment(time.starts_at),
        there=who.elsewhere(time.starts_at, offer.instructor_zone, possessive(offer.instructor_name)),
        line=_line(time),
        entry_id=time.entry_id,
    )


def _line(time: FullTime) -> str:
    if time.place:
        return "You are next in line" if time.place == 1 else f"You are number {time.place} in line"
    return f"{time.waiting} in line" if time.waiting else "Nobody in line yet"
