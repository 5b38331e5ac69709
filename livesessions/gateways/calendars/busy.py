"""The times that somebody else's calendar takes: what its events say, expanded over a stretch of time.

Who wrote the calendar is a stranger. Reading it can take for ever or fill the memory: `apart.read_apart` puts
limits on that. Titles, places and people are never kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain, islice
from typing import Any

import recurring_ical_events
from icalendar import Calendar, Component, InvalidCalendar

from livesessions.domain.slots.intervals import Interval, merged
from livesessions.domain.times import instant, minute, minute_up, start_of_local_day
from livesessions.gateways.calendars.trouble import CalendarTooLarge, CalendarUnreadable

MOST_EVENTS = 20_000
MOST_TIMES = 5_000
OUR_UIDS = "@livesessions"
BROKEN = "An event in this calendar can’t be read."

# Properties that decide when an event is; what is wrong with others does not matter.
_ABOUT_TIME = {"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"}
# Clocks of floating times are up to this far from UTC; what lies outside is cut off afterwards.
_MARGIN = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which time is of interest: [first, last), and the zone of all-day events and times without one."""

    zone: str
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Limits:
    """The most events in a calendar, and the most times they may take within the stretch."""

    events: int = MOST_EVENTS
    times: int = MOST_TIMES


def read_busy(body: bytes, stretch: Stretch, limits: Limits | None = None) -> list[Interval]:
    """The minutes in which the calendar's owner is taken, in order, touching ones as one.

    Blocks that say busy and no more count like events. Cancelled events, those marked as free and this app's own
    are left out. Errors: CalendarUnreadable, CalendarTooLarge.
    """
    limits = limits or Limits()
    try:
        calendars = _calendars(body, limits.events)
        found = (span for each in calendars for span in _spans(each, stretch))
        spans = list(islice(found, limits.times + 1))
    except (
        InvalidCalendar,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        OverflowError,
        IndexError,
    ) as error:
        raise CalendarUnreadable(BROKEN) from error
    if len(spans) > limits.times:
        raise CalendarTooLarge(f"The calendar has more than {limits.times} events in the time ahead.")
    return merged(spans)


def _calendars(body: bytes, most: int) -> list[Calendar]:
    try:
        components = Calendar.from_ical(body.removeprefix(b"\xef\xbb\xbf").decode(), multiple=True)
    except ValueError:
        raise CalendarUnreadable("That is not an iCalendar file (.ics).") from None
    calendars = [each for each in components if isinstance(each, Calendar)]
    if not calendars or len(calendars) != len(components):
        raise CalendarUnreadable("That is not an iCalendar file (.ics), or only a part of one.")
    if sum(len(each.subcomponents) for each in calendars) > most:
        raise CalendarTooLarge(f"The calendar has more than {most} events.")
    return calendars


def _spans(calendar: Calendar, stretch: Stretch) -> Iterator[Interval]:
    first, last = minute(stretch.first), minute_up(stretch.last)
    for begin, end in chain(_of_blocks(calendar, stretch), _of_events(calendar, stretch)):
        span = max(minute(begin), first), min(minute_up(end), last)
        if span[0] < span[1]:
            yield span


def _of_blocks(calendar: Calendar, stretch: Stretch) -> Iterator[tuple[datetime, datetime]]:
    """What a calendar says that hides its events: times alone, each more or less busy (RFC 5545, 3.6.4)."""
    for block in calendar.walk("VFREEBUSY"):
        given: Any = block.get("FREEBUSY", [])
        for period in given if isinstance(given, list) else [given]:
            # A kind that nobody knows counts as busy (3.2.9).
            if str(period.params.get("FBTYPE", "")).upper() != "FREE":
                _must_know_zone(period, period.start)
                yield _instant(period.start, stretch.zone), _instant(period.end, stretch.zone)


def _of_events(calendar: Calendar, stretch: Stretch) -> Iterator[tuple[datetime, datetime]]:
    calendar.subcomponents = [each for each in calendar.subcomponents if _matters(each)]
    for event in _occurrences(calendar, stretch):
        given: Any = event
        yield _instant(given["DTSTART"].dt, stretch.zone), _instant(given["DTEND"].dt, stretch.zone)


def _matters(component: Component) -> bool:
    """Whether it is an event, and not one that this app put there: those are sessions, known already."""
    if component.name != "VEVENT":
        return False
    if "DTSTART" not in component or any(name in _ABOUT_TIME for name, _ in component.errors):
        raise CalendarUnreadable(BROKEN)
    for name in ("DTSTART", "DTEND", "RECURRENCE-ID"):
        given: Any = component.get(name)
        if given is not None:
            _must_know_zone(given, given.dt)
    return not str(component.get("UID", "")).endswith(OUR_UIDS)


def _occurrences(calendar: Calendar, stretch: Stretch) -> Iterator[Component]:
    """What takes time: each event as often as it happens, with its moved and cancelled repetitions."""
    query = recurring_ical_events.of(calendar)
    for series in query.series:
        for occurrence in series.between(stretch.first - _MARGIN, stretch.last + _MARGIN):
            event = occurrence.as_component(keep_recurrence_attributes=False)
            if _takes_time(event):
                yield event


def _takes_time(event: Component) -> bool:
    is_free = (
        event.get("TRANSP", "") == "TRANSPARENT" or event.get("X-MICROSOFT-CDO-BUSYSTATUS", "") == "FREE"
    )
    return not is_free and event.get("STATUS", "") != "CANCELLED"


def _instant(told: date | datetime, zone: str) -> datetime:
    """A start or end as an instant. Times of no zone are meant on the owner's clock (RFC 5545, 3.3.5)."""
    if not isinstance(told, datetime):
        return start_of_local_day(told, zone)
    return instant(told, zone) if told.tzinfo is None else told


def _must_know_zone(given: Any, told: date | datetime) -> None:
    """A zone that is named and not known would pass for none at all."""
    zone = str(given.params.get("TZID", ""))
    if zone and isinstance(told, datetime) and told.tzinfo is None:
        raise CalendarUnreadable(f"The calendar uses a time zone we don’t know: “{zone[:64]}”.")
