"""The lists in which bookings stand: a learner's sessions, an instructor's requests and sessions."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col

from livesessions.domain.bookings import LIVE, Status
from livesessions.models import BookingRequest, LiveSession
from livesessions.queries.bookings.rows import BookingRow, booking_rows
from livesessions.runtime.work import View


@dataclass(frozen=True, slots=True)
class MySessions:
    """A learner's sessions by what to do with them next."""

    now: datetime
    held: tuple[BookingRow, ...]
    waiting: tuple[BookingRow, ...]
    upcoming: tuple[BookingRow, ...]
    past: tuple[BookingRow, ...]
    hours_learnt: float
    sessions_done: int
    topics: tuple[str, ...]


def my_sessions(view: View) -> MySessions:
    """The actor's own bookings as a learner, soonest first, the past newest first.

    A hold that ran out or was let go is left out: nobody calls it a session.
    """
    rows = booking_rows(view.db, BookingRequest.learner_id == view.actor.must_be_signed_in())
    by = {status: [row for row in rows if row.status == status] for status in Status}
    done = by[Status.COMPLETED]
    return MySessions(
        now=view.now,
        held=tuple(row for row in by[Status.HELD] if row.hold_expires_at and row.hold_expires_at > view.now),
        waiting=tuple(by[Status.PENDING]),
        upcoming=tuple(by[Status.ACCEPTED]),
        past=tuple(row for row in reversed(rows) if row.status not in LIVE and row.requested_at),
        hours_learnt=sum((row.ends_at - row.starts_at).total_seconds() for row in done) / 3600,
        sessions_done=len(done),
        topics=tuple(dict.fromkeys(row.topic for row in done if row.topic)),
    )


def requests(view: View) -> list[BookingRow]:
    """What waits for the actor's answer as an instructor, the most urgent first."""
    mine = LiveSession.instructor_id == view.actor.must_be_signed_in()
    rows = booking_rows(view.db, mine, BookingRequest.status == Status.PENDING)
    return sorted(rows, key=lambda row: row.respond_by or row.starts_at)


def taught(view: View, *, first: datetime, last: datetime) -> list[BookingRow]:
    """The actor's accepted and finished sessions as an instructor that start in [first, last)."""
    mine = LiveSession.instructor_id == view.actor.must_be_signed_in()
    shown = (Status.ACCEPTED, Status.COMPLETED, Status.NO_SHOW)
    between = (LiveSession.starts_at >= first, LiveSession.starts_at < last)
    return booking_rows(view.db, mine, col(BookingRequest.status).in_(shown), *between)
