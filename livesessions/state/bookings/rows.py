"""A booking as a line of a list, in ready words."""

from dataclasses import dataclass
from datetime import datetime

from livesessions.domain.bookings import doors, doors_are_open
from livesessions.queries.bookings import BookingRow
from livesessions.queries.waitlist import Waiting
from livesessions.runtime import routes
from livesessions.runtime.locales import length, whole_minutes
from livesessions.state.bookings.reader import Reader, possessive
from livesessions.state.bookings.words import status_words


@dataclass(frozen=True)
class SessionRow:
    """One booking in its learner's list."""

    reference: str = ""
    href: str = ""
    title: str = ""
    slug: str = ""
    domain: str = ""
    person: str = ""
    when: str = ""
    iso: str = ""
    there: str = ""
    lasts: str = ""
    price: str = ""
    topic: str = ""
    status: str = ""
    label: str = ""
    tone: str = "neutral"
    until: str = ""
    respond_by: str = ""
    is_owed: bool = False
    room: str = ""
    opens_at: str = ""
    is_open: bool = False
    wants_review: bool = False
    book_again: str = ""


@dataclass(frozen=True)
class SeriesRow:
    """One session of a weekly series."""

    href: str = ""
    when: str = ""
    label: str = ""
    tone: str = "neutral"
    is_this: bool = False


def series_row(row: BookingRow, who: Reader, here: str) -> SeriesRow:
    """The line of one booking among those made together with it; `here` is the one that is looked at."""
    label, tone = status_words(row)
    when = who.moment(row.starts_at)
    return SeriesRow(routes.booking(row.reference), when, label, tone, is_this=row.reference == here)


def session_row(row: BookingRow, who: Reader, now: datetime) -> SessionRow:
    """The line of one booking for its learner."""
    label, tone = status_words(row)
    if row.proposed and row.proposed.by != "learner":
        label, tone = "Another time proposed", "accent"
    if row.owed_until:
        label, tone = f"Pay by {who.moment(row.owed_until)}", "warning"
    opens_at, _ = doors(row.starts_at, row.ends_at)
    return SessionRow(
        reference=row.reference,
        href=routes.booking(row.reference),
        title=row.offering_title,
        slug=row.offering_slug,
        domain=row.domain,
        person=row.instructor_name,
        when=who.span(row.starts_at, row.ends_at),
        iso=row.starts_at.isoformat(),
        there=who.elsewhere(row.starts_at, row.instructor_zone, possessive(row.instructor_name)),
        lasts=length(whole_minutes(row.ends_at - row.starts_at)),
        price=who.price(row.price, row.currency),
        topic=row.topic if row.topic != row.offering_title else "",
        status=row.status,
        label=label,
        tone=tone,
        until=row.hold_expires_at.isoformat() if row.hold_expires_at else "",
        respond_by=who.moment(row.respond_by) if row.respond_by else "",
        is_owed=row.owed_until is not None,
        room=routes.room(row.room),
        opens_at=opens_at.isoformat(),
        is_open=doors_are_open(now, row.starts_at, row.ends_at),
        wants_review=row.status == "completed" and not row.has_review,
        book_again=routes.offering(row.offering_slug) if row.is_offered else "",
    )


@dataclass(frozen=True)
class LineRow:
    """One line the learner stands in."""

    entry_id: int = 0
    href: str = ""
    title: str = ""
    person: str = ""
    when: str = ""
    iso: str = ""
    there: str = ""
    line: str = ""


def line_row(row: Waiting, who: Reader) -> LineRow:
    """The line in ready words."""
    return LineRow(
        entry_id=row.entry_id,
        href=routes.offering(row.offering_slug),
        title=row.title,
        person=row.instructor_name,
        when=who.span(row.starts_at, row.ends_at),
        iso=row.starts_at.isoformat(),
        there=who.elsewhere(row.starts_at, row.instructor_zone, possessive(row.instructor_name)),
        line="Next in line" if row.place == 1 else f"Number {row.place} in line",
    )
