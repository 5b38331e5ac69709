"""Bookings as their two people see them. Rows hold instants and amounts; the state makes words of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from livesessions.domain.bookings import LIVE, Status
from livesessions.domain.errors import NotFound
from livesessions.models import (
    AuditEvent,
    BookingRequest,
    BookingTopic,
    Domain,
    Instructor,
    LiveSession,
    Payment,
    Review,
    SessionOffering,
    User,
)
from livesessions.queries.terms import tiers_of
from livesessions.runtime.work import View


@dataclass(frozen=True, slots=True)
class BookingRow:
    """One booking in a list."""

    reference: str
    status: str
    starts_at: datetime
    ends_at: datetime
    offering_title: str
    offering_slug: str
    session_type: str
    domain: str
    room: str
    instructor_id: int
    instructor_name: str
    instructor_slug: str
    learner_id: int
    learner_name: str
    price: int
    currency: str
    hold_expires_at: datetime | None
    respond_by: datetime | None
    topic: str
    has_review: bool


@dataclass(frozen=True, slots=True)
class TierRow:
    """Cancelling up to `until` gives `amount` back."""

    until: datetime
    percent: int
    amount: int


@dataclass(frozen=True, slots=True)
class EventRow:
    """One thing that happened, for the timeline."""

    at: datetime
    event: str


@dataclass(frozen=True, slots=True)
class BookingDetail:
    """Everything the two people of a booking may know of it. The e-mail only after acceptance."""

    row: BookingRow
    is_learner: bool
    is_instructor: bool
    goal: str
    level: str
    message: str
    reason: str
    ended_by: str
    topic_is_final: bool
    topic_type: str
    instructor_zone: str
    learner_email: str
    terms_accepted: bool
    payment_status: str
    paid: int
    refunded: int
    failure: str
    pay_by: datetime | None
    fee_basis_points: int
    tiers: tuple[TierRow, ...]
    timeline: tuple[EventRow, ...]


@dataclass(frozen=True, slots=True)
class MySessions:
    """A learner's sessions by what to do with them next."""

    held: tuple[BookingRow, ...]
    waiting: tuple[BookingRow, ...]
    upcoming: tuple[BookingRow, ...]
    past: tuple[BookingRow, ...]
    hours_learnt: float
    sessions_done: int
    topics: tuple[str, ...]


def my_sessions(view: View) -> MySessions:
    """The actor's own bookings as a learner, soonest first, the past newest first."""
    rows = _rows(view.db, BookingRequest.learner_id == view.actor.must_be_signed_in())
    by = {status: [row for row in rows if row.status == status] for status in Status}
    done = by[Status.COMPLETED]
    past = [row for row in rows if row.status not in LIVE]
    return MySessions(
        held=tuple(by[Status.HELD]),
        waiting=tuple(by[Status.PENDING]),
        upcoming=tuple(by[Status.ACCEPTED]),
        past=tuple(reversed(past)),
        hours_learnt=sum((row.ends_at - row.starts_at).total_seconds() for row in done) / 3600,
        sessions_done=len(done),
        topics=tuple(dict.fromkeys(row.topic for row in done if row.topic)),
    )


def requests(view: View) -> list[BookingRow]:
    """What waits for the actor's answer as an instructor, the most urgent first."""
    mine = LiveSession.instructor_id == view.actor.must_be_signed_in()
    rows = _rows(view.db, mine, BookingRequest.status == Status.PENDING)
    return sorted(rows, key=lambda row: row.respond_by or row.starts_at)


def taught(view: View, *, first: datetime, last: datetime) -> list[BookingRow]:
    """The actor's accepted and finished sessions as an instructor that start in [first, last)."""
    mine = LiveSession.instructor_id == view.actor.must_be_signed_in()
    shown = (Status.ACCEPTED, Status.COMPLETED, Status.NO_SHOW)
    between = (LiveSession.starts_at >= first, LiveSession.starts_at < last)
    return _rows(view.db, mine, col(BookingRequest.status).in_(shown), *between)


def booking_detail(view: View, *, reference: str) -> BookingDetail:
    """One booking, for its learner, its instructor or an admin. Errors: NotFound for everybody else."""
    user_id = view.actor.must_be_signed_in()
    row = next(iter(_rows(view.db, BookingRequest.reference == reference)), None)
    if not row or (user_id not in (row.learner_id, row.instructor_id) and not view.actor.is_admin):
        raise NotFound("There is no such booking.")
    return _detail(view, row)


def _detail(view: View, row: BookingRow) -> BookingDetail:
    db, user_id = view.db, view.actor.user_id
    booking = db.exec(select(BookingRequest).where(BookingRequest.reference == row.reference)).one()
    payment = db.exec(select(Payment).where(Payment.booking_id == booking.id)).one_or_none()
    newest = _newest_topic(db, booking)
    accepted = booking.status in (Status.ACCEPTED, Status.COMPLETED, Status.NO_SHOW)
    return BookingDetail(
        row=row,
        is_learner=row.learner_id == user_id,
        is_instructor=row.instructor_id == user_id,
        goal=newest.goal if newest else "",
        level=newest.level if newest else "",
        message=booking.message,
        reason=booking.reason,
        ended_by=booking.ended_by,
        topic_is_final=bool(newest and newest.is_final),
        topic_type=_topic_type(db, booking),
        instructor_zone=db.get_one(Instructor, row.instructor_id).time_zone,
        learner_email=db.get_one(User, row.learner_id).email if accepted else "",
        terms_accepted=booking.terms_accepted_at is not None,
        payment_status=payment.status if payment else "",
        paid=payment.captured if payment else 0,
        refunded=payment.refunded if payment else 0,
        failure=payment.failure if payment else "",
        pay_by=payment.pay_by if payment else None,
        fee_basis_points=booking.fee_basis_points,
        tiers=tuple(TierRow(t.until, t.percent, t.amount.amount) for t in tiers_of(booking, row.starts_at)),
        timeline=_timeline(db, booking),
    )


def _rows(db: Session, *where: Any) -> list[BookingRow]:
    instructor, learner = User.__table__.alias("teacher"), User.__table__.alias("learner")  # type: ignore[attr-defined]
    topic = (
        select(BookingTopic.topic)
        .where(BookingTopic.booking_id == BookingRequest.id)
        .order_by(col(BookingTopic.version).desc())
        .limit(1)
        .scalar_subquery()
    )
    review = select(func.count()).where(Review.booking_id == BookingRequest.id).scalar_subquery()
    statement = (
        select(  # type: ignore[call-overload]
            BookingRequest,
            LiveSession,
            SessionOffering,
            col(Domain.name),
            col(Instructor.slug),
            instructor.c.name,
            learner.c.name,
            topic,
            review,
        )
        .join(LiveSession, col(LiveSession.id) == BookingRequest.live_session_id)
        .join(SessionOffering, col(SessionOffering.id) == LiveSession.offering_id)
        .join(Domain, col(Domain.id) == SessionOffering.domain_id)
        .join(Instructor, col(Instructor.user_id) == LiveSession.instructor_id)
        .join(instructor, instructor.c.id == LiveSession.instructor_id)
        .join(learner, learner.c.id == BookingRequest.learner_id)
        .where(*where)
        .order_by(col(LiveSession.starts_at), col(BookingRequest.id))
    )
    return [_row(tuple(found)) for found in db.execute(statement)]


def _row(found: Sequence[Any]) -> BookingRow:
    booking, live_session, offering, domain, slug, instructor, learner, topic, reviews = found
    return BookingRow(
        reference=booking.reference,
        status=booking.status,
        starts_at=live_session.starts_at,
        ends_at=live_session.ends_at,
        offering_title=offering.title,
        offering_slug=offering.slug,
        session_type=offering.session_type,
        domain=domain,
        room=live_session.reference,
        instructor_id=live_session.instructor_id,
        instructor_name=instructor,
        instructor_slug=slug,
        learner_id=booking.learner_id,
        learner_name=learner,
        price=booking.price,
        currency=booking.currency,
        hold_expires_at=booking.hold_expires_at,
        respond_by=booking.respond_by,
        topic=topic or "",
        has_review=bool(reviews),
    )


def _newest_topic(db: Session, booking: BookingRequest) -> BookingTopic | None:
    versions = select(BookingTopic).where(BookingTopic.booking_id == booking.id)
    return db.exec(versions.order_by(col(BookingTopic.version).desc())).first()


def _topic_type(db: Session, booking: BookingRequest) -> str:
    offering = select(SessionOffering.topic_type).join(LiveSession)
    return db.exec(offering.where(LiveSession.id == booking.live_session_id)).one()


def _timeline(db: Session, booking: BookingRequest) -> tuple[EventRow, ...]:
    events = (
        select(AuditEvent.at, AuditEvent.event)
        .where(AuditEvent.subject_kind == "booking_request", AuditEvent.subject_id == str(booking.id))
        .order_by(col(AuditEvent.number))
    )
    return tuple(EventRow(at, event) for at, event in db.exec(events))
