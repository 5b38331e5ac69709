"""What an audit event about a booking was about: everything a notification or a letter may need."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, func, select

from livesessions.models import (
    AuditEvent,
    BookingRequest,
    BookingTopic,
    Instructor,
    LiveSession,
    Payment,
    Review,
    SessionOffering,
    User,
)
from livesessions.runtime.work import View


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be told, in their own zone and language."""

    user_id: int
    name: str
    email: str
    verified: bool
    time_zone: str
    locale: str


@dataclass(frozen=True, slots=True)
class Story:
    """One event of one booking. `by` is the party that caused it; `moves` counts later changes of its time."""

    event_id: int
    event: str
    at: datetime
    by: str
    reason: str
    reference: str
    booking_id: int
    booking_status: str
    live_session: str
    title: str
    topic: str
    message: str
    starts_at: datetime
    ends_at: datetime
    respond_by: datetime | None
    price: int
    currency: str
    due: int
    captured: int
    stars: int
    learner: Person
    instructor: Person


def story(view: View, *, event_id: int) -> Story | None:
    """The story of an event about a booking or its review; None for events about anything else."""
    event = view.db.get(AuditEvent, event_id)
    booking = _booking(view, event) if event else None
    if not event or not booking:
        return None
    live_session = view.db.get_one(LiveSession, booking.live_session_id)
    payment = view.db.exec(select(Payment).where(Payment.booking_id == booking.id)).one_or_none()
    return Story(
        event_id=event_id,
        event=event.event,
        at=event.at,
        by=str(event.after.get("by", "")),
        reason=booking.reason,
        reference=booking.reference,
        booking_id=booking.id or 0,
        booking_status=booking.status,
        live_session=live_session.reference,
        title=view.db.get_one(SessionOffering, live_session.offering_id).title,
        topic=_topic(view, booking),
        message=booking.message,
        starts_at=live_session.starts_at,
        ends_at=live_session.ends_at,
        respond_by=booking.respond_by,
        price=booking.price,
        currency=booking.currency,
        due=payment.due if payment else 0,
        captured=payment.captured if payment else 0,
        stars=int(event.after.get("stars") or 0),
        learner=_person(view, booking.learner_id),
        instructor=_teacher(view, live_session.instructor_id),
    )


def is_new_review(view: View, *, event_id: int) -> bool:
    """Whether a review event is its first writing and not an edit."""
    event = view.db.get_one(AuditEvent, event_id)
    earlier = select(func.count()).where(
        AuditEvent.subject_kind == event.subject_kind,
        AuditEvent.subject_id == event.subject_id,
        AuditEvent.event == event.event,
        col(AuditEvent.number) < event.number,
    )
    return view.db.exec(earlier).one() == 0


def _booking(view: View, event: AuditEvent) -> BookingRequest | None:
    subject = int(event.subject_id)
    if event.subject_kind == "booking_request":
        return view.db.get(BookingRequest, subject)
    if event.subject_kind == "review" and (review := view.db.get(Review, subject)):
        return view.db.get(BookingRequest, review.booking_id)
    return None


def _topic(view: View, booking: BookingRequest) -> str:
    versions = select(BookingTopic.topic).where(BookingTopic.booking_id == booking.id)
    return view.db.exec(versions.order_by(col(BookingTopic.version).desc())).first() or ""


def _person(view: View, user_id: int, **other: Any) -> Person:
    user = view.db.get_one(User, user_id)
    return Person(
        user_id=user_id,
        name=user.name,
        email=user.email,
        verified=user.email_verified_at is not None,
        time_zone=other.get("time_zone") or user.time_zone,
        locale=user.locale,
    )


def _teacher(view: View, user_id: int) -> Person:
    return _person(view, user_id, time_zone=view.db.get_one(Instructor, user_id).time_zone)
