"""One booking in a list, whichever list: one statement for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, and_, col, func, select

from livesessions.domain.bookings import Status
from livesessions.domain.offerings import OfferingStatus
from livesessions.models import (
    BookingRequest,
    BookingTopic,
    Domain,
    Instructor,
    LiveSession,
    MoveProposal,
    Payment,
    Review,
    SessionOffering,
    User,
)


@dataclass(frozen=True, slots=True)
class Proposed:
    """Another time that one side would like."""

    by: str
    starts_at: datetime
    ends_at: datetime
    message: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class BookingRow:
    """One booking in a list. `topic`, `goal` and `level` are the newest version's."""

    id: int
    reference: str
    status: str
    starts_at: datetime
    ends_at: datetime
    offering_id: int
    offering_title: str
    offering_slug: str
    is_offered: bool  # still, so that it can be booked again
    session_type: str
    topic_type: str
    domain: str
    room: str
    instructor_id: int
    instructor_name: str
    instructor_slug: str
    instructor_zone: str
    learner_id: int
    learner_name: str
    learner_zone: str
    price: int
    currency: str
    fee_basis_points: int
    booking_mode: str
    hold_expires_at: datetime | None
    requested_at: datetime | None
    respond_by: datetime | None
    message: str
    topic: str
    goal: str
    level: str
    topic_is_final: bool
    has_review: bool
    capacity: int
    series: str | None
    owed_until: datetime | None  # confirmed and not paid: the place is kept so long
    proposed: Proposed | None  # the time that waits for the other side's word


def booking_rows(db: Session, *where: Any) -> list[BookingRow]:
    """The bookings that fulfil all conditions, soonest session first."""
    instructor, learner = _person("teacher"), _person("learner")
    review = select(func.count()).where(Review.booking_id == BookingRequest.id).scalar_subquery()
    statement = (
        select(  # type: ignore[call-overload]
            BookingRequest,
            LiveSession,
            SessionOffering,
            Instructor,
            BookingTopic,
            MoveProposal,
            col(Payment.owed_until),
            col(Domain.name),
            instructor.c.name,
            learner.c.name,
            learner.c.time_zone,
            review,
        )
        .join(LiveSession, col(LiveSession.id) == BookingRequest.live_session_id)
        .join(SessionOffering, col(SessionOffering.id) == LiveSession.offering_id)
        .join(Domain, col(Domain.id) == SessionOffering.domain_id)
        .join(Instructor, col(Instructor.user_id) == LiveSession.instructor_id)
        .join(instructor, instructor.c.id == LiveSession.instructor_id)
        .join(learner, learner.c.id == BookingRequest.learner_id)
        .outerjoin(BookingTopic, _is_newest())
        .outerjoin(MoveProposal, _is_open())
        .outerjoin(Payment, col(Payment.booking_id) == BookingRequest.id)
        .where(*where)
        .order_by(col(LiveSession.starts_at), col(BookingRequest.id))
    )
    return [_row(tuple(found)) for found in db.execute(statement)]


def _person(role: str) -> Any:
    return User.__table__.alias(role)  # type: ignore[attr-defined]


def _is_newest() -> Any:
    version: Any = BookingTopic.__table__.alias("versions")  # type: ignore[attr-defined]
    newest = select(func.max(version.c.version)).where(version.c.booking_id == BookingRequest.id)
    return and_(
        col(BookingTopic.booking_id) == BookingRequest.id,
        col(BookingTopic.version) == newest.correlate(BookingRequest).scalar_subquery(),
    )


def _is_open() -> Any:
    return and_(col(MoveProposal.booking_id) == BookingRequest.id, col(MoveProposal.status) == "open")


def _proposed(proposal: MoveProposal | None, length: timedelta) -> Proposed | None:
    if proposal is None:
        return None
    starts_at = proposal.starts_at
    return Proposed(proposal.by, starts_at, starts_at + length, proposal.message, proposal.expires_at)


def _row(found: Sequence[Any]) -> BookingRow:
    booking, live_session, offering, teacher, topic, asked, owed_until, domain, *rest = found
    instructor, learner, zone, reviews = rest
    return BookingRow(
        id=booking.id,
        reference=booking.reference,
        status=booking.status,
        starts_at=live_session.starts_at,
        ends_at=live_session.ends_at,
        offering_id=live_session.offering_id,
        offering_title=offering.title,
        offering_slug=offering.slug,
        is_offered=offering.status == OfferingStatus.ACTIVE and teacher.suspended_at is None,
        session_type=offering.session_type,
        topic_type=offering.topic_type,
        domain=domain,
        room=live_session.reference,
        instructor_id=live_session.instructor_id,
        instructor_name=instructor,
        instructor_slug=teacher.slug,
        instructor_zone=teacher.time_zone,
        learner_id=booking.learner_id,
        learner_name=learner,
        learner_zone=zone,
        price=booking.price,
        currency=booking.currency,
        fee_basis_points=booking.fee_basis_points,
        booking_mode=booking.booking_mode,
        hold_expires_at=booking.hold_expires_at,
        requested_at=booking.requested_at,
        respond_by=booking.respond_by,
        message=booking.message,
        **_of(topic),
        has_review=bool(reviews),
        capacity=live_session.capacity,
        series=booking.series,
        owed_until=owed_until if booking.status == Status.ACCEPTED else None,
        proposed=_proposed(asked, live_session.ends_at - live_session.starts_at),
    )


def _of(topic: BookingTopic | None) -> dict[str, Any]:
    if topic is None:
        return {"topic": "", "goal": "", "level": "", "topic_is_final": False}
    return {
        "topic": topic.topic,
        "goal": topic.goal,
        "level": topic.level,
        "topic_is_final": topic.is_final,
    }
