"""A zone's offsets over a stretch of time, and what follows from them: where days begin and clocks change."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from livesessions.domain.times.zones import (
    DAY,
    EPOCH,
    MINUTE,
    OutOfTime,
    day_number,
    local,
    minute,
    minute_up,
    moment,
)

# Outside these years a zone's offset stays what it is at their edge.
_YEAR_2, _YEAR_9999 = ((datetime(year, 1, 1, tzinfo=UTC) - EPOCH) // MINUTE for year in (2, 9999))
# 364 days: offsets are looked up once per zone and block, whatever ranges are asked for later.
_BLOCK_BITS = 19


class Offset(NamedTuple):
    """A stretch of minutes [start, end) in which a zone is `minutes` ahead of UTC."""

    start: int
    end: int
    minutes: int


class ClockChange(NamedTuple):
    """At instant `at` a zone's clock goes from `before` to `after` minutes ahead of UTC."""

    at: datetime
    before: int
    after: int


def start_of_local_day(day: date, zone: str) -> datetime:
    """The first instant of a date, not always 00:00; of a date that the zone skipped, that of the next."""
    midnight = day_number(day) * DAY
    around = offsets(zone, midnight - 2 * DAY, midnight + 2 * DAY)
    arrivals = ((midnight - part.minutes, part) for part in around)
    return moment(next(max(part.start, arrival) for arrival, part in arrivals if arrival < part.end))


def local_day(day: date, zone: str) -> tuple[datetime, datetime]:
    """A date as [start, end): 23, 24 or 25 hours, and empty for a date the zone skipped."""
    if day == date.max:
        raise OutOfTime
    return start_of_local_day(day, zone), start_of_local_day(day + timedelta(days=1), zone)


@lru_cache(maxsize=4096)
def offsets(zone: str, first: int, last: int) -> tuple[Offset, ...]:
    """The zone's offsets over the minutes [first, last), in order and without gaps.

    Offsets of an odd number of seconds (before 1972) are rounded down to the minute.
    """
    blocks = range(first >> _BLOCK_BITS, ((last - 1) >> _BLOCK_BITS) + 1)
    parts = [
        part for block in blocks for part in _block(zone, block) if part.start < last and part.end > first
    ]
    return _joined([Offset(max(start, first), min(end, last), offset) for start, end, offset in parts])


def clock_changes(zone: str, first: datetime, last: datetime) -> list[ClockChange]:
    """Each change of the zone's clock at an instant in (first, last)."""
    parts = offsets(zone, minute(first), minute_up(last))
    return [
        ClockChange(moment(after.start), before.minutes, after.minutes) for before, after in pairwise(parts)
    ]


def midnights(zone: str, first: int, last: int) -> Iterator[int]:
    """The minute at which each new date begins in [first, last); a date shown twice begins once."""
    latest = None
    for start, end, offset in offsets(zone, first, last):
        for day in range((start + offset) // DAY, (end - 1 + offset) // DAY + 1):
            if latest is not None and day > latest:
                yield max(start, day * DAY - offset)
            latest = day if latest is None else max(latest, day)


def _joined(parts: list[Offset]) -> tuple[Offset, ...]:
    """Neighbours of equal offset as one."""
    joined: list[Offset] = []
    for part in parts:
        if joined and joined[-1].minutes == part.minutes:
            joined[-1] = Offset(joined[-1].start, part.end, part.minutes)
        else:
            joined.append(part)
    return tuple(joined)


@lru_cache(maxsize=4096)
def _block(zone: str, block: int) -> tuple[Offset, ...]:
    first, last = block << _BLOCK_BITS, (block + 1) << _BLOCK_BITS
    days = pairwise([*range(first, last, DAY), last])
    starts = [first, *(_change(zone, a, b) for a, b in days if _differ(zone, a, b))]
    return tuple(
        Offset(start, end, _offset(zone, start))
        for start, end in zip(starts, [*starts[1:], last], strict=True)
        if start < end
    )


def _differ(zone: str, minute: int, other: int) -> bool:
    return _offset(zone, minute) != _offset(zone, other)


def _change(zone: str, before: int, after: int) -> int:
    """The first minute of the offset that holds at `after`, one change lying in between."""
    while after - before > 1:
        middle = (before + after) // 2
        if _differ(zone, middle, after):
            before = middle
        else:
            after = middle
    return after


def _offset(zone: str, minute: int) -> int:
    there = local(moment(min(max(minute, _YEAR_2), _YEAR_9999)), zone)
    return (there.utcoffset() or timedelta()) // MINUTE
