"""What somebody holds, has asked for or has booked with an instructor, and is still to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlmodel import Session, col

from livesessions.domain.bookings import LIVE
from livesessions.models import BookingRequest, LiveSession, LiveSessionStatus, SessionOffering, User


@dataclass(frozen=True, slots=True)
class BookedSession:
    """A session to come with its places: one status, learner's name and booking for each.

    `reference` is the live session's.
    """

    reference: str
    title: str
    starts_at: datetime
    ends_at: datetime
    capacity: int
    statuses: tuple[str, ...]
    learners: tuple[str, ...]
    bookings: tuple[str, ...]


def booked_sessions(db: Session, instructor_id: int, now: datetime) -> tuple[BookedSession, ...]:
    """The instructor's sessions that are not over and that somebody holds, has asked for or has booked."""
    rows = db.execute(
        select(
            col(LiveSession.reference),
            col(SessionOffering.title),
            col(LiveSession.starts_at),
            col(LiveSession.ends_at),
            col(LiveSession.capacity),
            col(BookingRequest.status),
            col(User.name),
            col(BookingRequest.reference).label("booking"),
        )
        .join(SessionOffering, col(SessionOffering.id) == col(LiveSession.offering_id))
        .join(BookingRequest, col(BookingRequest.live_session_id) == col(LiveSession.id))
        .join(User, col(User.id) == col(BookingRequest.learner_id))
        .where(
            col(LiveSession.instructor_id) == instructor_id,
            col(LiveSession.status) == LiveSessionStatus.SCHEDULED,
            col(LiveSession.ends_at) > now,
            col(BookingRequest.status).in_(LIVE),
        )
        .order_by(col(LiveSession.starts_at), col(BookingRequest.id))
    ).all()
    places: dict[str, list[Any]] = {}
    for row in rows:
        places.setdefault(row.reference, []).append(row)
    return tuple(_booked(rows) for rows in places.values())


def _booked(places: Sequence[Row[Any]]) -> BookedSession:
    first = places[0]
    return BookedSession(
        reference=first.reference,
        title=first.title,
        starts_at=first.starts_at,
        ends_at=first.ends_at,
        capacity=first.capacity,
        statuses=tuple(row.status for row in places),
        learners=tuple(row.name for row in places),
        bookings=tuple(row.booking for row in places),
    )
