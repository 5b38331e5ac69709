"""An instructor's calendar: the live sessions and the busy times of a stretch of days."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, and_, or_, select
from sqlmodel import col

from livesessions.domain.bookings import Status
from livesessions.domain.times import local_date, start_of_local_day
from livesessions.models import (
    BookingRequest,
    BusyBlock,
    LiveSession,
    LiveSessionStatus,
    SessionOffering,
    User,
)
from livesessions.runtime.work import View

SHOWN = (Status.HELD, Status.PENDING, Status.ACCEPTED, Status.COMPLETED, Status.NO_SHOW)


@dataclass(frozen=True, slots=True)
class Place:
    """One learner's place in a session."""

    booking: str
    status: str
    learner: str


@dataclass(frozen=True, slots=True)
class TaughtSession:
    """One live session that takes or took the instructor's time; a published date may have no places yet."""

    reference: str
    offering_id: int
    title: str
    starts_at: datetime
    ends_at: datetime
    capacity: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class TeachingCalendar:
    """What fills the days. `busy`: the start and end of times taken elsewhere."""

    now: datetime
    instructor_id: int
    sessions: tuple[TaughtSession, ...]
    busy: tuple[tuple[datetime, datetime], ...]


def teaching_calendar(view: View, *, first: date, last: date, zone: str) -> TeachingCalendar:
    """The actor's own, as an instructor, on the days from `first` up to but not including `last` in `zone`."""
    me = view.actor.must_be_signed_in()
    since, until = start_of_local_day(first, zone), start_of_local_day(last, zone)
    rows = view.db.execute(_sessions(me, since, until)).all()
    busy = view.db.execute(
        select(col(BusyBlock.starts_at), col(BusyBlock.ends_at))
        .where(
            col(BusyBlock.instructor_id) == me,
            col(BusyBlock.starts_at) < until,
            col(BusyBlock.ends_at) > since,
        )
        .order_by(col(BusyBlock.starts_at))
    )
    found = tuple(_session(list(places)) for _, places in groupby(rows, key=lambda row: row.reference))
    return TeachingCalendar(view.now, me, found, tuple((row.starts_at, row.ends_at) for row in busy))


def today_in(view: View, *, zone: str) -> date:
    """The date it is there now."""
    return local_date(view.now, zone)


def _sessions(instructor_id: int, since: datetime, until: datetime) -> Any:
    taken = and_(
        col(BookingRequest.live_session_id) == col(LiveSession.id), col(BookingRequest.status).in_(SHOWN)
    )
    published = and_(col(LiveSession.is_fixed_date), col(LiveSession.status) == LiveSessionStatus.SCHEDULED)
    return (
        select(
            col(LiveSession.reference),
            col(LiveSession.offering_id),
            col(SessionOffering.title),
            col(LiveSession.starts_at),
            col(LiveSession.ends_at),
            col(LiveSession.capacity),
            col(BookingRequest.reference).label("booking"),
            col(BookingRequest.status),
            col(User.name),
        )
        .join(SessionOffering, col(SessionOffering.id) == col(LiveSession.offering_id))
        .outerjoin(BookingRequest, taken)
        .outerjoin(User, col(User.id) == col(BookingRequest.learner_id))
        .where(
            col(LiveSession.instructor_id) == instructor_id,
            col(LiveSession.starts_at) < until,
            col(LiveSession.ends_at) > since,
            or_(col(BookingRequest.id).is_not(None), published),
        )
        .order_by(col(LiveSession.starts_at), col(LiveSession.id), col(BookingRequest.id))
    )


def _session(rows: list[Row[Any]]) -> TaughtSession:
    first = rows[0]
    return TaughtSession(
        reference=first.reference,
        offering_id=first.offering_id,
        title=first.title,
        starts_at=first.starts_at,
        ends_at=first.ends_at,
        capacity=first.capacity,
        places=tuple(Place(row.booking, row.status, row.name) for row in rows if row.booking),
    )
