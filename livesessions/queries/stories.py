"""What an audit event about a booking was about: everything a notification or a letter may need."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from livesessions.domain.settlement import Obstacle
from livesessions.models import (
    AuditEvent,
    BookingRequest,
    BookingTopic,
    Instructor,
    LiveSession,
    MoveProposal,
    Payment,
    PaymentStatus,
    Review,
    SessionOffering,
    User,
)
from livesessions.queries.payments import is_credit
from livesessions.runtime.work import View


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be told, in their own zone and language."""

    user_id: int
    name: str
    email: str
    verified: bool
    is_suspended: bool
    time_zone: str
    locale: str


@dataclass(frozen=True, slots=True)
class Story:
    """One event of one booking. `by` is the party that caused it.

    An event about its time has the one it `was` and the one it became or shall become `then`.
    """

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
    held_until: datetime | None
    price: int
    currency: str
    due: int
    captured: int
    is_credit: bool
    saves_card: bool  # it is charged when the request is accepted
    owed_until: datetime | None  # accepted and not paid: the place is kept so long
    is_disputed: bool  # a bank is looking into the payment
    failure: str  # why the last try to pay did not work
    stars: int
    amount: int  # of money, where the event is about some
    learner: Person
    instructor: Person
    words: str  # what was said with this very event
    status_then: str
    was: datetime | None
    then: datetime | None
    was_agreed: bool  # the other side had proposed it
    is_asked: bool  # the time it is about still waits for an answer
    asked_learner: bool  # it ended while the learner was asked for another time
    was_invited: bool
    was_only_held: bool  # nobody but its learner had heard of it
    sequence: int

    def by_side(self, person: Person) -> bool:
        """Whether this person's side caused it."""
        return (self.by == "learner") == (person is self.learner)


def story(view: View, *, event_id: int) -> Story | None:
    """The story of an event about a booking or its review; None for events about anything else."""
    event = view.db.get(AuditEvent, event_id)
    booking = _booking(view, event) if event else None
    if not event or not booking:
        return None
    live_session = view.db.get_one(LiveSession, booking.live_session_id)
    return Story(
        live_session=live_session.reference,
        title=view.db.get_one(SessionOffering, live_session.offering_id).title,
        starts_at=live_session.starts_at,
        ends_at=live_session.ends_at,
        learner=person(view, booking.learner_id),
        instructor=teacher(view, live_session.instructor_id),
        **_of_event(event),
        **_of_booking(view, booking),
        **_of_money(view, booking),
        **_of_proposals(view, booking, event),
    )


def stories(view: View, *, event_ids: Iterable[int]) -> tuple[Story, ...]:
    """The stories of events that are told together: of one booking, or of the dozen that a series has at most."""
    found = (story(view, event_id=event_id) for event_id in event_ids)
    return tuple(sorted((it for it in found if it), key=lambda it: (it.starts_at, it.event_id)))


def teacher(view: View, user_id: int) -> Person:
    """An instructor, in the zone they teach in."""
    return person(view, user_id, time_zone=view.db.get_one(Instructor, user_id).time_zone)


def _booking(view: View, event: AuditEvent) -> BookingRequest | None:
    subject = int(event.subject_id)
    if event.subject_kind == "booking_request":
        return view.db.get(BookingRequest, subject)
    if event.subject_kind == "review" and (review := view.db.get(Review, subject)):
        return view.db.get(BookingRequest, review.booking_id)
    return None


def _of_event(event: AuditEvent) -> dict[str, Any]:
    return {
        "event_id": event.id,
        "event": event.event,
        "at": event.at,
        "by": str(event.after.get("by", "")),
        "stars": int(event.after.get("stars") or 0),
        "amount": int(event.after.get("amount") or 0),
        "words": event.reason,
        "status_then": str(event.after.get("status", "")),
        "was": _instant(event.before),
        "then": _instant(event.after),
        "was_invited": event.before.get("status") == "accepted",
        "was_only_held": event.before.get("status") == "held",
    }


def _of_booking(view: View, booking: BookingRequest) -> dict[str, Any]:
    return {
        "reference": booking.reference,
        "booking_id": booking.id,
        "booking_status": booking.status,
        "reason": booking.reason,
        "topic": _topic(view, booking),
        "message": booking.message,
        "respond_by": booking.respond_by,
        "held_until": booking.hold_expires_at,
        "sequence": booking.invitation_sequence,
    }


def _of_money(view: View, booking: BookingRequest) -> dict[str, Any]:
    payment = view.db.exec(select(Payment).where(Payment.booking_id == booking.id)).one_or_none()
    return {
        "price": booking.price,
        "currency": booking.currency,
        "due": payment.due if payment else 0,
        "captured": payment.captured if payment else 0,
        "is_credit": is_credit(payment),
        "saves_card": payment is not None and payment.status == PaymentStatus.SAVED,
        "owed_until": payment.owed_until if payment else None,
        "is_disputed": payment is not None and payment.blocked == Obstacle.DISPUTED,
        "failure": payment.failure if payment else "",
    }


def _of_proposals(view: View, booking: BookingRequest, event: AuditEvent) -> dict[str, Any]:
    return {
        "was_agreed": _has_proposal(view, booking, event, "agreed"),
        "is_asked": _is_open(view, booking, _instant(event.after)),
        "asked_learner": _has_proposal(view, booking, event, "overtaken"),
    }


def _instant(told: Mapping[str, Any]) -> datetime | None:
    return datetime.fromisoformat(told["starts_at"]) if "starts_at" in told else None


def _has_proposal(view: View, booking: BookingRequest, event: AuditEvent, *outcomes: str) -> bool:
    """Whether a time proposed for the booking ended so with this event."""
    ended = select(MoveProposal.id).where(
        MoveProposal.booking_id == booking.id,
        col(MoveProposal.status).in_(outcomes),
        MoveProposal.ended_at == event.at,
    )
    return view.db.exec(ended).first() is not None


def _is_open(view: View, booking: BookingRequest, proposed: datetime | None) -> bool:
    waiting = MoveProposal.booking_id == booking.id, MoveProposal.status == "open"
    found = select(MoveProposal.starts_at).where(*waiting)
    return proposed is not None and view.db.exec(found).one_or_none() == proposed


def _topic(view: View, booking: BookingRequest) -> str:
    versions = select(BookingTopic.topic).where(BookingTopic.booking_id == booking.id)
    return view.db.exec(versions.order_by(col(BookingTopic.version).desc())).first() or ""


def admins(view: View) -> list[Person]:
    """Everybody who looks after money that does not move by itself."""
    found = select(User.id).where(col(User.is_admin), col(User.suspended_at).is_(None)).order_by(col(User.id))
    return [person(view, user_id) for user_id in view.db.exec(found)]


def person(view: View, user_id: int, *, time_zone: str = "") -> Person:
    """Somebody to be told; in another zone than their own where one is named."""
    user = view.db.get_one(User, user_id)
    return Person(
        user_id=user_id,
        name=user.name,
        email=user.email,
        verified=user.email_verified_at is not None,
        is_suspended=user.suspended_at is not None,
        time_zone=time_zone or user.time_zone,
        locale=user.locale,
    )
