"""iCalendar (RFC 5545, 5546): a session as other people's calendar programs understand it.

One VEVENT per recipient, with that recipient as the only attendee: nobody learns who else comes. The same
UID for life; every move and the cancellation raise SEQUENCE. Times are UTC: no program need know our zones.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from icalendar import Calendar, Event, vCalAddress

PRODUCT = "-//Live Sessions//Live Sessions//EN"
FEED_REFRESH = timedelta(hours=1)


class Method(StrEnum):
    """What the recipient's program shall do: put it in (or move it), take it out, or only show it."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


@dataclass(frozen=True)
class Person:
    """A name and a bare e-mail address."""

    name: str
    email: str


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """One session in one person's calendar. `stamp` is when this version was made; all instants are aware."""

    uid: str
    sequence: int
    method: Method
    starts_at: datetime
    ends_at: datetime
    stamp: datetime
    title: str
    organizer: Person
    attendee: Person
    description: str = ""
    location: str = ""
    url: str = ""


def invitation(invited: Invitation) -> bytes:
    """A whole calendar object with this one event, the same bytes for the same invitation."""
    calendar = _calendar(invited.method)
    calendar.add_component(_event(invited, invited.method))
    return calendar.to_ical()


def feed(name: str, invitations: Iterable[Invitation]) -> bytes:
    """A calendar to subscribe to: no attendees (RFC 5546), and what is cancelled stays, marked cancelled."""
    calendar = _calendar(Method.PUBLISH)
    calendar.add("name", _text(name))
    calendar.add("x-wr-calname", _text(name))
    calendar.add("refresh-interval", FEED_REFRESH, parameters={"VALUE": "DURATION"})
    for invited in invitations:
        calendar.add_component(_event(invited, Method.PUBLISH))
    return calendar.to_ical()


def _calendar(method: Method) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    return calendar


def _event(invited: Invitation, method: Method) -> Event:
    event = Event()
    event.add("uid", invited.uid)
    event.add("sequence", invited.sequence)
    event.add("dtstamp", invited.stamp.astimezone(UTC))
    event.add("dtstart", invited.starts_at.astimezone(UTC))
    event.add("dtend", invited.ends_at.astimezone(UTC))
    event.add("status", "CANCELLED" if invited.method is Method.CANCEL else "CONFIRMED")
    event.add("organizer", vCalAddress.new(invited.organizer.email, cn=_text(invited.organizer.name)))
    if method is not Method.PUBLISH:
        event.add("attendee", _attendee(invited.attendee))
    for name in ("title", "description", "location", "url"):
        if value := _text(getattr(invited, name)):
            event.add("summary" if name == "title" else name, value)
    return event


def _attendee(person: Person) -> vCalAddress:
    """They booked: nobody waits for an answer, and none would be read."""
    return vCalAddress.new(
        person.email,
        cn=_text(person.name),
        cutype="INDIVIDUAL",
        role="REQ-PARTICIPANT",
        partstat="ACCEPTED",
        rsvp=False,
    )


def _text(value: str) -> str:
    """Line breaks survive, other control characters are no text (RFC 5545, 3.3.11)."""
    lines = value.splitlines()
    return "\n".join("".join(char for char in line if char == "\t" or char.isprintable()) for line in lines)
