"""One instructor's time as the slot engine reads it: five statements on columns, however much there is."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Date, Integer, Row, and_, bindparam, func, select
from sqlmodel import Session, col

from livesessions.domain.errors import NotFound
from livesessions.domain.slots import (
    Busy,
    Calendar,
    CalendarRules,
    Claim,
    Hours,
    Override,
    Window,
    data_range,
)
from livesessions.domain.times import minute, minute_up
from livesessions.models import (
    AvailabilityOverride,
    BookingRequest,
    BusyBlock,
    Instructor,
    InstructorAvailability,
    LiveSession,
    LiveSessionStatus,
)
from livesessions.models.base import Instant
from livesessions.runtime.rows import rows

DEFAULT_LEAD_HOURS = 12
CLAIMING = (LiveSessionStatus.SCHEDULED, LiveSessionStatus.COMPLETED)
TAKING = ("held", "pending", "accepted", "completed", "no_show")
TWO_DAYS = timedelta(days=2)  # an override reaches this far, whatever the zone


def load_calendar(
    db: Session,
    instructor_id: int,
    now: datetime,
    first: datetime,
    last: datetime,
    ignoring_booking: int | None = None,
) -> Calendar:
    """All that decides which sessions of an instructor may start in [first, last), from `now` on.

    The place of `ignoring_booking`, which is about to move, is free again; so is its session's time unless
    somebody else is in it. Errors: NotFound.
    """
    begin, end = data_range(max(first, now), max(last, now))
    windows, rules = _hours(db, instructor_id)
    return Calendar(
        rules=rules,
        windows=windows,
        overrides=_overrides(db, instructor_id, begin, end),
        busy=_busy(db, instructor_id, begin, end),
        claims=_claims(db, instructor_id, begin, end, ignoring_booking),
    )


def load_rules(db: Session, instructor_id: int, windows: Sequence[Any]) -> CalendarRules:
    """The strictest of what these windows say, and their zone. Only the editor writes the same to all.

    Errors: NotFound.
    """
    found = rows(db, _INSTRUCTOR_WITH_WINDOWS, {"instructor": instructor_id}).first()
    if found is None:
        raise NotFound("There is no such instructor.")
    return _rules(found, windows)


def _hours(db: Session, instructor_id: int) -> tuple[tuple[Window, ...], CalendarRules]:
    found = rows(db, _INSTRUCTOR_WITH_WINDOWS, {"instructor": instructor_id}).all()
    if not found:
        raise NotFound("There is no such instructor.")
    open_rows = [row for row in found if row.timezone is not None]
    windows = tuple(Window(row.day_of_week, row.start_time, row.end_time, row.timezone) for row in open_rows)
    return windows, _rules(found[0], open_rows)


def _rules(instructor: Any, windows: Sequence[Any]) -> CalendarRules:
    caps = [row.max_sessions_per_day for row in windows if row.max_sessions_per_day is not None]
    zones = {row.timezone for row in windows}
    return CalendarRules(
        timezone=zones.pop() if len(zones) == 1 else instructor.time_zone,
        buffer_minutes=max((row.buffer_minutes for row in windows), default=0),
        min_lead_minutes=60 * max((row.min_lead_time_hours for row in windows), default=DEFAULT_LEAD_HOURS),
        max_per_day=min(caps, default=None),
        booking_window_days=instructor.booking_window_days,
        slot_interval=instructor.slot_interval_minutes,
    )


def _overrides(db: Session, instructor_id: int, begin: datetime, end: datetime) -> tuple[Override, ...]:
    first, last = (begin - TWO_DAYS).date(), (end + TWO_DAYS).date()
    found = rows(db, _NEAR_OVERRIDES, {"instructor": instructor_id, "first": first, "last": last})
    return tuple(Override(day, tuple(Hours(*each) for each in windows)) for day, windows in found)


def _busy(db: Session, instructor_id: int, begin: datetime, end: datetime) -> tuple[Busy, ...]:
    found = rows(db, _BUSY_BLOCKS, {"instructor": instructor_id, "begin": begin, "end": end})
    return tuple(Busy.between(starts_at, ends_at) for starts_at, ends_at in found)


def _claims(
    db: Session, instructor_id: int, begin: datetime, end: datetime, ignoring: int | None
) -> tuple[Claim, ...]:
    asked = {"instructor": instructor_id, "begin": begin, "end": end, "ignored": ignoring}
    found = rows(db, _CLAIMING_SESSIONS, asked).all()
    left_empty = [row.id for row in found if row.is_left and not row.seats_taken and not row.is_fixed_date]
    return tuple(_claim(row) for row in found if row.id not in left_empty)


def _claim(row: Row[Any]) -> Claim:
    open_seats = row.capacity - row.seats_taken if row.status == LiveSessionStatus.SCHEDULED else 0
    return Claim(
        start=minute(row.starts_at),
        end=minute_up(row.ends_at),
        buffer_minutes=row.buffer_minutes,
        offering_id=row.offering_id,
        live_session_id=row.id,
        seats_left=max(open_seats, 0),
    )


# Statements are built once: building one costs more than running it.
_INSTRUCTOR = bindparam("instructor", type_=Integer)
_BEGIN, _END = bindparam("begin", type_=Instant), bindparam("end", type_=Instant)
_IGNORED = bindparam("ignored", type_=Integer)

_INSTRUCTOR_WITH_WINDOWS = (
    select(
        col(Instructor.time_zone),
        col(Instructor.slot_interval_minutes),
        col(Instructor.booking_window_days),
        col(InstructorAvailability.day_of_week),
        col(InstructorAvailability.start_time),
        col(InstructorAvailability.end_time),
        col(InstructorAvailability.timezone),
        col(InstructorAvailability.max_sessions_per_day),
        col(InstructorAvailability.min_lead_time_hours),
        col(InstructorAvailability.buffer_minutes),
    )
    .outerjoin(
        InstructorAvailability,
        and_(
            col(InstructorAvailability.instructor_id) == col(Instructor.user_id),
            col(InstructorAvailability.is_active),
        ),
    )
    .where(col(Instructor.user_id) == _INSTRUCTOR)
)

_NEAR_OVERRIDES = select(col(AvailabilityOverride.date), col(AvailabilityOverride.windows)).where(
    col(AvailabilityOverride.instructor_id) == _INSTRUCTOR,
    col(AvailabilityOverride.date).between(bindparam("first", type_=Date), bindparam("last", type_=Date)),
)

_BUSY_BLOCKS = select(col(BusyBlock.starts_at), col(BusyBlock.ends_at)).where(
    col(BusyBlock.instructor_id) == _INSTRUCTOR,
    col(BusyBlock.starts_at) < _END,
    col(BusyBlock.ends_at) > _BEGIN,
)

# The sessions that take time, each with the places taken and whether the ignored booking is in it.
_CLAIMING_SESSIONS = (
    select(
        col(LiveSession.id),
        col(LiveSession.offering_id),
        col(LiveSession.starts_at),
        col(LiveSession.ends_at),
        col(LiveSession.buffer_minutes),
        col(LiveSession.capacity),
        col(LiveSession.is_fixed_date),
        col(LiveSession.status),
        func.count(col(BookingRequest.id))
        .filter(col(BookingRequest.id).is_distinct_from(_IGNORED))
        .label("seats_taken"),
        func.count(col(BookingRequest.id)).filter(col(BookingRequest.id) == _IGNORED).label("is_left"),
    )
    .outerjoin(
        BookingRequest,
        and_(
            col(BookingRequest.live_session_id) == col(LiveSession.id),
            col(BookingRequest.status).in_(TAKING),
        ),
    )
    .where(
        col(LiveSession.instructor_id) == _INSTRUCTOR,
        col(LiveSession.status).in_(CLAIMING),
        col(LiveSession.starts_at) < _END,
        col(LiveSession.ends_at) > _BEGIN,
    )
    .group_by(col(LiveSession.id))
)
