"""The week, the rules and the zone while they are edited."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Literal, get_args

import reflex as rx
from pydantic import Field

from livesessions.domain.availability import Timetable
from livesessions.domain.errors import Invalid
from livesessions.domain.slots import CalendarRules, Override
from livesessions.state.availability.clocks import ZoneRow, zone_row
from livesessions.state.availability.rows import (
    DayRow,
    Reading,
    RulesRow,
    WindowRow,
    copied,
    day_rows,
    marked,
    new_key,
    next_window,
    read,
    rules_row,
)
from livesessions.state.availability.words import explained
from livesessions.state.base import AppState, Form, event, role
from livesessions.state.gate.caller import caller

TEACHES = role("instructor")
MOST_WINDOWS = 8

WeekDayNumber = Annotated[int, Field(ge=0, le=6)]
Position = Annotated[int, Field(ge=0, lt=MOST_WINDOWS)]
Typed = Annotated[str, Field(max_length=8)]
RuleName = Literal["lead_hours", "max_per_day", "buffer_minutes", "booking_window_days", "slot_interval"]
RULE_NAMES = get_args(RuleName)


class CopyForm(Form):
    """Which days get the same hours."""

    days: list[WeekDayNumber] = []


class Draft(AppState, mixin=True):
    """What is typed, kept until it is saved or thrown away."""

    is_ready: bool = False
    is_dirty: bool = False
    has_hours: bool = True
    days: list[DayRow] = []
    rules: RulesRow = RulesRow()
    rules_key: str = ""  # changes when the server puts other rules into the fields
    rule_errors: dict[str, str] = {}
    explained: dict[str, str] = {}
    zone: ZoneRow = ZoneRow()
    copy_from: int = -1
    _saved: Timetable = Timetable(CalendarRules("UTC"))
    _overrides: tuple[Override, ...] = ()
    _now: datetime = datetime(2000, 1, 1, tzinfo=UTC)

    @rx.var
    def zone_hint(self) -> str:
        """What stands below the zone."""
        return f"It is {self.zone.clock} there now." if self.zone.clock else ""

    @event(TEACHES)
    async def set_day_on(self, weekday: WeekDayNumber, is_on: bool) -> None:
        """Switches a day on or off; its hours stay for later."""
        windows = self.days[weekday].windows or [next_window([])]
        await self._put(replace(self.days[weekday], is_on=is_on, windows=windows))

    @event(TEACHES)
    async def set_time(
        self, weekday: WeekDayNumber, index: Position, which: Literal["start", "end"], value: Typed
    ) -> None:
        """Takes one time field."""
        day = self.days[weekday]
        await self._put(replace(day, windows=with_time(day.windows, index, which, value)))

    @event(TEACHES)
    async def add_window(self, weekday: WeekDayNumber) -> None:
        """One more window on this day."""
        day = self.days[weekday]
        await self._put(replace(day, is_on=True, windows=with_one_more(day.windows)))

    @event(TEACHES)
    async def remove_window(self, weekday: WeekDayNumber, index: Position) -> None:
        """One window less; without any the day is off."""
        day = self.days[weekday]
        left = [*day.windows[:index], *day.windows[index + 1 :]]
        await self._put(replace(day, windows=left, is_on=day.is_on and bool(left)))

    @event(TEACHES)
    async def ask_copy(self, weekday: WeekDayNumber) -> None:
        """Opens the question where to copy a day's hours to."""
        self.copy_from = weekday

    @event(TEACHES)
    async def close_copy(self, is_open: bool = False) -> None:
        """Closes it."""
        if not is_open:
            self.copy_from = -1

    @event(TEACHES)
    async def copy_day(self, form: CopyForm) -> None:
        """Gives the chosen days the hours of the day that was asked about."""
        if self.copy_from < 0:
            return
        source = self.days[self.copy_from]
        for weekday in form.days:
            target = self.days[weekday]
            if weekday != source.weekday:
                self.days[weekday] = replace(target, is_on=True, windows=copied(source.windows))
        self.copy_from = -1
        await self._draft_changed()

    @event(TEACHES)
    async def set_rule(self, name: RuleName, value: Typed) -> None:
        """Takes one rule."""
        self.rules = replace(self.rules, **{name: value.strip()})
        await self._draft_changed()

    async def _put(self, day: DayRow) -> None:
        self.days[day.weekday] = day
        await self._draft_changed()

    async def _take(self, timetable: Timetable) -> None:
        """Puts a whole timetable into the fields."""
        self.days = day_rows(timetable)
        self.rules, self.rules_key = rules_row(timetable.rules), new_key()
        self.zone = zone_row(timetable.rules.timezone, self._now, self._locale())
        self._overrides = timetable.overrides
        await self._draft_changed()

    async def _draft_changed(self) -> None:
        reading = self._read()
        self.is_dirty = bool(reading.problems) or reading.timetable != self._saved
        await self._redraw(reading)

    async def _redraw(self, reading: Reading) -> None:
        """Shows what follows from what is typed."""
        self.days = [
            replace(day, windows=marked(day.windows, f"day-{day.weekday}", reading.problems))
            for day in self.days
        ]
        self.rule_errors = {name: text for name, text in reading.problems.items() if name in RULE_NAMES}
        self.has_hours = any(day.windows for day in self.days)
        self.explained = explained(reading.timetable.rules)

    def _read(self) -> Reading:
        return read(self.zone.name, self.days, self.rules, self._overrides, self._saved.rules)

    def _locale(self) -> str:
        viewer = caller().viewer
        return viewer.locale if viewer else "en_GB"


def with_time(
    windows: list[WindowRow], index: int, which: Literal["start", "end"], value: str
) -> list[WindowRow]:
    """The windows with one field changed."""
    if index >= len(windows):
        return windows
    return [replace(each, **{which: value}) if at == index else each for at, each in enumerate(windows)]


def with_one_more(windows: list[WindowRow]) -> list[WindowRow]:
    """The windows and a next one. Errors: Invalid when there are enough."""
    if len(windows) >= MOST_WINDOWS:
        raise Invalid(f"A day has at most {MOST_WINDOWS} windows.")
    return [*windows, next_window(windows)]
