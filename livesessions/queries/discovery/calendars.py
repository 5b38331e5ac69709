"""The calendars of many instructors at once: five statements on columns, however many they are."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Row, and_, func, select
from sqlmodel import Session, col

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
from livesessions.queries.availability.calendars import CLAIMING, DEFAULT_LEAD_HOURS, TAKING, TWO_DAYS

Ids: TypeAlias = Collection[int]
Rows: TypeAlias = dict[int, list[Row[Any]]]


def load_calendars(
    db: Session, instructor_ids: Ids, now: datetime, first: datetime, last: datetime
) -> dict[int, Calendar]:
    """What `load_calendar` says of each of these instructors, by id. Unknown ids are left out."""
    begin, end = data_range(max(first, now), max(last, now))
    windows = _windows(db, instructor_ids)
    overrides = _overrides(db, instructor_ids, begin, end)
    busy = _busy(db, instructor_ids, begin, end)
    claims = _claims(db, instructor_ids, begin, end)
    return {
        row.user_id: Calendar(
            rules=_rules(row, windows.get(row.user_id, [])),
            windows=tuple(_window(each) for each in windows.get(row.user_id, [])),
            overrides=tuple(_override(each) for each in overrides.get(row.user_id, [])),
            busy=tuple(Busy.between(each.starts_at, each.ends_at) for each in busy.get(row.user_id, [])),
            claims=tuple(_claim(each) for each in claims.get(row.user_id, [])),
        )
        for row in _cuts(db, instructor_ids)
    }


def _cuts(db: Session, ids: Ids) -> Iterable[Row[Any]]:
    return db.execute(
        select(
            col(Instructor.user_id),
            col(Instructor.time_zone),
            col(Instructor.slot_interval_minutes),
            col(Instructor.booking_window_days),
        ).where(col(Instructor.user_id).in_(ids))
    )


def _rules(cut: Row[Any], windows: Iterable[Row[Any]]) -> CalendarRules:
    """The strictest of what these windows say, and their zone."""
    rows = list(windows)
    caps = [row.max_sessions_per_day for row in rows if row.max_sessions_per_day is not None]
    zones = {row.timezone for row in rows}
    return CalendarRules(
        timezone=zones.pop() if len(zones) == 1 else cut.time_zone,
        buffer_minutes=max((row.buffer_minutes for row in rows), default=0),
        min_lead_minutes=60 * max((row.min_lead_time_hours for row in rows), default=DEFAULT_LEAD_HOURS),
        max_per_day=min(caps, default=None),
        booking_window_days=cut.booking_window_days,
        slot_interval=cut.slot_interval_minutes,
    )


def _windows(db: Session, ids: Ids) -> Rows:
    window = InstructorAvailability
    wanted = select(
        col(window.instructor_id),
        col(window.day_of_week),
        col(window.start_time),
        col(window.end_time),
        col(window.timezone),
        col(window.max_sessions_per_day),
        col(window.min_lead_time_hours),
        col(window.buffer_minutes),
    )
    return _grouped(db.execute(wanted.where(col(window.instructor_id).in_(ids), col(window.is_active))))


def _window(row: Row[Any]) -> Window:
    return Window(row.day_of_week, row.start_time, row.end_time, row.timezone)


def _overrides(db: Session, ids: Ids, begin: datetime, end: datetime) -> Rows:
    override = AvailabilityOverride
    near = col(override.date).between((begin - TWO_DAYS).date(), (end + TWO_DAYS).date())
    wanted = select(col(override.instructor_id), col(override.date), col(override.windows))
    return _grouped(db.execute(wanted.where(col(override.instructor_id).in_(ids), near)))


def _override(row: Row[Any]) -> Override:
    return Override(row.date, tuple(Hours(*each) for each in row.windows))


def _busy(db: Session, ids: Ids, begin: datetime, end: datetime) -> Rows:
    wanted = select(col(BusyBlock.instructor_id), col(BusyBlock.starts_at), col(BusyBlock.ends_at)).where(
        col(BusyBlock.instructor_id).in_(ids),
        col(BusyBlock.starts_at) < end,
        col(BusyBlock.ends_at) > begin,
    )
    return _grouped(db.execute(wanted))


def _claims(db: Session, ids: Ids, begin: datetime, end: datetime) -> Rows:
    place = and_(
        col(BookingRequest.live_session_id) == col(LiveSession.id), col(BookingRequest.status).in_(TAKING)
    )
    wanted = (
        select(
            col(LiveSession.instructor_id),
            col(LiveSession.id),
            col(LiveSession.offering_id),
            col(LiveSession.starts_at),
            col(LiveSession.ends_at),
            col(LiveSession.buffer_minutes),
            col(LiveSession.capacity),
            col(LiveSession.status),
            func.count(col(BookingRequest.id)).label("seats_taken"),
        )
        .outerjoin(BookingRequest, place)
        .where(
            col(LiveSession.instructor_id).in_(ids),
            col(LiveSession.status).in_(CLAIMING),
            col(LiveSession.starts_at) < end,
            col(LiveSession.ends_at) > begin,
        )
        .group_by(col(LiveSession.id))
    )
    return _grouped(db.execute(wanted))


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


def _grouped(rows: Iterable[Row[Any]]) -> Rows:
    grouped: Rows = defaultdict(list)
    for row in rows:
        grouped[row.instructor_id].append(row)
    return grouped
