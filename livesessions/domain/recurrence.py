"""Dates that come back, kept at one time on the instructor's wall clock whatever the zone's offset.

Rules are those of RFC 5545 §3.3.10 that make sense for sessions; dateutil knows which dates fit.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import islice, pairwise, takewhile
from typing import NamedTuple

from dateutil.rrule import rrulestr

from livesessions.domain import times
from livesessions.domain.errors import Invalid

MOST = 200
FURTHEST = timedelta(days=731)

_DAY = "(MO|TU|WE|TH|FR|SA|SU)"
_PARTS = {
    "FREQ": "DAILY|WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": r"[1-9]\d?",
    "COUNT": r"[1-9]\d{0,2}",
    "UNTIL": r"\d{8}(T\d{6}Z?)?",
    "BYDAY": rf"([+-]?[1-5])?{_DAY}(,([+-]?[1-5])?{_DAY})*",
    "BYMONTHDAY": r"-?([1-9]|[12]\d|3[01])(,-?([1-9]|[12]\d|3[01]))*",
    "BYMONTH": r"([1-9]|1[0-2])(,([1-9]|1[0-2]))*",
    "BYSETPOS": r"-?[1-9]\d?(,-?[1-9]\d?)*",
    "WKST": _DAY,
}


class RuleRefused(Invalid):
    """The rule can't be read, or makes no date, too many, or one too far ahead."""

    code = "rule_refused"

    def __init__(self, message: str) -> None:
        super().__init__(message, field="rule")


class Occurrence(NamedTuple):
    """A start. `moved`: the clock skips the usual time on that day, so it is later by what was skipped."""

    start: datetime
    moved: bool


class ClockShift(NamedTuple):
    """From `start` on somebody's clock shows `after`, where it showed `before` until then."""

    start: datetime
    before: time
    after: time


def weekly(first: datetime, zone: str, count: int, every: int = 1) -> list[Occurrence]:
    """`count` occurrences, `every` so many weeks, at the weekday and time that the zone shows at `first`.

    Raises `RuleRefused`.
    """
    return expand(f"FREQ=WEEKLY;INTERVAL={every};COUNT={count}", first, zone)


def expand(rule: str, first: datetime, zone: str, most: int = MOST) -> list[Occurrence]:
    """The occurrences of an RRULE from `first` on, which is one only if it fits.

    A rule without an end goes as far as `FURTHEST`; a UNTIL without Z is on the zone's clock.
    Raises `RuleRefused`.
    """
    parts = _parts(rule)
    horizon = _horizon(first)
    until = _until(parts.pop("UNTIL", ""), zone)
    end = min(until or horizon, horizon)
    within = takewhile(lambda each: each.start <= end, _occurrences(parts, first, zone))
    found = list(islice(within, most + 1))
    if not found:
        raise RuleRefused("No date fits this rule.")
    if len(found) > most:
        raise RuleRefused(f"This makes more than {most} dates: let it end sooner.")
    if (until or end) > horizon or (until is None and len(found) < int(parts.get("COUNT", 0))):
        raise RuleRefused("Dates can lie up to two years ahead: let it end sooner.")
    return found


def clock_shifts(starts: Iterable[datetime], zone: str) -> list[ClockShift]:
    """Where a series that keeps one zone's time changes its time on the clock of another."""
    shown = [(start, times.local(start, zone).time()) for start in starts]
    return [
        ClockShift(start, before, after) for (_, before), (start, after) in pairwise(shown) if before != after
    ]


def same_time(one: datetime, other: datetime, zone: str) -> bool:
    """Whether a zone's clock shows the same time of day at both."""
    return times.local(one, zone).time() == times.local(other, zone).time()


def _parts(rule: str) -> dict[str, str]:
    pairs = [
        part.partition("=") for part in rule.strip().upper().removeprefix("RRULE:").rstrip(";").split(";")
    ]
    parts = {name: value for name, _, value in pairs}
    for name, value in parts.items():
        if len(value) > 100 or not re.fullmatch(_PARTS.get(name, "(?!)"), value):
            raise RuleRefused(f"We can't read “{name[:20]}={value[:20]}” in this rule.")
    if "FREQ" not in parts or len(parts) < len(pairs):
        raise RuleRefused("This is not a rule for dates.")
    return parts


def _horizon(first: datetime) -> datetime:
    try:
        return first + FURTHEST
    except OverflowError:
        raise RuleRefused("That is too far ahead.") from None


def _until(text: str, zone: str) -> datetime | None:
    if not text:
        return None
    try:
        wall = datetime.strptime((text.rstrip("Z") + "T235959")[:15], "%Y%m%dT%H%M%S")  # noqa: DTZ007
        return wall.replace(tzinfo=UTC) if text.endswith("Z") else times.instant(wall, zone)
    except (ValueError, times.OutOfTime):
        raise RuleRefused(f"“{text}” is not a date.") from None


def _occurrences(parts: dict[str, str], first: datetime, zone: str) -> Iterator[Occurrence]:
    there = times.local(first, zone)
    wall = there.replace(tzinfo=None, fold=0)
    # dateutil looks for the next date up to the year 9999 when none fits. Dates and weekdays come back every
    # 400 years, so the rule is read in the last such cycle, where that search is short.
    cycles = (9999 - FURTHEST.days // 365 - wall.year) // 400 * 400
    rule = rrulestr(_text(parts), dtstart=wall.replace(year=wall.year + cycles))
    for late in rule:
        fitting = late.replace(year=late.year - cycles)
        yield Occurrence(times.instant(fitting, zone, there.fold), not times.exists(fitting, zone))


def _text(parts: dict[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items())
