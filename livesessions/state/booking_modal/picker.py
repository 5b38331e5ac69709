"""The calendar of the booking modal: days that have times, and the times of one day."""

from datetime import date, timedelta
from typing import Literal

from livesessions.domain.slots import Slot
from livesessions.domain.times import local_date
from livesessions.queries.availability import free_slots
from livesessions.queries.booking_modal import ToBook
from livesessions.runtime.locales import long_day
from livesessions.state.availability.months import month_name
from livesessions.state.base import PUBLIC, AppState, event
from livesessions.state.booking_modal.rows import TimeRow, WeekRow, time_rows, weeks
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
    _offer: ToBook | None = None
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
        """Loads every bookable time; the month and the day that are shown stay if there is anything in them."""
        if self._offer is None:
            return
        zone = reader().zone
        today = local_date(self._offer.now, zone)
        found = await self.ask(
            free_slots,
            offering_id=self._offer.offering_id,
            first_day=today,
            last_day=today + AHEAD,
            zone=zone,
        )
        self._days = found.by_day(zone)
        months = self._months()
        if self._day is None:
            self._day = next(iter(self._days), None)
            self._first = months[0] if months else today.replace(day=1)
        elif self._first not in months and months:
            self._first = months[0]
        self._draw()

    def _draw(self) -> None:
        offer, who, months = self._offer, reader(), self._months()
        if offer is None:
            return
        slots = self._days.get(self._day, []) if self._day else []
        self.has_times = bool(self._days)
        self.month = month_name(self._first, who.locale)
        self.month_weeks = weeks(self._first, self._days, self._day, who)
        self.has_earlier = bool(months) and self._first > months[0]
        self.has_later = bool(months) and self._first < months[-1]
        self.day = long_day(self._day, locale=who.locale) if self._day else ""
        self.times = time_rows(slots, offer, who, self._held_iso)
        self.clock_note = who.clock_note(offer.now, slots[0].start, offer.instructor_zone) if slots else ""

    def _months(self) -> list[date]:
        return sorted({day.replace(day=1) for day in self._days})
