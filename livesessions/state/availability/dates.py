"""Dates with hours of their own, or none: a month to choose from, and the form for one date or many."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from livesessions.domain.availability import dates_between, hours_problems
from livesessions.domain.slots import Hours, Override
from livesessions.domain.times import local_date
from livesessions.state.availability.draft import TEACHES, Draft, Position, Typed, with_one_more, with_time
from livesessions.state.availability.months import DateCell, DateRow, date_rows, month_cells, month_name
from livesessions.state.availability.rows import (
    FILL_IN,
    UNREADABLE,
    Reading,
    WindowRow,
    hours_of,
    marked,
    window_row,
)
from livesessions.state.base import FieldErrors, Form, event

MONTHS_AHEAD = 13
DEFAULT_HOURS = Hours(9 * 60, 17 * 60)


class DatesForm(Form):
    """One date, or every date up to another one."""

    first: date
    last: date | None = None
    kind: Literal["off", "own"]


class Dates(FieldErrors, Draft, mixin=True):
    """The month and the form. What is applied here is saved with everything else."""

    month: str = ""
    month_offset: int = 0
    cells: list[DateCell] = []
    dates: list[DateRow] = []
    dates_open: bool = False
    dates_first: str = ""
    dates_last: str = ""
    dates_kind: Literal["off", "own"] = "off"
    dates_windows: list[WindowRow] = []
    dates_known: bool = False  # there are hours of their own to take back

    @event(TEACHES)
    async def turn_month(self, by: Annotated[int, Field(ge=-1, le=1)]) -> None:
        """Shows the month before or after."""
        self.month_offset = min(max(self.month_offset + by, 0), MONTHS_AHEAD)
        self._draw_month(self._read())

    @event(TEACHES)
    async def open_dates(self, first: date | Literal[""] = "", last: date | Literal[""] = "") -> None:
        """Opens the form for these dates, with the hours the first one has."""
        hours = self._own_hours(first) if first else None
        self.dates_first, self.dates_last = str(first), str(last)
        self.dates_kind = "own" if hours else "off"
        self.dates_windows = [window_row(each) for each in hours or (DEFAULT_HOURS,)]
        self.dates_known = hours is not None
        self.errors = {}
        self.dates_open = True

    @event(TEACHES)
    async def close_dates(self, is_open: bool = False) -> None:
        """Closes the form; what was typed into it is gone."""
        if not is_open:
            self.dates_open = False

    @event(TEACHES)
    async def set_dates_kind(self, kind: Literal["off", "own"]) -> None:
        """A day off, or hours of its own."""
        self.dates_kind = kind

    @event(TEACHES)
    async def set_dates_time(self, index: Position, which: Literal["start", "end"], value: Typed) -> None:
        """Takes one time field of the form."""
        self.dates_windows = with_time(self.dates_windows, index, which, value)

    @event(TEACHES)
    async def add_dates_window(self) -> None:
        """One more window."""
        self.dates_windows = with_one_more(self.dates_windows)

    @event(TEACHES)
    async def remove_dates_window(self, index: Position) -> None:
        """One window less, down to one."""
        if len(self.dates_windows) > 1:
            self.dates_windows = [each for at, each in enumerate(self.dates_windows) if at != index]

    @event(TEACHES)
    async def apply_dates(self, form: DatesForm) -> None:
        """Gives the dates what the form says, in the draft."""
        self.errors = {}
        hours = self._form_hours() if form.kind == "own" else ()
        if hours is None:
            return
        days = dates_between(form.first, form.last or form.first, local_date(self._now, self.zone.name))
        self._replace(days, [Override(day, hours) for day in days])
        await self._draft_changed()

    @event(TEACHES)
    async def forget_dates(self, first: date, last: date | Literal[""] = "") -> None:
        """Gives these dates their weekly hours back."""
        end = last or first
        days = [each.date for each in self._overrides if first <= each.date <= end]
        self._replace(days, [])
        await self._draft_changed()

    async def _redraw(self, reading: Reading) -> None:
        await super()._redraw(reading)
        self.dates = date_rows(reading.timetable, self._locale())
        self._draw_month(reading)

    def _draw_month(self, reading: Reading) -> None:
        today = local_date(self._now, self.zone.name)
        years, month = divmod(today.month - 1 + self.month_offset, 12)
        first = date(today.year + years, month + 1, 1)
        self.month = month_name(first, self._locale())
        self.cells = month_cells(first, reading.timetable, today, self._locale())

    def _replace(self, days: list[date], overrides: list[Override]) -> None:
        kept = [each for each in self._overrides if each.date not in set(days)]
        self._overrides = tuple(sorted([*kept, *overrides], key=lambda each: each.date))
        self.dates_open = False

    def _own_hours(self, day: date) -> tuple[Hours, ...] | None:
        return next((each.hours for each in self._overrides if each.date == day), None)

    def _form_hours(self) -> tuple[Hours, ...] | None:
        """The windows of the form; None when one is wrong, which is then said beside it."""
        hours = tuple(map(hours_of, self.dates_windows))
        found = {f"at-{index}": text for index, text in hours_problems(hours).items()}
        found |= {f"at-{index}": FILL_IN for index, each in enumerate(hours) if each == UNREADABLE}
        self.dates_windows = marked(self.dates_windows, "at", found)
        return None if found else tuple(sorted(hours))
