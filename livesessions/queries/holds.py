"""What `hold_slot` reads, as statements built once: building one costs more than running it.

Parameters: learner, offering (ids), request_key, now and, to know whether it `is_full`, starts_at.
"""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, and_, bindparam, or_, select
from sqlmodel import col

from livesessions.domain.bookings import Status
from livesessions.models import (
    BookingRequest,
    Instructor,
    LiveSession,
    LiveSessionStatus,
    SessionOffering,
    User,
)
from livesessions.models.base import Instant
from livesessions.queries.availability.calendars import SEATS_TAKEN
from livesessions.runtime.hot import Hot
from livesessions.runtime.rows import listed


class Holding(NamedTuple):
    """What the learner holds, wherever; or the booking of this very request, held still or not."""

    id: int
    reference: str
    request_key: str
    status: str
    series: str | None
    instructor_id: int
    hold_expires_at: datetime


def holdings(offering: Any) -> list[Holding]:
    """Those that `WANTED` found."""
    return [
        Holding._make([*facts, datetime.fromisoformat(expires_at)]) for *facts, expires_at in offering.held
    ]


_LEARNER: BindParameter[int] = bindparam("learner")
_IS_THEIRS = col(BookingRequest.learner_id) == _LEARNER
_IS_HELD = col(BookingRequest.status) == Status.HELD
_IS_THIS_REQUEST = and_(_IS_THEIRS, col(BookingRequest.request_key) == bindparam("request_key"))
_RAN_OUT = and_(_IS_HELD, col(BookingRequest.hold_expires_at) <= bindparam("now", type_=Instant))

_HELD = (
    listed(
        col(BookingRequest.id),
        col(BookingRequest.reference),
        col(BookingRequest.request_key),
        col(BookingRequest.status),
        col(BookingRequest.series),
        col(LiveSession.instructor_id),
        col(BookingRequest.hold_expires_at),
    )
    .join_from(BookingRequest, LiveSession)
    .where(or_(and_(_IS_THEIRS, _IS_HELD), _IS_THIS_REQUEST))
    .scalar_subquery()
)

# A session at that very time without a seat left.
_IS_FULL = (
    select(col(LiveSession.id))
    .where(
        col(LiveSession.instructor_id) == col(SessionOffering.instructor_id),
        col(LiveSession.starts_at) == bindparam("starts_at", type_=Instant),
        col(LiveSession.status) == LiveSessionStatus.SCHEDULED,
        col(LiveSession.capacity) <= SEATS_TAKEN,
    )
    .exists()
)

# Holds of the instructor's slots that have run out are swept by whoever wants one of them.
_IS_SWEPT = ~(
    select(col(BookingRequest.id))
    .join(LiveSession)
    .where(col(LiveSession.instructor_id) == col(SessionOffering.instructor_id), _RAN_OUT)
    .exists()
)

# The offering, its instructor's standing and the learner's, and what else decides at once.
WANTED = Hot(
    select(
        col(SessionOffering.id),
        col(SessionOffering.instructor_id),
        col(SessionOffering.status),
        col(SessionOffering.duration_minutes),
        col(SessionOffering.capacity),
        col(SessionOffering.schedule_mode),
        col(SessionOffering.min_participants),
        col(SessionOffering.decide_hours_before),
        col(SessionOffering.booking_mode),
        col(SessionOffering.price),
        col(SessionOffering.currency),
        col(Instructor.suspended_at),
        col(User.suspended_at).label("learner_suspended_at"),
        col(User.email_verified_at).label("learner_verified_at"),
        _HELD.label("held"),
        _IS_FULL.label("is_full"),
        _IS_SWEPT.label("is_swept"),
    )
    .join(Instructor, col(Instructor.user_id) == col(SessionOffering.instructor_id))
    .join(User, col(User.id) == _LEARNER)
    .where(col(SessionOffering.id) == bindparam("offering")),
    starts_at=None,
    ignored=None,
)

RUN_OUT = (
    select(BookingRequest)
    .join(LiveSession)
    .where(col(LiveSession.instructor_id) == bindparam("instructor"), _RAN_OUT)
    .with_for_update(of=BookingRequest)
)
