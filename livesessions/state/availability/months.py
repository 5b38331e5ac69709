"""A month of dates, each with the hours it has."""

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_skeleton

from livesessions.domain.availability import Timetable
from livesessions.domain.slots import Hours
from livesessions.runtime.locales import english, long_day
from livesessions.state.availability.words import hours_in_words


@dataclass(frozen=True)
class DateCell:
    """One date of the month's grid. `kind`: blank, past, off, own (its own hours), open or closed."""

    day: str = ""
    number: str = ""
    label: str = ""
    kind: str = "blank"
    is_today: bool = False


@dataclass(frozen=True)
class DateRow:
    """Dates in a row that share hours of their own."""

    first: str = ""
    last: str = ""
    label: str = ""
    hours: str = ""


def month_cells(first: date, timetable: Timetable, today: date, locale: str) -> list[DateCell]:
    """The whole weeks, Monday first, that hold the month of `first`; blank where the month is not."""
    own = {override.date: override.hours for override in timetable.overrides}
    weekly = [day.hours if day.is_on else () for day in timetable.week]
    return [
        _cell(day, own.get(day), weekly[day.weekday()], today, locale)
        if day.month == first.month
        else DateCell()
        for day in Calendar().itermonthdates(first.year, first.month)
    ]


def month_name(first: date, locale: str) -> str:
    """ "August 2026"."""
    return format_skeleton("yMMMM", first, locale=english(locale))


def _cell(
    day: date, own: Sequence[Hours] | None, weekly: Sequence[Hours], today: date, locale: str
) -> DateCell:
    hours = weekly if own is None else own
    words = "not open" if own is None and not weekly else hours_in_words(hours)
    label = f"{long_day(day, locale=locale)}: {words}"
    return DateCell(day.isoformat(), str(day.day), label, _kind(day, own, weekly, today), day == today)


def _kind(day: date, own: Sequence[Hours] | None, weekly: Sequence[Hours], today: date) -> str:
    if day < today:
        return "past"
    if own is None:
        return "open" if weekly else "closed"
    return "own" if own else "off"


def date_rows(timetable: Timetable, locale: str) -> list[DateRow]:
    """Every date with hours of its own, neighbours with the same hours as one row."""
    rows: list[list[date]] = []
    hours = {override.date: override.hours for override in timetable.overrides}
    for day in sorted(hours):
        follows = rows and rows[-1][-1] + timedelta(days=1) == day
        if follows and hours[rows[-1][-1]] == hours[day]:
            rows[-1].append(day)
        else:
            rows.append([day])
    return [_row(days, hours_in_words(hours[days[0]]), locale) for days in rows]


def _row(days: list[date], hours: str, locale: str) -> DateRow:
    first, last = days[0], days[-1]
    ends = [first, last] if last > first else [first]
    label = " – ".join(format_skeleton("yMMMEd", each, locale=english(locale)) for each in ends)
    return DateRow(first.isoformat(), last.isoformat(), label, hours)
