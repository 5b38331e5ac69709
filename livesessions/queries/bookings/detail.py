"""Everything about one booking, for its two people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from livesessions.domain.bookings import LIVE, RULES, Party, Status
from livesessions.domain.cancellation import Reason
from livesessions.domain.errors import NotFound
from livesessions.domain.reports import reportable_until
from livesessions.models import (
    AuditEvent,
    BookingRequest,
    BookingTopic,
    LiveSession,
    Payment,
    ProblemReport,
    User,
)
from livesessions.queries.bargains import pays_from_package
from livesessions.queries.bookings.rows import BookingRow, booking_rows
from livesessions.queries.payments import is_credit, is_under_way, to_pay_at_once
from livesessions.queries.terms import refund_at, tiers_of
from livesessions.runtime.work import View


@dataclass(frozen=True, slots=True)
class TierRow:
    """Cancelling up to `until` gives `amount` back; None while the grace has not begun."""

    until: datetime | None
    percent: int
    amount: int


@dataclass(frozen=True, slots=True)
class RefundRow:
    """What the learner gets back if the person asking cancels now."""

    percent: int
    amount: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class EventRow:
    """One thing that happened, for the timeline."""

    at: datetime
    event: str
    by: str
    time: datetime | None = None  # where it is about one


@dataclass(frozen=True, slots=True)
class TopicVersion:
    """One version of what the booking is about; `by_learner` says whose words they are."""

    number: int
    topic: str
    goal: str
    level: str
    by_learner: bool
    is_final: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class MinimumRow:
    """A session that takes place only if `needed` places are confirmed by `decides_at`; so far there are these."""

    needed: int
    confirmed: int
    decides_at: datetime


@dataclass(frozen=True, slots=True)
class BookingDetail:
    """Everything the two people of a booking may know of it. The e-mail only after acceptance."""

    now: datetime
    row: BookingRow
    is_learner: bool
    is_instructor: bool
    reason: str
    ended_by: str
    learner_email: str
    terms_accepted: bool
    payment_status: str
    paid: int
    refunded: int
    due: int
    failure: str
    is_under_way: bool
    is_credit: bool  # paid from a package
    wants_credit: bool  # held, and a session of a package is to pay for it
    paid_as: str | None  # the name under which a whole series is paid at once
    to_pay: int  # what the payment page asks for, and for how many sessions
    sessions_to_pay: int
    moves_left: int
    cancelling: RefundRow
    tiers: tuple[TierRow, ...]
    minimum: MinimumRow | None
    report: str  # how a reported problem stands; empty if none was
    report_until: datetime | None  # how long the person asking may report one
    topics: tuple[TopicVersion, ...]
    timeline: tuple[EventRow, ...]


def booking_detail(view: View, *, reference: str) -> BookingDetail:
    """One booking, for its learner, its instructor or an admin. Errors: NotFound for everybody else."""
    user_id = view.actor.must_be_signed_in()
    row = next(iter(booking_rows(view.db, BookingRequest.reference == reference)), None)
    if not row or (user_id not in (row.learner_id, row.instructor_id) and not view.actor.is_admin):
        raise NotFound("There is no such booking.")
    return _detail(view, row)


def tier_rows(booking: BookingRequest, starts_at: datetime) -> tuple[TierRow, ...]:
    """What cancelling gives the learner back over time, earliest first."""
    return tuple(TierRow(t.until, t.percent, t.amount.amount) for t in tiers_of(booking, starts_at))


def _detail(view: View, row: BookingRow) -> BookingDetail:
    db, user_id = view.db, view.actor.user_id
    booking = db.get_one(BookingRequest, row.id)
    payment = db.exec(select(Payment).where(Payment.booking_id == row.id)).one_or_none()
    report = db.exec(select(ProblemReport.status).where(ProblemReport.booking_id == row.id)).first() or ""
    accepted = booking.status in (Status.ACCEPTED, Status.COMPLETED, Status.NO_SHOW)
    return BookingDetail(
        now=view.now,
        row=row,
        is_learner=row.learner_id == user_id,
        is_instructor=row.instructor_id == user_id,
        reason=booking.reason,
        ended_by=booking.ended_by,
        learner_email=db.get_one(User, row.learner_id).email if accepted else "",
        terms_accepted=booking.terms_accepted_at is not None,
        **_paid(payment),
        is_under_way=is_under_way(payment),
        is_credit=is_credit(payment),
        wants_credit=booking.status == Status.HELD and pays_from_package(db, row.id),
        **_to_pay(db, booking, payment),
        moves_left=max(RULES.learner_moves - booking.learner_moves, 0),
        cancelling=_cancelling(view, booking, row),
        tiers=tier_rows(booking, row.starts_at),
        minimum=_minimum(db, booking),
        report=report,
        report_until=_report_until(view, booking) if not report else None,
        topics=_topics(db, row),
        timeline=_timeline(db, row),
    )


def _paid(payment: Payment | None) -> dict[str, Any]:
    if payment is None:
        return {"payment_status": "", "paid": 0, "refunded": 0, "due": 0, "failure": "", "paid_as": None}
    return {
        "payment_status": payment.status,
        "paid": payment.captured,
        "refunded": payment.refunded,
        "due": payment.due,
        "failure": payment.failure,
        "paid_as": payment.paid_as,
    }


def _to_pay(db: Session, booking: BookingRequest, payment: Payment | None) -> dict[str, Any]:
    if payment and payment.owed_until and booking.status == Status.ACCEPTED:
        return {"to_pay": payment.price, "sessions_to_pay": 1}
    if payment is None or booking.status != Status.HELD:
        return {"to_pay": 0, "sessions_to_pay": 0}
    names = to_pay_at_once(db, booking, payment)
    total = select(func.sum(BookingRequest.price)).where(col(BookingRequest.reference).in_(names))
    return {"to_pay": int(db.exec(total).one() or 0), "sessions_to_pay": len(names)}


def _cancelling(view: View, booking: BookingRequest, row: BookingRow) -> RefundRow:
    by = Party.LEARNER if row.learner_id == view.actor.user_id else Party.INSTRUCTOR
    back = refund_at(booking, row.starts_at, by, view.now)
    return RefundRow(back.percent, back.amount.amount, back.reason)


def _minimum(db: Session, booking: BookingRequest) -> MinimumRow | None:
    live_session = db.get_one(LiveSession, booking.live_session_id)
    needed, decides_at = live_session.min_participants, live_session.decides_at
    if not needed or not decides_at or live_session.decided_at or booking.status not in LIVE:
        return None
    accepted = select(func.count()).where(
        BookingRequest.live_session_id == live_session.id, BookingRequest.status == Status.ACCEPTED
    )
    return MinimumRow(needed, db.exec(accepted).one(), decides_at)


def _report_until(view: View, booking: BookingRequest) -> datetime | None:
    until = reportable_until(Status(booking.status), booking.ended_at)
    is_theirs = booking.learner_id == view.actor.user_id
    return until if until and is_theirs and view.now < until else None


def _topics(db: Session, row: BookingRow) -> tuple[TopicVersion, ...]:
    versions = select(BookingTopic).where(BookingTopic.booking_id == row.id)
    return tuple(
        TopicVersion(
            number=each.version,
            topic=each.topic,
            goal=each.goal,
            level=each.level,
            by_learner=each.author_id == row.learner_id,
            is_final=each.is_final,
            at=each.created_at,
        )
        for each in db.exec(versions.order_by(col(BookingTopic.version)))
    )


def _timeline(db: Session, row: BookingRow) -> tuple[EventRow, ...]:
    events = (
        select(AuditEvent.at, AuditEvent.event, AuditEvent.after)
        .where(AuditEvent.subject_kind == "booking_request", AuditEvent.subject_id == str(row.id))
        .order_by(col(AuditEvent.number))
    )
    return tuple(_event(at, event, after) for at, event, after in db.exec(events))


def _event(at: datetime, event: str, after: Mapping[str, Any]) -> EventRow:
    time = datetime.fromisoformat(after["starts_at"]) if "starts_at" in after else None
    return EventRow(at, event, str(after.get("by", "")), time)
