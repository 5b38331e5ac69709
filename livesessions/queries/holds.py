"""What `hold_slot` reads, as statements built once: building one costs more than running it.

Parameters: learner, offering, instructor (ids), starts_at, now, request_key.
"""

from sqlalchemy import BindParameter, bindparam, or_, select
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

_LEARNER: BindParameter[int] = bindparam("learner")
_NOW = bindparam("now", type_=Instant)
_IS_HELD = col(BookingRequest.status) == Status.HELD

# The offering, its instructor's standing and the learner's.
WANTED = (
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
    )
    .join(Instructor, col(Instructor.user_id) == col(SessionOffering.instructor_id))
    .join(User, col(User.id) == _LEARNER)
    .where(col(SessionOffering.id) == bindparam("offering"))
)

# All that the learner holds, wherever; and the booking of this very request, held still or not.
HELD = (
    select(
        col(BookingRequest.id),
        col(BookingRequest.reference),
        col(BookingRequest.request_key),
        col(BookingRequest.status),
        col(BookingRequest.series),
        col(BookingRequest.hold_expires_at),
        col(LiveSession.instructor_id),
    )
    .join(LiveSession)
    .where(
        col(BookingRequest.learner_id) == _LEARNER,
        or_(_IS_HELD, col(BookingRequest.request_key) == bindparam("request_key")),
    )
)

RUN_OUT = (
    select(BookingRequest)
    .join(LiveSession)
    .where(
        col(LiveSession.instructor_id) == bindparam("instructor"),
        _IS_HELD,
        col(BookingRequest.hold_expires_at) <= _NOW,
    )
    .with_for_update(of=BookingRequest)
)

# A session at that very time, in a calendar in which nothing is about to become free: no hold of the
# learner's own, which would be let go of for this one, and none that has run out. And no second click.
TAKEN = select(col(SessionOffering.id)).where(
    col(SessionOffering.id) == bindparam("offering"),
    select(col(LiveSession.id))
    .where(
        col(LiveSession.instructor_id) == col(SessionOffering.instructor_id),
        col(LiveSession.starts_at) == bindparam("starts_at", type_=Instant),
        col(LiveSession.status) == LiveSessionStatus.SCHEDULED,
    )
    .correlate(SessionOffering)
    .exists(),
    ~select(col(BookingRequest.id))
    .join(LiveSession)
    .where(
        col(LiveSession.instructor_id) == col(SessionOffering.instructor_id),
        _IS_HELD,
        or_(col(BookingRequest.learner_id) == _LEARNER, col(BookingRequest.hold_expires_at) <= _NOW),
    )
    .correlate(SessionOffering)
    .exists(),
    ~select(col(BookingRequest.id))
    .where(
        col(BookingRequest.learner_id) == _LEARNER,
        col(BookingRequest.request_key) == bindparam("request_key"),
    )
    .exists(),
)
