"""A calendar to choose a time from: days that have times, and the times of one day."""

from datetime import date, datetime, timedelta
from typing import Literal

from livesessions.domain.slots import Slot
from livesessions.domain.times import local_date
from livesessions.runtime.locales import long_day
from livesessions.state.availability.months import month_name
from livesessions.state.base import PUBLIC, AppState, event
from livesessions.state.booking_modal.rows import (
    Other,
    TimeRow,
    WeekRow,
    ZonesRow,
    time_rows,
    weeks,
    zones_row,
)
from livesessions.state.bookings.reader import reader

AHEAD = timedelta(days=91)


class Picker(AppState, mixin=True):
    """A month and its times, in the zone of who is looking."""

    month: str = ""
    month_weeks: list[WeekRow] = []
    has_earlier: bool = False
    has_later: bool = False
    has_times: bool = False
    day: str = ""
    times: list[TimeRow] = []
    clock_note: str = ""
    zones: ZonesRow = ZonesRow()
    _other: Other | None = None
    _days: dict[date, list[Slot]] = {}
    _first: date = date.min
    _day: date | None = None
    _held_iso: str = ""

    @event(PUBLIC)
    async def turn_month(self, by: Literal[-1, 1]) -> None:
        """Shows the next month that has times, or the one before."""
        months = self._months()
        place = months.index(self._first) + by if self._first in months else 0
        if 0 <= place < len(months):
            self._first = months[place]
            self._draw()

    @event(PUBLIC)
    async def show_day(self, day: date) -> None:
        """Shows the times of a date."""
        self._day = day
        self._draw()

    async def _look_for_times(self) -> None:
        """Loads every bookable time; the month and the day that are shown stay, but not once they are past."""
        if self._other is None:
            return
        zone = reader().zone
        today = local_date(self._other.now, zone)
        self._days = await self._find(today, today + AHEAD, zone)
        months = self._months()
        if self._day is None or self._day < today:
            self._begin(today)
        elif self._first not in months and months:
            self._first = months[0]
        self._draw()

    def _pass_over_empty_day(self) -> None:
        """Begins anew if the times of the day shown went while nobody looked."""
        if self._other is not None and self._day not in self._days:
            self._begin(local_date(self._other.now, reader().zone))
            self._draw()

    def _show_day_of(self, starts_at: datetime) -> None:
        """Begins at the day of a time, if it has any that are free."""
        day = local_date(starts_at, reader().zone)
        if day in self._days:
            self._day, self._first = day, day.replace(day=1)
            self._draw()

    def _begin(self, today: date) -> None:
        self._day = next(iter(self._days), None)
        self._first = (self._day or today).replace(day=1)

    async def _find(self, first_day: date, last_day: date, zone: str) -> dict[date, list[Slot]]:
        """The times of those dates. Whoever mixes this in knows of what."""
        raise NotImplementedError

    def _draw(self) -> None:
        other, who, months = self._other, reader(), self._months()
        if other is None:
            return
        slots = self._days.get(self._day, []) if self._day else []
        self.has_times = bool(self._days)
        self.month = month_name(self._first, who.locale)
        self.month_weeks = weeks(self._first, self._days, self._day, who)
        self.has_earlier = bool(months) and self._first > months[0]
        self.has_later = bool(months) and self._first < months[-1]
        self.day = long_day(self._day, locale=who.locale) if self._day else ""
        self.times = time_rows(slots, other, who, self._held_iso)
        self.zones = zones_row(other, who)
        self.clock_note = who.clock_note(other.now, slots[0].start, other.zone) if slots else ""

    def _months(self) -> list[date]:
        return sorted({day.replace(day=1) for day in self._days})
