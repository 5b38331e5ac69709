"""Who was in the room of a session, side by side for each of its bookings."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from livesessions.domain.attendance import RULES, Attendance, Stay
from livesessions.domain.bookings import Status
from livesessions.models import BookingRequest, LiveSession, Presence


def attendances(db: Session, live_session: LiveSession) -> dict[int, Attendance]:
    """The attendance of each accepted booking, by booking id."""
    stays = _stays(db, live_session)
    accepted = select(BookingRequest.id, BookingRequest.learner_id).where(
        BookingRequest.live_session_id == live_session.id, BookingRequest.status == Status.ACCEPTED
    )
    return {
        booking_id: Attendance(
            start=live_session.starts_at,
            end=live_session.ends_at,
            learner=tuple(stays[learner_id]),
            instructor=tuple(stays[live_session.instructor_id]),
        )
        for booking_id, learner_id in db.exec(accepted)
    }


def here(live_session: LiveSession, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """The stays of those in its room now, as conditions: `domain.attendance.is_here` says the same of one stay."""
    return (
        col(Presence.live_session_id) == live_session.id,
        col(Presence.left_at).is_(None),
        col(Presence.last_seen_at) >= now - RULES.silence,
    )


def _stays(db: Session, live_session: LiveSession) -> dict[int, list[Stay]]:
    stays: dict[int, list[Stay]] = defaultdict(list)
    rows = select(Presence).where(Presence.live_session_id == live_session.id).order_by(col(Presence.id))
    for row in db.exec(rows):
        stays[row.user_id].append(Stay(row.joined_at, row.last_seen_at, row.left_at))
    return stays
