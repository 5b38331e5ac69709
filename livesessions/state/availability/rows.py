"""What the hours' editor shows and what is typed into it, and the way from there to a timetable and back.

Typed text is kept as it is, right or wrong: only `read` decides what it means.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import count

from livesessions.domain.availability import (
    DAY_NAMES,
    LIMITS,
    Timetable,
    WeekDay,
    between,
    clock,
    problems,
)
from livesessions.domain.slots import CalendarRules, Hours, Override
from livesessions.domain.times import DAY

UNREADABLE = Hours(-1, -1)
FILL_IN = "Please fill in both times."
PARTS = {"Weekly hours": ("day-", "zone"), "Dates": ("override",), "Rules": (*LIMITS, "slot_interval")}

_keys = count(1)


@dataclass(frozen=True)
class WindowRow:
    """Two time fields. The key changes when the server puts other times in, so that the browser takes them."""

    key: str = ""
    start: str = ""
    end: str = ""
    error: str = ""


@dataclass(frozen=True)
class DayRow:
    """One weekday of the editor."""

    weekday: int = 0
    name: str = ""
    is_on: bool = False
    windows: list[WindowRow] = field(default_factory=list)


@dataclass(frozen=True)
class RulesRow:
    """The rules as typed; an empty `max_per_day` is no limit, an empty `slot_interval` the session's length."""

    lead_hours: str = ""
    max_per_day: str = ""
    buffer_minutes: str = ""
    booking_window_days: str = ""
    slot_interval: str = ""


@dataclass(frozen=True)
class Reading:
    """What the typed text means, and what is wrong with it by field."""

    timetable: Timetable
    problems: dict[str, str]


def read(
    zone: str, days: Sequence[DayRow], rules: RulesRow, overrides: Sequence[Override], saved: CalendarRules
) -> Reading:
    """The timetable that is typed; where a rule can't be read, the saved one stands in."""
    unread = _unread(rules)
    week = tuple(_week_day(day) for day in days)
    timetable = Timetable(_rules(zone, rules, saved), week, tuple(overrides))
    blank = {
        f"day-{day.weekday}-{index}": FILL_IN
        for day in days
        for index, window in enumerate(day.windows)
        if hours_of(window) == UNREADABLE
    }
    return Reading(timetable, {**problems(timetable), **blank, **unread})


def where(found: Mapping[str, str]) -> str:
    """The parts of the editor in which something is wrong, as they are called there."""
    parts = [name for name, fields in PARTS.items() if any(each.startswith(fields) for each in found)]
    return " and ".join(f"“{part}”" for part in parts)


def day_rows(timetable: Timetable) -> list[DayRow]:
    """The week, ready to be edited."""
    return [
        DayRow(weekday, name, day.is_on and bool(day.hours), [window_row(hours) for hours in day.hours])
        for weekday, (name, day) in enumerate(zip(DAY_NAMES, timetable.week, strict=True))
    ]


def rules_row(rules: CalendarRules) -> RulesRow:
    """The rules, ready to be edited."""
    return RulesRow(
        lead_hours=str(rules.min_lead_minutes // 60),
        max_per_day=_text(rules.max_per_day),
        buffer_minutes=str(rules.buffer_minutes),
        booking_window_days=str(rules.booking_window_days),
        slot_interval=_text(rules.slot_interval),
    )


def window_row(hours: Hours) -> WindowRow:
    """A new row for these hours; a time field shows the day's end as 00:00."""
    return WindowRow(new_key(), clock(hours.start_minute), clock(hours.end_minute % DAY))


def new_key() -> str:
    return f"w{next(_keys)}"


def copied(windows: Sequence[WindowRow]) -> list[WindowRow]:
    """The same times as new rows."""
    return [replace(window, key=new_key()) for window in windows]


def marked(windows: Sequence[WindowRow], prefix: str, found: Mapping[str, str]) -> list[WindowRow]:
    """The rows with what is wrong with each."""
    return [replace(window, error=found.get(f"{prefix}-{index}", "")) for index, window in enumerate(windows)]


def next_window(windows: Sequence[WindowRow]) -> WindowRow:
    """One more: an hour after the last for as long as the day allows, or nine to five."""
    ends = [hours_of(window).end_minute for window in windows]
    last = max(ends, default=-1)
    if last < 0:
        return window_row(Hours(9 * 60, 17 * 60))
    if last + 60 >= DAY:
        return WindowRow(new_key())
    return window_row(Hours(last + 60, min(last + 4 * 60, DAY)))


def hours_of(window: WindowRow) -> Hours:
    """What is typed; an end of 00:00 is the end of the day."""
    start, end = _minutes(window.start), _minutes(window.end)
    return UNREADABLE if start is None or end is None else Hours(start, end or DAY)


def _minutes(text: str) -> int | None:
    hour, _, minute = text.partition(":")
    if not (hour.isdecimal() and minute[:2].isdecimal()):
        return None
    found = int(hour) * 60 + int(minute[:2])
    return found if found < DAY and int(minute[:2]) < 60 else None


def _week_day(day: DayRow) -> WeekDay:
    hours = tuple(map(hours_of, day.windows))
    return WeekDay(hours, is_on=day.is_on or not hours)


def _rules(zone: str, typed: RulesRow, saved: CalendarRules) -> CalendarRules:
    lead, most = _number(typed.lead_hours), _number(typed.max_per_day)
    buffer, ahead = _number(typed.buffer_minutes), _number(typed.booking_window_days)
    return CalendarRules(
        timezone=zone,
        min_lead_minutes=saved.min_lead_minutes if lead is None else lead * 60,
        max_per_day=saved.max_per_day if typed.max_per_day and most is None else most,
        buffer_minutes=saved.buffer_minutes if buffer is None else buffer,
        booking_window_days=saved.booking_window_days if ahead is None else ahead,
        slot_interval=_number(typed.slot_interval),
    )


def _unread(typed: RulesRow) -> dict[str, str]:
    required = {"lead_hours", "buffer_minutes", "booking_window_days"}
    return {
        name: _wrong(name, text)
        for name, text in asdict(typed).items()
        if _number(text) is None and (text or name in required)
    }


def _wrong(name: str, text: str) -> str:
    if not text:
        return "Please fill this in."
    is_whole = text.removeprefix("-").isdecimal()
    return between(name) if is_whole and name in LIMITS else "A whole number, please."


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
