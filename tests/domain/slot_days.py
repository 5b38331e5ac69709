"""Calendars written as people say them, and their slots as the instructor's clock shows them."""

from datetime import date, datetime, time, timedelta

from livesessions.domain import times
from livesessions.domain.slots import (
    Busy,
    Calendar,
    CalendarRules,
    Claim,
    Hours,
    Override,
    Wanted,
    Window,
    free_runs,
)

LOS_ANGELES = "America/Los_Angeles"
BERLIN = "Europe/Berlin"
MONDAY = date(2026, 5, 4)
HOUR = Wanted(offering_id=1, duration_minutes=60)


def at(clock: str, day: date = MONDAY, zone: str = BERLIN) -> datetime:
    return times.instant(datetime.combine(day, time.fromisoformat(clock)), zone)


def hours(text: str) -> Hours:
    """Reads "09:00-17:00"."""
    return Hours(*(int(clock[:2]) * 60 + int(clock[3:]) for clock in text.split("-")))


def daily(*spans: str, zone: str = BERLIN) -> tuple[Window, ...]:
    return tuple(Window(day, *hours(span), zone) for day in range(7) for span in spans)


def calendar(
    *spans: str,
    zone: str = BERLIN,
    overrides: tuple[Override, ...] = (),
    busy: tuple[Busy, ...] = (),
    claims: tuple[Claim, ...] = (),
    **rules: int,
) -> Calendar:
    """Open every day at the same hours."""
    return Calendar(CalendarRules(zone, **rules), daily(*spans, zone=zone), overrides, busy, claims)


def claim(
    start: str,
    end: str,
    buffer: int = 0,
    *,
    offering: int = 2,
    seats: int = 0,
    capacity: int = 5,
    day: date = MONDAY,
) -> Claim:
    """A live session in Berlin, number 7."""
    span = times.minute(at(start, day)), times.minute(at(end, day))
    return Claim(*span, buffer, offering, 7, seats, capacity)


def starts(of: Calendar, wanted: Wanted = HOUR, day: date = MONDAY, days: int = 1) -> list[str]:
    """The starts on a date as the instructor's clock shows them, asked for three days before."""
    zone = of.rules.timezone
    first, last = (times.start_of_local_day(day + timedelta(days=ahead), zone) for ahead in (0, days))
    runs = free_runs(of, wanted, first - timedelta(days=3), first, last)
    return [f"{times.local(slot.start, zone):%H:%M}" for run in runs for slot in run.slots()]
