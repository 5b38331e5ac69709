"""Instants and wall clocks: the one module that knows time zones.

An instant is an aware UTC datetime, or a *minute*: whole minutes since 1970-01-01 00:00 UTC. A wall time is
a naive datetime that means something only beside an IANA zone name. Every function that takes a zone raises
`UnknownZone`; what leaves the years 1 to 9999 raises `OutOfTime`.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
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
_EARLIEST, _LATEST = datetime(2, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC)


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


def _on_clock(aware: datetime, clock: tzinfo) -> datetime:
    try:
        return aware.astimezone(clock)
    except OverflowError:
        raise OutOfTime from None
