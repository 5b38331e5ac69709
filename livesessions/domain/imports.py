"""Calendars elsewhere, whose events take an instructor's time: their addresses and when to look again.

An address often is the only key to somebody's private calendar, and is treated as a password: `shown` is all
that anybody gets to see of it again.
"""

from datetime import datetime, timedelta
from urllib.parse import urlsplit, urlunsplit

from livesessions.domain.errors import Invalid

MOST_CALENDARS = 5
LONGEST_ADDRESS = 2_000
LONGEST_NAME = 60
MOST_FILE_BYTES = 5_000_000

# Sessions can be booked up to 60 days ahead and last up to a day.
AHEAD = timedelta(days=100)
EVERY = timedelta(minutes=30)
# Without news the times are worked out anew now and then: the stretch ahead moves on.
STALE_AFTER = timedelta(hours=20)
SHORTEST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=6)
LAST_CHARACTERS = 4
JOINER = "\u200d"  # makes one emoji of several
# A server that is down for a night or a weekend comes back by itself.
WARN_AFTER = timedelta(days=3)


class WrongCalendar(Invalid):
    """A calendar can't be added like this."""

    code = "wrong_calendar"


def clean_address(typed: str) -> str:
    """The http or https address of a calendar; "webcal:" is what calendar programs call https.

    Errors: WrongCalendar.
    """
    text = typed.strip()
    if len(text) > LONGEST_ADDRESS:
        raise _wrong_address("That is too long for an address.")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise _wrong_address("That is not an address.") from None
    scheme = {"webcal": "https", "webcals": "https"}.get(parts.scheme, parts.scheme)
    if scheme not in {"http", "https"} or not host or port == 0 or not _is_plain(text):
        raise _wrong_address("An address begins with https:// or webcal:// and is one word.")
    if parts.username is not None or parts.password is not None:
        raise _wrong_address("Please leave out the name and password: take the calendar’s secret address.")
    return urlunsplit((scheme, parts.netloc, parts.path or "/", parts.query, ""))


def shown(address: str) -> str:
    """What may be shown of an address: its server and its last characters, never enough to use it."""
    parts = urlsplit(address)
    secret = f"{parts.path}?{parts.query}" if parts.query else parts.path
    last = secret[-LAST_CHARACTERS:] if len(secret) >= 4 * LAST_CHARACTERS else ""
    return f"{parts.hostname}/…{last}"


def clean_name(typed: str, instead: str = "") -> str:
    """What the owner calls the calendar. Errors: WrongCalendar."""
    name = " ".join(typed.split()) or instead
    if not name:
        raise WrongCalendar("Please give the calendar a name.", field="name")
    if len(name) > LONGEST_NAME or not name.replace(JOINER, "").isprintable():
        raise WrongCalendar(f"A name has up to {LONGEST_NAME} letters.", field="name")
    return name


def check_room(count: int) -> None:
    """Whether one more calendar fits. Errors: WrongCalendar."""
    if count >= MOST_CALENDARS:
        raise WrongCalendar(f"At most {MOST_CALENDARS} calendars can be read. Remove one first.")


def next_look(now: datetime, failures: int, *, is_file: bool = False) -> datetime:
    """When to look again: soon after a first failure, then less and less often. A file stays what it is."""
    if not failures:
        return now + (STALE_AFTER if is_file else EVERY)
    return now + min(SHORTEST_WAIT * 2 ** min(failures - 1, 10), LONGEST_WAIT)


def is_warning_due(now: datetime, failing_since: datetime, warned_at: datetime | None) -> bool:
    """Whether the owner is to hear, once, that looks at a calendar have failed all this time."""
    return warned_at is None and now >= failing_since + WARN_AFTER


def stretch_ahead(now: datetime) -> tuple[datetime, datetime]:
    """Which time of a calendar matters, by whole days, so that it stays the same all day long."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return today - timedelta(days=1), today + AHEAD


def _wrong_address(message: str) -> WrongCalendar:
    return WrongCalendar(message, field="address")


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable() and " " not in text
