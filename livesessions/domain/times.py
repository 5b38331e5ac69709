"""Instants and wall clocks: the one module that knows time zones.

An instant is an aware UTC datetime, or a *minute*: whole minutes since 1970-01-01 00:00 UTC. A wall time is
a naive datetime that means something only beside an IANA zone name. Every function that takes a zone raises
`UnknownZone`; what leaves the years 1 to 9999 raises `OutOfTime`.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from livesessions.domain.errors import Invalid

DAY = 1440
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_DAY = date(1970, 1, 1).toordinal()
MINUTE = timedelta(minutes=1)

# Legacy names outside these regions ("EST5EDT", "Etc/GMT+5") stay valid but are not offered for choosing.
REGIONS = frozenset(
    (
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    )
)
# Outside these years a zone's offset stays what it is at their edge.
_YEAR_2, _YEAR_9999 = ((datetime(year, 1, 1, tzinfo=UTC) - EPOCH) // MINUTE for year in (2, 9999))
_EARLIEST, _LATEST = datetime(2, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC)
# 364 days: offsets are looked up once per zone and block, whatever ranges are asked for later.
_BLOCK_BITS = 19


class UnknownZone(Invalid):
    """The name is not a time zone of the IANA database."""

    code = "unknown_zone"

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name[:64]}” is not a time zone we know.", field="timezone")


class OutOfTime(Invalid):
    """A date before year 1 or after 9999, on the clock it was asked for."""

    code = "out_of_time"

    def __init__(self) -> None:
        super().__init__("That date is too far away.", field="date")


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


class WallTime(NamedTuple):
    """What a label needs: the wall clock at an instant, and whether it shows this time twice that day.

    A repeated time is ambiguous unless labelled with its offset (minutes ahead of UTC) or abbreviation.
    """

    wall: datetime
    offset: int
    abbreviation: str
    repeated: bool


def minute(instant: datetime) -> int:
    """The minute an aware instant falls in."""
    return (instant - EPOCH) // MINUTE


def minute_up(instant: datetime) -> int:
    """The first minute that is not before an aware instant."""
    return -((EPOCH - instant) // MINUTE)


def moment(minute: int) -> datetime:
    try:
        return EPOCH + timedelta(minutes=minute)
    except OverflowError:
        raise OutOfTime from None


def clamped(instant: datetime) -> datetime:
    """The instant, or the nearest one that is at least a year from both ends of time."""
    return min(max(instant, _EARLIEST), _LATEST)


def minute_of_day(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - EPOCH_DAY


def weekday_of(day_number: int) -> int:
    """0 = Monday; 1970-01-01 was a Thursday."""
    return (day_number + 3) % 7


@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """The zones to choose from, by name."""
    regional = (name for name in available_timezones() if name.partition("/")[0] in REGIONS and "/" in name)
    return ("UTC", *sorted(regional))


def is_zone(name: str) -> bool:
    """Whether the name is a zone, also one too old to be offered."""
    return name in _all_names()


@lru_cache(maxsize=1)
def _all_names() -> frozenset[str]:
    return frozenset(available_timezones())


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo:
    if not is_zone(name):
        raise UnknownZone(name)
    return ZoneInfo(name)


def local(instant: datetime, zone: str) -> datetime:
    """The instant on the zone's clock. Never add a timedelta to it to walk across a day."""
    return _on_clock(instant, _zone(zone))


def local_date(instant: datetime, zone: str) -> date:
    return local(instant, zone).date()


def instant(wall: datetime, zone: str, fold: int = 0) -> datetime:
    """The instant at which the zone's clock shows `wall`.

    A time shown twice is the first pass, or the second with `fold=1`. A time that is skipped counts on with
    the offset before the change, so 02:30 becomes 03:30 (RFC 5545 §3.3.5).
    """
    aware = wall.replace(tzinfo=_zone(zone), fold=fold if exists(wall, zone) else 0)
    return _on_clock(aware, UTC)


def exists(wall: datetime, zone: str) -> bool:
    """Whether the zone's clock ever shows this time: false for the hour skipped in spring."""
    there = wall.replace(tzinfo=_zone(zone), fold=0)
    return local(_on_clock(there, UTC), zone).replace(tzinfo=None) == wall.replace(fold=0)


def is_repeated(wall: datetime, zone: str) -> bool:
    """Whether the zone's clock shows this time twice: true for the hour repeated in autumn."""
    first, second = (wall.replace(tzinfo=_zone(zone), fold=fold) for fold in (0, 1))
    return exists(wall, zone) and first.utcoffset() != second.utcoffset()


def wall_time(instant: datetime, zone: str) -> WallTime:
    there = local(instant, zone)
    wall = there.replace(tzinfo=None)
    offset = (there.utcoffset() or timedelta()) // MINUTE
    return WallTime(wall, offset, there.tzname() or "", is_repeated(wall, zone))


def same_clock(instant: datetime, zone: str, other: str) -> bool:
    """Whether two zones show the same time at that instant, so that one label is enough."""
    return local(instant, zone).utcoffset() == local(instant, other).utcoffset()


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


def next_occurrence(after: datetime, weekday: int, minute_of_day: int, zone: str) -> datetime:
    """The first instant not before `after` at which the clock shows this weekday (0 = Monday) and time."""
    today = local_date(after, zone)
    days = (today + timedelta(days=ahead) for ahead in range(-1, 9))
    walls = (datetime.combine(day, time()) for day in days if day.weekday() == weekday)
    passes = (instant(wall + minute_of_day * MINUTE, zone, fold) for wall in walls for fold in (0, 1))
    return next(found for found in passes if found >= after)


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


def _on_clock(aware: datetime, clock: tzinfo) -> datetime:
    try:
        return aware.astimezone(clock)
    except OverflowError:
        raise OutOfTime from None


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
