"""What an instructor sees first: what comes next, what waits, what came in, what is still to be set up."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlmodel import col, func, select

from livesessions.domain.bookings import Status
from livesessions.domain.errors import NotAllowed
from livesessions.domain.offerings import OfferingStatus
from livesessions.domain.times import local
from livesessions.models import (
    BookingRequest,
    Instructor,
    InstructorAvailability,
    LiveSession,
    LiveSessionStatus,
    SessionOffering,
    User,
)
from livesessions.queries.earnings import CurrencyTotals, Earnings, Rating, earnings, rating
from livesessions.runtime.work import View

SHOWN_SESSIONS = 4


@dataclass(frozen=True, slots=True)
class NextSession:
    """A session to come or running, and who has a confirmed place in it."""

    room: str
    title: str
    starts_at: datetime
    ends_at: datetime
    learners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Requests without an answer, and when the first of them runs out."""

    count: int
    first_until: datetime | None


@dataclass(frozen=True, slots=True)
class Steps:
    """What a new instructor has done already."""

    profile: bool
    hours: bool
    offering: bool

    @property
    def all_done(self) -> bool:
        return self.profile and self.hours and self.offering


@dataclass(frozen=True, slots=True)
class Overview:
    """The dashboard's first page. `this_month` is the share by currency, of the instructor's month."""

    now: datetime
    instructor_id: int
    name: str
    slug: str
    time_zone: str
    steps: Steps
    sessions: tuple[NextSession, ...]
    waiting: Waiting
    rating: Rating
    this_month: dict[str, int]
    totals: tuple[CurrencyTotals, ...]


def overview(view: View) -> Overview:
    """The actor's own, as an instructor. Errors: NotAllowed for who is none."""
    instructor_id = view.actor.must_be_signed_in()
    instructor = view.db.get(Instructor, instructor_id)
    if instructor is None:
        raise NotAllowed("Only instructors have a dashboard.")
    earned = earnings(view)
    return Overview(
        now=view.now,
        instructor_id=instructor_id,
        name=view.db.get_one(User, instructor_id).name,
        slug=instructor.slug,
        time_zone=instructor.time_zone,
        steps=_steps(view, instructor),
        sessions=_sessions(view, instructor_id),
        waiting=_waiting(view, instructor_id),
        rating=rating(view, instructor_id=instructor_id),
        this_month=_this_month(view, earned),
        totals=earned.totals,
    )


def _steps(view: View, instructor: Instructor) -> Steps:
    windows = select(InstructorAvailability.id).where(
        InstructorAvailability.instructor_id == instructor.user_id, col(InstructorAvailability.is_active)
    )
    published = select(SessionOffering.id).where(
        SessionOffering.instructor_id == instructor.user_id, SessionOffering.status == OfferingStatus.ACTIVE
    )
    return Steps(
        profile=bool(instructor.headline and instructor.bio),
        hours=view.db.exec(windows).first() is not None,
        offering=view.db.exec(published).first() is not None,
    )


def _sessions(view: View, instructor_id: int) -> tuple[NextSession, ...]:
    confirmed = (
        select(LiveSession, SessionOffering.title, User.name)
        .join(SessionOffering, col(SessionOffering.id) == LiveSession.offering_id)
        .join(BookingRequest, col(BookingRequest.live_session_id) == LiveSession.id)
        .join(User, col(User.id) == BookingRequest.learner_id)
        .where(
            LiveSession.instructor_id == instructor_id,
            LiveSession.status == LiveSessionStatus.SCHEDULED,
            BookingRequest.status == Status.ACCEPTED,
            LiveSession.ends_at > view.now,
        )
        .order_by(col(LiveSession.starts_at), col(LiveSession.id), col(BookingRequest.id))
    )
    rooms = groupby(view.db.exec(confirmed).all(), key=lambda row: row[0].reference)
    found = [_next_session(list(rows)) for _, rows in rooms]
    return tuple(found[:SHOWN_SESSIONS])


def _next_session(rows: list[tuple[LiveSession, str, str]]) -> NextSession:
    live_session, title, _ = rows[0]
    return NextSession(
        room=live_session.reference,
        title=title,
        starts_at=live_session.starts_at,
        ends_at=live_session.ends_at,
        learners=tuple(name for _, _, name in rows),
    )


def _waiting(view: View, instructor_id: int) -> Waiting:
    pending = (
        select(func.count(), func.min(BookingRequest.respond_by))
        .join(LiveSession, col(LiveSession.id) == BookingRequest.live_session_id)
        .where(LiveSession.instructor_id == instructor_id, BookingRequest.status == Status.PENDING)
    )
    count, first_until = view.db.exec(pending).one()
    return Waiting(count, first_until)


def _this_month(view: View, earned: Earnings) -> dict[str, int]:
    month = local(view.now, earned.time_zone).date().replace(day=1)
    sums: Counter[str] = Counter()
    for first, currency, share in earned.months:
        if first == month:
            sums[currency] += share
    return dict(sums)
