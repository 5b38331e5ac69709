"""A time that somebody else has, and the line for it."""

from dataclasses import dataclass
from datetime import datetime

from livesessions.queries.bookings import BookingRow
from livesessions.queries.waitlist import FullTime, line_at
from livesessions.services.waitlist import join_line, leave_line
from livesessions.state.base import SIGNED_IN, AppState, Rate, event
from livesessions.state.bookings.reader import Reader, possessive, reader
from livesessions.state.terms import terms_of_today


@dataclass(frozen=True)
class FullRow:
    """A time that is taken, in ready words; `entry_id` is the viewer's place in its line, 0 without one."""

    iso: str = ""
    when: str = ""
    there: str = ""
    line: str = ""
    entry_id: int = 0


class Waiting(AppState, mixin=True):
    """For screens on which somebody learns that a time is not to be had: they may wait for it in place."""

    gone: FullRow = FullRow()
    _gone: tuple[int, datetime, str, str] | None = None  # offering, start, and the instructor's zone and name

    @event(SIGNED_IN, rate=Rate(times=20, seconds=60))
    async def wait_for_it(self) -> None:
        """Stands in line for the time that is gone."""
        if self._gone:
            offering_id, starts_at, *_ = self._gone
            await self.perform(
                join_line, offering_id=offering_id, starts_at=starts_at, terms=terms_of_today()
            )
            await self._show_line()

    @event(SIGNED_IN)
    async def wait_no_longer(self) -> None:
        """Leaves the line."""
        if self.gone.entry_id:
            await self.perform(leave_line, entry_id=self.gone.entry_id)
            await self._show_line()

    async def _look_for_line(self, offering_id: int, starts_at: datetime, zone: str, name: str) -> None:
        self._gone = (offering_id, starts_at, zone, name)
        await self._show_line()

    async def _look_for_line_of(self, row: BookingRow) -> None:
        """That of a booking that came to nothing."""
        await self._look_for_line(row.offering_id, row.starts_at, row.instructor_zone, row.instructor_name)

    async def _show_line(self) -> None:
        assert self._gone is not None
        offering_id, starts_at, zone, name = self._gone
        found = await self.ask(line_at, offering_id=offering_id, starts_at=starts_at)
        self.gone = line_row(found, zone, name, reader()) if found else FullRow()

    def _forget_line(self) -> None:
        self.gone, self._gone = FullRow(), None


def line_row(time: FullTime, zone: str, name: str, who: Reader) -> FullRow:
    """The line's words; `zone` and `name` are the instructor's."""
    return FullRow(
        iso=time.starts_at.isoformat(),
        when=who.moment(time.starts_at),
        there=who.elsewhere(time.starts_at, zone, possessive(name)),
        line=_line(time),
        entry_id=time.entry_id,
    )


def _line(time: FullTime) -> str:
    if time.place:
        return "You are next in line" if time.place == 1 else f"You are number {time.place} in line"
    return f"{time.waiting} in line" if time.waiting else "Nobody in line yet"
