"""An instructor's own offerings: the list, and everything the editor of one shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlmodel import Session, col

from livesessions.domain.bookings import LIVE
from livesessions.domain.errors import NotFound
from livesessions.domain.offerings import Draft, ScheduleMode
from livesessions.models import (
    BookingRequest,
    Domain,
    Instructor,
    InstructorAvailability,
    LiveSession,
    LiveSessionStatus,
    OfferingTopic,
    SessionOffering,
    Topic,
    User,
)
from livesessions.queries.availability import load_timetable, must_teach
from livesessions.runtime.work import View


@dataclass(frozen=True, slots=True)
class OfferingSummary:
    """One line of the instructor's list. `places` are the booked, asked for and held ones still to come."""

    id: int
    slug: str
    title: str
    status: str
    domain: str
    domain_slug: str
    session_type: str
    schedule_mode: str
    duration_minutes: int
    capacity: int
    price: int
    currency: str
    places: int


@dataclass(frozen=True, slots=True)
class PublishedDate:
    """A date on which the offering runs. `reference` is the live session's."""

    reference: str
    starts_at: datetime
    ends_at: datetime
    capacity: int
    places: int


@dataclass(frozen=True, slots=True)
class OwnOffering:
    """Everything the editor of one offering shows."""

    id: int
    instructor_id: int
    slug: str
    status: str
    domain_id: int
    draft: Draft
    dates: tuple[PublishedDate, ...]
    zone: str
    now: datetime


@dataclass(frozen=True, slots=True)
class NewOffering:
    """What the editor of an offering that doesn't exist yet starts from."""

    instructor_id: int
    zone: str
    currency: str
    now: datetime


def my_offerings(view: View) -> list[OfferingSummary]:
    """The offerings of the person asking, drafts and archived ones included. Errors: NotAllowed."""
    offering = SessionOffering
    rows = view.db.execute(
        select(
            col(offering.id),
            col(offering.slug),
            col(offering.title),
            col(offering.status),
            col(Domain.name),
            col(Domain.slug),
            col(offering.session_type),
            col(offering.schedule_mode),
            col(offering.duration_minutes),
            col(offering.capacity),
            col(offering.price),
            col(offering.currency),
            _places_to_come(view.now),
        )
        .join(Domain, col(Domain.id) == col(offering.domain_id))
        .where(col(offering.instructor_id) == must_teach(view))
        .order_by(col(offering.updated_at).desc(), col(offering.id).desc())
    )
    return [OfferingSummary(*row) for row in rows]


def new_offering(view: View) -> NewOffering:
    """The start of a new one. Errors: NotAllowed."""
    instructor_id = must_teach(view)
    timetable = load_timetable(view.db, instructor_id, view.now)
    person = view.db.get_one(User, instructor_id)
    return NewOffering(instructor_id, timetable.rules.timezone, person.currency, view.now)


def own_offering(view: View, *, offering_id: int) -> OwnOffering:
    """One offering for its editor. Errors: NotAllowed, NotFound also for other people's."""
    instructor_id = must_teach(view)
    offering = view.db.get(SessionOffering, offering_id)
    if offering is None or offering.instructor_id != instructor_id:
        raise NotFound("You have no such offering.")
    dates = published_dates(view.db, offering_id, view.now)
    return OwnOffering(
        id=offering_id,
        instructor_id=instructor_id,
        slug=offering.slug,
        status=offering.status,
        domain_id=offering.domain_id,
        draft=draft_of(offering, topics_of(view.db, offering_id)),
        dates=dates,
        zone=load_timetable(view.db, instructor_id, view.now).rules.timezone,
        now=view.now,
    )


def draft_of(offering: SessionOffering, topics: Iterable[str]) -> Draft:
    """The row in the words of the rules."""
    same = {name: getattr(offering, name) for name in COPIED}
    return Draft(topics=tuple(topics), **same)


COPIED = (
    "title",
    "summary",
    "description",
    "topic_type",
    "session_type",
    "schedule_mode",
    "booking_mode",
    "duration_minutes",
    "capacity",
    "min_participants",
    "decide_hours_before",
    "price",
    "trial_price",
    "currency",
    "language",
    "level",
    "materials",
    "requirements",
)


def topics_of(db: Session, offering_id: int) -> list[str]:
    """The names of an offering's topics."""
    names = select(col(Topic.name)).join(OfferingTopic, col(OfferingTopic.topic_id) == col(Topic.id))
    return list(db.scalars(names.where(col(OfferingTopic.offering_id) == offering_id).order_by(Topic.name)))


def published_dates(db: Session, offering_id: int, now: datetime) -> tuple[PublishedDate, ...]:
    """The dates an offering still runs on, in order, with the places taken."""
    rows = db.execute(
        select(
            col(LiveSession.reference),
            col(LiveSession.starts_at),
            col(LiveSession.ends_at),
            col(LiveSession.capacity),
            func.count(col(BookingRequest.id)),
        )
        .outerjoin(BookingRequest, _is_live_place())
        .where(
            col(LiveSession.offering_id) == offering_id,
            col(LiveSession.status) == LiveSessionStatus.SCHEDULED,
            col(LiveSession.is_fixed_date),
            col(LiveSession.starts_at) > now,
        )
        .group_by(col(LiveSession.id))
        .order_by(col(LiveSession.starts_at))
    )
    return tuple(PublishedDate(*row) for row in rows)


def has_times(db: Session, offering: SessionOffering, now: datetime) -> bool:
    """Whether there is anything to book: an active weekly window, or a date to come."""
    if offering.schedule_mode == ScheduleMode.FIXED_DATES:
        return bool(published_dates(db, offering.id, now))
    windows = select(col(InstructorAvailability.id)).where(
        col(InstructorAvailability.instructor_id) == offering.instructor_id,
        col(InstructorAvailability.is_active),
    )
    return db.scalars(windows.limit(1)).first() is not None


def is_verified(db: Session, instructor_id: int) -> bool:
    """Whether learners can reach the instructor: a confirmed address and no suspension."""
    wanted = select(col(User.id)).join(Instructor, col(Instructor.user_id) == col(User.id))
    good = wanted.where(
        col(User.id) == instructor_id,
        col(User.email_verified_at).is_not(None),
        col(User.suspended_at).is_(None),
        col(Instructor.suspended_at).is_(None),
    )
    return db.scalars(good).first() is not None


def _places_to_come(now: datetime) -> Any:
    return (
        select(func.count(col(BookingRequest.id)))
        .join(LiveSession, _is_live_place())
        .where(col(LiveSession.offering_id) == col(SessionOffering.id), col(LiveSession.ends_at) > now)
        .correlate(SessionOffering)
        .scalar_subquery()
    )


def _is_live_place() -> ColumnElement[bool]:
    return and_(
        col(BookingRequest.live_session_id) == col(LiveSession.id),
        col(BookingRequest.status).in_(LIVE),
    )
