"""From weekly windows and overrides to the intervals in which an instructor is open.

A minute is open if and only if the wall clock shows a time inside the window: hours are laid out on the local
dates and cut where the zone's offset changes. An hour repeated in autumn counts twice, a skipped one never.

Hours past midnight belong to the date they start on: an override of that date removes them whole. An override
of the following date also cuts what reaches into it.
"""

from collections.abc import Iterable

from livesessions.domain import times
from livesessions.domain.slots.intervals import Interval, clipped, joined, merged, minus, within_ends
from livesessions.domain.slots.values import Calendar, Override, Window
from livesessions.domain.times import DAY

Spans = list[Interval]
Dates = dict[int, Spans]


def open_hours(calendar: Calendar, first: int, last: int) -> list[Interval]:
    """The open intervals within the minutes [first, last), none touching another."""
    home = calendar.rules.timezone
    by_zone: dict[str, list[Window]] = {home: []}
    for window in calendar.windows:
        by_zone.setdefault(window.timezone, []).append(window)
    hours = _laid(by_zone.pop(home), calendar.overrides, home, (first, last))
    if not by_zone:
        return hours
    for zone, windows in by_zone.items():
        overridden = days_of((times.day_number(each.date) for each in calendar.overrides), home, first, last)
        hours += minus(_laid(windows, (), zone, (first, last)), overridden)
    return merged(hours)


def days_of(days: Iterable[int], zone: str, first: int, last: int) -> list[Interval]:
    """The minutes in [first, last) that fall on these dates (`times.day_number`) in the zone."""
    midnights = [day * DAY for day in days]
    return merged(
        part
        for start, end, offset in times.offsets(zone, first, last)
        for part in clipped([(each - offset, each - offset + DAY) for each in midnights], start, end)
    )


def _laid(windows: Iterable[Window], overrides: Iterable[Override], zone: str, within: Interval) -> Spans:
    """The hours of every date as disjoint intervals in order."""
    own, late = _week(windows)
    weekly = [today + before for today, before in zip(own, late, strict=True)]
    replaced = _replaced(own, overrides)
    laid: Spans = []
    for start, end, offset in times.offsets(zone, *within):
        dates = range((start + offset) // DAY, (end - 1 + offset) // DAY + 1)
        hours = [replaced.get(day, weekly[(day + 3) % 7]) for day in dates]
        midnights = range(dates.start * DAY - offset, dates.stop * DAY - offset, DAY)
        opened = zip(midnights, hours, strict=True)
        spread = [(midnight + a, midnight + b) for midnight, spans in opened for a, b in spans]
        laid = joined(laid, within_ends(merged(spread), start, end))
    return laid


def _week(windows: Iterable[Window]) -> tuple[list[Spans], list[Spans]]:
    """The hours that begin on each weekday, in local minutes, and those left from the day before."""
    own: list[Spans] = [[] for _ in range(7)]
    late: list[Spans] = [[] for _ in range(7)]
    for window in windows:
        today, tomorrow = _at_midnight(window.start_minute, window.end_minute)
        own[window.day_of_week].append(today)
        if tomorrow:
            late[(window.day_of_week + 1) % 7].append(tomorrow)
    return own, late


def _replaced(own: list[Spans], overrides: Iterable[Override]) -> Dates:
    """The dates that are not as every week: overridden ones, and those after them."""
    dates: Dates = {}
    after: Dates = {}
    for override in overrides:
        day = times.day_number(override.date)
        split = [_at_midnight(*hours) for hours in override.hours]
        dates.setdefault(day, []).extend(today for today, _ in split)
        after.setdefault(day + 1, own[(day + 4) % 7][:]).extend(tomorrow for _, tomorrow in split if tomorrow)
    return after | dates


def _at_midnight(start: int, end: int) -> tuple[Interval, Interval | None]:
    """Hours as those of their date and those of the next."""
    if end < start or end == 0:
        end += DAY
    if end <= DAY:
        return (start, end), None
    return (start, DAY), (max(start - DAY, 0), min(end - DAY, DAY))
