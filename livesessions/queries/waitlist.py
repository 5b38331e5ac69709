"""Lines: who stands in them, what a learner waits for, which sessions are full."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select
from sqlalchemy import func as fn
from sqlmodel import col

from livesessions.domain import slots
from livesessions.domain.bookings import LIVE, Party, Status
from livesessions.domain.errors import NotFound
from livesessions.domain.offerings import OfferingStatus
from livesessions.domain.waitlist import TAKEN
from livesessions.models import (
    BookingRequest,
    Instructor,
    LiveSession,
    LiveSessionStatus,
    SessionOffering,
    User,
    WaitlistEntry,
)
from livesessions.queries.availability import load_calendar, wanted_session
from livesessions.queries.availability.slots import offering_to_book
from livesessions.runtime.work import View

MOST_SHOWN = 6
_IS_WAITING = and_(col(WaitlistEntry.booking_id).is_(None), col(WaitlistEntry.left_at).is_(None))


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line a learner stands in; `place` 1 is next."""

    entry_id: int
    offering_slug: str
    title: str
    instructor_name: str
    instructor_zone: str
    starts_at: datetime
    ends_at: datetime
    place: int


@dataclass(frozen=True, slots=True)
class FullTime:
    """A session of an offering that has no place left, and the viewer's place in its line (0: none)."""

    starts_at: datetime
    waiting: int
    place: int
    entry_id: int


def my_lines(view: View) -> list[Waiting]:
    """The lines the actor stands in, soonest first; a time that is over has no line."""
    mine = col(WaitlistEntry.learner_id) == view.actor.must_be_signed_in()
    asked = (
        select(
            col(WaitlistEntry.id),
            col(SessionOffering.slug),
            col(SessionOffering.title),
            col(User.name),
            col(Instructor.time_zone),
            col(WaitlistEntry.starts_at),
            col(WaitlistEntry.ends_at),
            _place(),
        )
        .join(SessionOffering, col(SessionOffering.id) == col(WaitlistEntry.offering_id))
        .join(User, col(User.id) == col(WaitlistEntry.instructor_id))
        .join(Instructor, col(Instructor.user_id) == col(WaitlistEntry.instructor_id))
        .where(mine, _IS_WAITING, col(WaitlistEntry.starts_at) > view.now)
        .order_by(col(WaitlistEntry.starts_at))
    )
    return [Waiting(*row) for row in view.db.execute(asked)]


def full_times(view: View, *, offering_id: int) -> list[FullTime]:
    """The next sessions of an offering that nobody can book because others have, soonest first."""
    full = (
        select(col(LiveSession.starts_at))
        .where(
            col(LiveSession.offering_id) == offering_id,
            col(LiveSession.status) == LiveSessionStatus.SCHEDULED,
            col(LiveSession.starts_at) > view.now,
            _seats_taken() >= col(LiveSession.capacity),
            ~_mine(view),
        )
        .order_by(col(LiveSession.starts_at))
        .limit(MOST_SHOWN)
    )
    starts = list(view.db.scalars(full))
    lines = _lines(view, offering_id, starts)
    return [_full_time(starts_at, lines.get(starts_at, {}), view.actor.user_id or 0) for starts_at in starts]


def line_at(view: View, *, offering_id: int, starts_at: datetime) -> FullTime | None:
    """The line for one time of an offering; None where the actor could not stand in it: nobody has taken the
    time, they have it themselves, or it can't be booked at all."""
    try:
        offering = offering_to_book(view, offering_id)
    except NotFound:
        return None
    if starts_at <= view.now or offering.instructor_id == view.actor.user_id:
        return None
    then = col(LiveSession.offering_id) == offering_id, col(LiveSession.starts_at) == starts_at, _mine(view)
    calendar = load_calendar(view.db, offering.instructor_id, view.now, *slots.neighbourhood(starts_at))
    reason = slots.why_not(calendar, wanted_session(offering), view.now, starts_at)
    if reason not in TAKEN or view.db.scalars(select(col(LiveSession.id)).where(*then)).first():
        return None
    line = _lines(view, offering_id, [starts_at]).get(starts_at, {})
    return _full_time(starts_at, line, view.actor.user_id or 0)


def calendars_with_free_lines(view: View) -> list[int]:
    """The instructors in whose calendars somebody waits for a time that is free by now.

    Most is offered as soon as it becomes free; this finds what hours, calendars and lifted limits have freed.
    """
    return sorted({line.instructor_id for line in view.db.execute(_untaken(view)) if _is_free(view, line)})


def _is_free(view: View, line: Row[Any]) -> bool:
    calendar = load_calendar(view.db, line.instructor_id, view.now, *slots.neighbourhood(line.starts_at))
    return slots.why_not(calendar, wanted_session(line), view.now, line.starts_at) is None


def _untaken(view: View) -> Select[*tuple[Any, ...]]:
    """Lines for times at which no session is in the way, of learners who hold nothing just now."""
    return (
        select(
            col(WaitlistEntry.instructor_id),
            col(WaitlistEntry.starts_at),
            col(SessionOffering.id),
            col(SessionOffering.duration_minutes),
            col(SessionOffering.capacity),
            col(SessionOffering.schedule_mode),
            col(SessionOffering.min_participants),
            col(SessionOffering.decide_hours_before),
            col(SessionOffering.price),
        )
        .join(SessionOffering, col(SessionOffering.id) == col(WaitlistEntry.offering_id))
        .join(Instructor, col(Instructor.user_id) == col(WaitlistEntry.instructor_id))
        .join(User, col(User.id) == col(WaitlistEntry.learner_id))
        .where(
            _IS_WAITING,
            col(WaitlistEntry.starts_at) > view.now,
            col(SessionOffering.status) == OfferingStatus.ACTIVE,
            col(Instructor.suspended_at).is_(None),
            col(User.suspended_at).is_(None),
            ~_in_the_way(),
            ~was_called_off(),
            ~_holds(),
        )
    )


def _in_the_way() -> ColumnElement[bool]:
    """Any session then but one of the same offering and start that has a place left."""
    return (
        select(col(LiveSession.id))
        .where(
            col(LiveSession.instructor_id) == col(WaitlistEntry.instructor_id),
            col(LiveSession.status) == LiveSessionStatus.SCHEDULED,
            col(LiveSession.starts_at) < col(WaitlistEntry.ends_at),
            col(LiveSession.ends_at) > col(WaitlistEntry.starts_at),
            or_(
                col(LiveSession.offering_id) != col(WaitlistEntry.offering_id),
                col(LiveSession.starts_at) != col(WaitlistEntry.starts_at),
                _seats_taken() >= col(LiveSession.capacity),
            ),
        )
        .correlate(WaitlistEntry)
        .exists()
    )


def was_called_off() -> ColumnElement[bool]:
    """Whether the instructor has called off a session at the time of a line: they are not there then."""
    return (
        select(col(LiveSession.id))
        .join(BookingRequest, col(BookingRequest.live_session_id) == col(LiveSession.id))
        .where(
            col(LiveSession.instructor_id) == col(WaitlistEntry.instructor_id),
            col(LiveSession.status) == LiveSessionStatus.CANCELLED,
            col(LiveSession.starts_at) < col(WaitlistEntry.ends_at),
            col(LiveSession.ends_at) > col(WaitlistEntry.starts_at),
            col(BookingRequest.ended_by) == Party.INSTRUCTOR,
        )
        .correlate(WaitlistEntry)
        .exists()
    )


def _holds() -> ColumnElement[bool]:
    return (
        select(col(BookingRequest.id))
        .where(
            col(BookingRequest.learner_id) == col(WaitlistEntry.learner_id),
            col(BookingRequest.status) == Status.HELD,
        )
        .correlate(WaitlistEntry)
        .exists()
    )


def _place() -> ColumnElement[int]:
    ahead = WaitlistEntry.__table__.alias("ahead")  # type: ignore[attr-defined]
    return (
        select(fn.count())
        .where(
            ahead.c.offering_id == col(WaitlistEntry.offering_id),
            ahead.c.starts_at == col(WaitlistEntry.starts_at),
            ahead.c.booking_id.is_(None),
            ahead.c.left_at.is_(None),
            ahead.c.id <= col(WaitlistEntry.id),
        )
        .correlate(WaitlistEntry)
        .scalar_subquery()
    )


def _seats_taken() -> ColumnElement[int]:
    return (
        select(fn.count())
        .where(
            col(BookingRequest.live_session_id) == col(LiveSession.id),
            col(BookingRequest.status).in_(LIVE),
        )
        .correlate(LiveSession)
        .scalar_subquery()
    )


def _mine(view: View) -> ColumnElement[bool]:
    return (
        select(col(BookingRequest.id))
        .where(
            col(BookingRequest.live_session_id) == col(LiveSession.id),
            col(BookingRequest.status).in_(LIVE),
            col(BookingRequest.learner_id) == (view.actor.user_id or 0),
        )
        .correlate(LiveSession)
        .exists()
    )


def _lines(view: View, offering_id: int, starts: list[datetime]) -> dict[datetime, dict[int, int]]:
    """Who waits for each of these times, in order: learner → entry."""
    waiting = (
        select(col(WaitlistEntry.starts_at), col(WaitlistEntry.learner_id), col(WaitlistEntry.id))
        .where(
            _IS_WAITING,
            col(WaitlistEntry.offering_id) == offering_id,
            col(WaitlistEntry.starts_at).in_(starts),
        )
        .order_by(col(WaitlistEntry.id))
    )
    lines: dict[datetime, dict[int, int]] = {}
    for starts_at, learner_id, entry_id in view.db.execute(waiting):
        lines.setdefault(starts_at, {})[learner_id] = entry_id
    return lines


def _full_time(starts_at: datetime, line: dict[int, int], learner_id: int) -> FullTime:
    place = [*line].index(learner_id) + 1 if learner_id in line else 0
    return FullTime(starts_at, len(line), place, line.get(learner_id, 0))
