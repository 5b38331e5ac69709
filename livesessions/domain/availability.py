"""An instructor's timetable: zone, week, dated exceptions and rules as one thing to edit, check and save.

The slot engine reads it as a `Calendar`. Here a window ends on its own day, 24:00 at the latest: hours past
midnight are two windows, which the engine joins.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TypeVar

from livesessions.domain.errors import Invalid
from livesessions.domain.slots import Busy, Calendar, CalendarRules, Claim, Hours, Override, Window
from livesessions.domain.slots.hours import open_hours
from livesessions.domain.slots.intervals import Interval, merged
from livesessions.domain.times import DAY, is_zone, minute, minute_up, wall_time

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SLOT_INTERVALS = (None, 15, 20, 30, 45, 60, 90, 120)
LONGEST_RANGE = timedelta(days=92)
MOST_OVERRIDES = 400
FURTHEST = timedelta(days=731)  # a holiday that is planned early; not a year typed with a digit too many

# The least and the most of each rule, by field. Manual payouts may be held 90 days, hence 60 days ahead.
LIMITS: Mapping[str, tuple[int, int]] = {
    "lead_hours": (0, 24 * 14),
    "max_per_day": (1, 24),
    "buffer_minutes": (0, 240),
    "booking_window_days": (1, 60),
}

T = TypeVar("T", bound=tuple[datetime, datetime])


@dataclass(frozen=True, slots=True)
class WeekDay:
    """The windows of one weekday; a day that is switched off keeps them for later."""

    hours: tuple[Hours, ...] = ()
    is_on: bool = True


@dataclass(frozen=True, slots=True)
class Timetable:
    """All of an instructor's hours. `week` has seven days, Monday first; the zone is the rules' own."""

    rules: CalendarRules
    week: tuple[WeekDay, ...] = (WeekDay(),) * 7
    overrides: tuple[Override, ...] = ()

    @property
    def windows(self) -> tuple[Window, ...]:
        zone = self.rules.timezone
        return tuple(
            Window(weekday, hours.start_minute, hours.end_minute, zone)
            for weekday, day in enumerate(self.week)
            if day.is_on
            for hours in day.hours
        )

    def calendar(self, *, busy: Iterable[Busy] = (), claims: Iterable[Claim] = ()) -> Calendar:
        """What the slot engine reads."""
        return Calendar(self.rules, self.windows, self.overrides, tuple(busy), tuple(claims))

    def covers(self, start: datetime, end: datetime) -> bool:
        """Whether the whole of [start, end) is within the hours."""
        span = minute(start), minute_up(end)
        return open_hours(self.calendar(), *span) == [span]


class WrongHours(Invalid):
    """The timetable can't be used; `problems` has a sentence for each field to mark.

    Fields: "day-<weekday>-<window>", "override-<date>", "zone" and the names in `LIMITS`.
    """

    code = "wrong_hours"

    def __init__(self, problems: Mapping[str, str]) -> None:
        field, message = next(iter(problems.items()))
        super().__init__(message, field=field)
        self.problems = dict(problems)


class WrongRange(Invalid):
    """These dates can't be used."""

    code = "wrong_range"


def check(timetable: Timetable) -> None:
    """Errors: WrongHours."""
    found = problems(timetable)
    if found:
        raise WrongHours(found)


def problems(timetable: Timetable) -> dict[str, str]:
    """What is wrong, by field; nothing if it can be saved."""
    return {
        **_zone_problems(timetable.rules.timezone),
        **_week_problems(timetable.week),
        **_override_problems(timetable.overrides),
        **_rule_problems(timetable.rules),
    }


def between(field: str) -> str:
    """What to say when this rule is out of its limits."""
    least, most = LIMITS[field]
    return f"Please choose between {least} and {most}."


def hours_problems(hours: Sequence[Hours]) -> dict[int, str]:
    """What is wrong with the windows of one date, by position: each ends after its start, none overlap."""
    found = {
        index: "Ends before it starts. For hours past midnight, end at 00:00 and go on the next day."
        for index, each in enumerate(hours)
        if not 0 <= each.start_minute < each.end_minute <= DAY
    }
    good = sorted((each, index) for index, each in enumerate(hours) if index not in found)
    for (before, _), (after, index) in pairwise(good):
        if after.start_minute < before.end_minute:
            found[index] = f"Overlaps with {clock(before.start_minute)}–{clock(before.end_minute)}."
    return found


def dates_between(first: date, last: date, today: date) -> list[date]:
    """Every date from `first` to `last`, both included. Errors: WrongRange."""
    if last < first:
        raise WrongRange("The last day is before the first.", field="last")
    if first < today:
        raise WrongRange("That day is over already.", field="first")
    if first > today + FURTHEST:
        raise WrongRange("That is too far away: at most two years, please.", field="first")
    if last - first > LONGEST_RANGE:
        raise WrongRange("Please take at most three months at once.", field="last")
    return [first + timedelta(days=days) for days in range((last - first).days + 1)]


def in_zone(timetable: Timetable, zone: str) -> Timetable:
    """The same wall-clock hours in another zone: other moments."""
    return replace(timetable, rules=replace(timetable.rules, timezone=zone))


def moved_to_zone(timetable: Timetable, zone: str, now: datetime) -> Timetable:
    """The same moments on another zone's clock, by the offsets that hold `now`. Errors: UnknownZone.

    Days that are off lose their hours; dates with hours of their own keep their clock times.
    """
    ahead = wall_time(now, zone).offset - wall_time(now, timetable.rules.timezone).offset
    week: list[list[Interval]] = [[] for _ in range(7)]
    for window in timetable.windows:
        start = window.day_of_week * DAY + window.start_minute + ahead
        length = window.end_minute - window.start_minute
        weekday, begin = divmod(start % (7 * DAY), DAY)
        for day, hours in split_at_midnight(weekday, begin, begin + length):
            week[day].append(hours)
    days = tuple(WeekDay(tuple(Hours(*each) for each in merged(hours))) for hours in week)
    return replace(in_zone(timetable, zone), week=days)


def left_outside(before: Timetable, after: Timetable, spans: Iterable[T]) -> list[T]:
    """The spans [start, end) within the hours until now and not within the new ones."""
    return [span for span in spans if not after.covers(span[0], span[1]) and before.covers(span[0], span[1])]


def clock(minute_of_day: int) -> str:
    """ "09:30"; the end of the day is "24:00"."""
    return f"{minute_of_day // 60:02}:{minute_of_day % 60:02}"


def split_at_midnight(weekday: int, start: int, end: int) -> Iterator[tuple[int, Hours]]:
    """A stored window, whose end may lie past midnight, as one or two (weekday, hours)."""
    yield weekday, Hours(start, min(end, DAY))
    if end > DAY:
        yield (weekday + 1) % 7, Hours(0, end - DAY)


def _zone_problems(zone: str) -> dict[str, str]:
    return {} if is_zone(zone) else {"zone": f"“{zone[:64]}” is not a time zone we know."}


def _week_problems(week: Sequence[WeekDay]) -> dict[str, str]:
    return {
        f"day-{weekday}-{index}": message
        for weekday, day in enumerate(week)
        for index, message in hours_problems(day.hours).items()
    }


def _override_problems(overrides: Sequence[Override]) -> dict[str, str]:
    if len(overrides) > MOST_OVERRIDES:
        return {"override": f"At most {MOST_OVERRIDES} dates can have their own hours."}
    return {
        f"override-{override.date.isoformat()}": message
        for override in overrides
        for message in hours_problems(override.hours).values()
    }


def _rule_problems(rules: CalendarRules) -> dict[str, str]:
    values = {
        "lead_hours": rules.min_lead_minutes // 60,
        "max_per_day": rules.max_per_day,
        "buffer_minutes": rules.buffer_minutes,
        "booking_window_days": rules.booking_window_days,
    }
    found = {
        field: between(field)
        for field, value in values.items()
        if value is not None and not LIMITS[field][0] <= value <= LIMITS[field][1]
    }
    if rules.slot_interval not in SLOT_INTERVALS:
        found["slot_interval"] = "Please choose one of the steps offered."
    return found
