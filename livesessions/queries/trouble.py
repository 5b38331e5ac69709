"""What of the money needs an admin: blocked payments, payouts that came back, disputes, differences."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, func, select

from livesessions.domain.errors import NotAllowed
from livesessions.models import (
    AuditCheck,
    BookingRequest,
    Dispute,
    DisputeStatus,
    LedgerCheck,
    LiveSession,
    Package,
    Payment,
    Payout,
    PayoutStatus,
    SessionOffering,
    Share,
    User,
)
from livesessions.queries.packages import holding_of
from livesessions.runtime.work import View

MOST = 100


@dataclass(frozen=True, slots=True)
class BlockedPayment:
    """A payment nothing is done about any more. `too_much` is what the learner should get back."""

    reference: str
    learner: str
    why: str
    too_much: int
    currency: str
    is_package: bool = False


@dataclass(frozen=True, slots=True)
class BlockedShare:
    """A share that the gateway refused to send, or that has no account to go to."""

    reference: str
    instructor_id: int
    instructor: str
    why: str
    next_try: datetime | None


@dataclass(frozen=True, slots=True)
class FailedPayout:
    """A payout that a bank sent back."""

    id: int
    instructor: str
    amount: int
    currency: str
    failure: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class OpenDispute:
    """A dispute, open ones first."""

    id: int
    reference: str
    learner: str
    instructor: str
    amount: int
    currency: str
    status: str
    reason: str
    evidence_due: datetime | None
    evidence_sent_at: datetime | None
    is_package: bool


@dataclass(frozen=True, slots=True)
class Check:
    """The newest self-check of the ledger."""

    at: datetime
    movements: int
    differences: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class TrailCheck:
    """The newest look through the audit trail, and where it is broken: chain and number."""

    at: datetime
    events: int
    broken: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Trouble:
    """The admin's money page."""

    payments: tuple[BlockedPayment, ...]
    shares: tuple[BlockedShare, ...]
    payouts: tuple[FailedPayout, ...]
    disputes: tuple[OpenDispute, ...]
    check: Check | None
    trail: TrailCheck | None


def trouble(view: View) -> Trouble:
    """Everything that waits for an admin. Errors: NotAllowed for everybody else."""
    if not view.actor.is_admin:
        raise NotAllowed("This page is for admins.")
    return Trouble(
        _payments(view), _shares(view), _payouts(view), _disputes(view), _check(view), _trail(view)
    )


def _payments(view: View) -> tuple[BlockedPayment, ...]:
    found = (
        select(Payment, BookingRequest.reference, User.name)
        .join(BookingRequest, col(BookingRequest.id) == Payment.booking_id)
        .join(User, col(User.id) == BookingRequest.learner_id)
        .where(Payment.blocked != "")
        .order_by(col(Payment.id))
        .limit(MOST)
    )
    booked = [
        BlockedPayment(
            reference,
            name,
            payment.blocked,
            max(payment.captured - payment.refunded - payment.due, 0),
            payment.currency,
        )
        for payment, reference, name in view.db.exec(found)
    ]
    return (*booked, *_packages(view))


def _packages(view: View) -> Iterator[BlockedPayment]:
    found = select(Package, User.name).join(User, col(User.id) == Package.learner_id)
    for row, name in view.db.exec(found.where(Package.blocked != "").order_by(col(Package.id)).limit(MOST)):
        yield BlockedPayment(
            row.reference, name, row.blocked, holding_of(row).asked, row.currency, is_package=True
        )


def _shares(view: View) -> tuple[BlockedShare, ...]:
    found = (
        select(Share, BookingRequest.reference, User.name)
        .join(BookingRequest, col(BookingRequest.id) == Share.booking_id)
        .join(User, col(User.id) == Share.instructor_id)
        .where(Share.blocked != "")
        .order_by(col(Share.available_at))
        .limit(MOST)
    )
    return tuple(
        BlockedShare(reference, share.instructor_id, name, share.blocked, share.look_at)
        for share, reference, name in view.db.exec(found)
    )


def _payouts(view: View) -> tuple[FailedPayout, ...]:
    failed = (
        select(Payout, User.name)
        .join(User, col(User.id) == Payout.instructor_id)
        .where(Payout.status == PayoutStatus.FAILED, col(Payout.is_resent).is_(False))
        .order_by(col(Payout.id))
        .limit(MOST)
    )
    return tuple(
        FailedPayout(row.id, name, row.price, row.currency, row.failure, row.created_at)
        for row, name in view.db.exec(failed)
    )


def _disputes(view: View) -> tuple[OpenDispute, ...]:
    open_first = col(Dispute.status).in_((DisputeStatus.OPEN, DisputeStatus.INQUIRY)).desc()
    found = (
        select(
            Dispute,
            func.coalesce(BookingRequest.reference, Package.reference),
            func.coalesce(BookingRequest.learner_id, Package.learner_id),
            func.coalesce(LiveSession.instructor_id, SessionOffering.instructor_id),
        )
        .join(Payment, col(Payment.id) == Dispute.payment_id, isouter=True)
        .join(BookingRequest, col(BookingRequest.id) == Payment.booking_id, isouter=True)
        .join(LiveSession, col(LiveSession.id) == BookingRequest.live_session_id, isouter=True)
        .join(Package, col(Package.id) == Dispute.package_id, isouter=True)
        .join(SessionOffering, col(SessionOffering.id) == Package.offering_id, isouter=True)
        .order_by(open_first, col(Dispute.id).desc())
        .limit(MOST)
    )
    rows = view.db.exec(found).all()
    people = {person for _, _, *both in rows for person in both}
    names = dict(view.db.exec(select(User.id, User.name).where(col(User.id).in_(people))).all())
    return tuple(
        OpenDispute(
            id=dispute.id,
            reference=reference,
            learner=names[learner],
            instructor=names[teacher],
            amount=dispute.price,
            currency=dispute.currency,
            status=dispute.status,
            reason=dispute.reason,
            evidence_due=dispute.evidence_due,
            evidence_sent_at=dispute.evidence_sent_at,
            is_package=dispute.package_id is not None,
        )
        for dispute, reference, learner, teacher in rows
    )


def _check(view: View) -> Check | None:
    newest = view.db.exec(select(LedgerCheck).order_by(col(LedgerCheck.id).desc()).limit(1)).one_or_none()
    return Check(newest.at, newest.movements, tuple(newest.differences)) if newest else None


def _trail(view: View) -> TrailCheck | None:
    newest = view.db.exec(select(AuditCheck).order_by(col(AuditCheck.id).desc()).limit(1)).one_or_none()
    if newest is None:
        return None
    return TrailCheck(newest.at, newest.events, tuple((it["chain"], it["number"]) for it in newest.broken))
