"""Instructors' time as the slot engine reads it: one statement on columns, however much there is."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, Integer, bindparam, case, func, or_, select, text
from sqlalchemy.orm import Mapped
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
from livesessions.models.guards import CLAIMING, TAKING
from livesessions.runtime.hot import Hot
from livesessions.runtime.rows import listed, rows

DEFAULT_LEAD_HOURS = 12
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
    asked = _range(now, first, last)
    found = _ONE.first(db, instructor=instructor_id, ignored=ignoring_booking, **asked)
    if found is None:
        raise NotFound("There is no such instructor.")
    return _calendar(found)


def load_calendars(
    db: Session, instructor_ids: Collection[int], now: datetime, first: datetime, last: datetime
) -> dict[int, Calendar]:
    """What `load_calendar` says of each of these instructors, by id. Unknown ids are left out."""
    asked = {"instructors": list(instructor_ids), "ignored": None, **_range(now, first, last)}
    return {row.user_id: _calendar(row) for row in rows(db, _SOME, asked)}


def load_rules(db: Session, instructor_id: int, windows: Sequence[Any]) -> CalendarRules:
    """The strictest of what these windows say, and their zone. Only the editor writes the same to all.

    Errors: NotFound.
    """
    found = rows(db, _ONES_HABITS, {"instructor": instructor_id}).one_or_none()
    if found is None:
        raise NotFound("There is no such instructor.")
    return _rules(found, windows)


class _Weekly(NamedTuple):
    """A window with its rules, as it is stored."""

    day_of_week: int
    start_time: int
    end_time: int
    timezone: str
    max_sessions_per_day: int | None
    min_lead_time_hours: int
    buffer_minutes: int


def _range(now: datetime, first: datetime, last: datetime) -> dict[str, object]:
    begin, end = data_range(max(first, now), max(last, now))
    days = {"first_day": (begin - TWO_DAYS).date(), "last_day": (end + TWO_DAYS).date()}
    return {"begin": begin, "end": end, **days}


def _calendar(row: Any) -> Calendar:
    weekly = [_Weekly._make(each) for each in row.windows]
    return Calendar(
        rules=_rules(row, weekly),
        windows=tuple(Window(*each[:4]) for each in weekly),
        overrides=tuple(_override(*each) for each in row.overrides),
        busy=tuple(
            Busy.between(datetime.fromisoformat(start), datetime.fromisoformat(end))
            for start, end in row.busy
        ),
        claims=tuple(_claim(*each) for each in row.claims),
    )


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


def _override(day: str, windows: Sequence[Sequence[int]]) -> Override:
    return Override(date.fromisoformat(day), tuple(Hours(*each) for each in windows))


def _claim(start: str, end: str, *rest: int) -> Claim:
    return Claim(minute(datetime.fromisoformat(start)), minute_up(datetime.fromisoformat(end)), *rest)


def _in(status: Mapped[str], words: str) -> ColumnElement[bool]:
    return status.op("IN", is_comparison=True)(text(words))


# Statements are built once: building one costs more than running it.
_BEGIN, _END = bindparam("begin", type_=Instant), bindparam("end", type_=Instant)
_IGNORED = bindparam("ignored", type_=Integer)
_FIRST_DAY, _LAST_DAY = bindparam("first_day", type_=Date), bindparam("last_day", type_=Date)

_WINDOWS = listed(
    col(InstructorAvailability.day_of_week),
    col(InstructorAvailability.start_time),
    col(InstructorAvailability.end_time),
    col(InstructorAvailability.timezone),
    col(InstructorAvailability.max_sessions_per_day),
    col(InstructorAvailability.min_lead_time_hours),
    col(InstructorAvailability.buffer_minutes),
).where(
    col(InstructorAvailability.instructor_id) == col(Instructor.user_id),
    col(InstructorAvailability.is_active),
)

_OVERRIDES = listed(col(AvailabilityOverride.date), col(AvailabilityOverride.windows)).where(
    col(AvailabilityOverride.instructor_id) == col(Instructor.user_id),
    col(AvailabilityOverride.date).between(_FIRST_DAY, _LAST_DAY),
)

_BUSY = listed(col(BusyBlock.starts_at), col(BusyBlock.ends_at)).where(
    col(BusyBlock.instructor_id) == col(Instructor.user_id),
    col(BusyBlock.starts_at) < _END,
    col(BusyBlock.ends_at) > _BEGIN,
)

_IS_IN = _in(col(BookingRequest.status), TAKING)
SEATS_TAKEN = (
    select(func.count())
    .where(
        col(BookingRequest.live_session_id) == col(LiveSession.id),
        col(BookingRequest.id).is_distinct_from(_IGNORED),
        _IS_IN,
    )
    .scalar_subquery()
)
_LEFT_SESSION = (
    select(col(BookingRequest.live_session_id))
    .where(col(BookingRequest.id) == _IGNORED, _IS_IN)
    .scalar_subquery()
)

_CLAIMS = listed(
    col(LiveSession.starts_at),
    col(LiveSession.ends_at),
    col(LiveSession.buffer_minutes),
    col(LiveSession.offering_id),
    col(LiveSession.id),
    case(
        (col(LiveSession.status) == LiveSessionStatus.SCHEDULED, col(LiveSession.capacity) - SEATS_TAKEN),
        else_=0,
    ),
    col(LiveSession.capacity),
).where(
    col(LiveSession.instructor_id) == col(Instructor.user_id),
    _in(col(LiveSession.status), CLAIMING),
    col(LiveSession.starts_at) < _END,
    col(LiveSession.ends_at) > _BEGIN,
    or_(col(LiveSession.id).is_distinct_from(_LEFT_SESSION), col(LiveSession.is_fixed_date), SEATS_TAKEN > 0),
)

_HABITS = select(
    col(Instructor.user_id),
    col(Instructor.time_zone),
    col(Instructor.slot_interval_minutes),
    col(Instructor.booking_window_days),
)
_TIME = _HABITS.add_columns(
    _WINDOWS.scalar_subquery().label("windows"),
    _OVERRIDES.scalar_subquery().label("overrides"),
    _BUSY.scalar_subquery().label("busy"),
    _CLAIMS.scalar_subquery().label("claims"),
)
_IS_THIS = col(Instructor.user_id) == bindparam("instructor", type_=Integer)
_ONES_HABITS, _ONE = _HABITS.where(_IS_THIS), Hot(_TIME.where(_IS_THIS))
_SOME = _TIME.where(col(Instructor.user_id).in_(bindparam("instructors", expanding=True)))
