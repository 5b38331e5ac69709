"""Looking again at what a letter that got lost may have told us, and at our own books each night."""

from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, func, or_, select

from livesessions.domain.ledger_check import Difference
from livesessions.models import (
    AuditCheck,
    Dispute,
    DisputeStatus,
    LedgerCheck,
    OutboxJob,
    Package,
    Payment,
    PaymentStatus,
    Payout,
    PayoutAccount,
    PayoutStatus,
    Transfer,
)
from livesessions.queries.audit import Broken
from livesessions.runtime.work import View, Work

BATCH = 50
AT_CHECKOUT, WAITING, DAILY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
UNFINISHED = (PaymentStatus.OPEN, PaymentStatus.SAVED, PaymentStatus.AUTHORISED, PaymentStatus.OWED)
CHECKOUT_LINGERS = timedelta(minutes=10)
LATE_NEWS = timedelta(days=120)  # that long a bank may take a payment back
NIGHTLY = ("check_ledger", "check_audit", "reconcile", "issue_invoices")


def stale_payments(view: View) -> int:
    """How many unfinished payments were not looked at for too long: a minute at the checkout, else an hour."""
    return view.db.exec(select(func.count()).where(_is_stale(view.now))).one()


def look_at_stale_payments(work: Work) -> int:
    """Promises to settle a batch of them; the number of them."""
    stale = select(Payment).where(_is_stale(work.now)).limit(BATCH).with_for_update(skip_locked=True)
    return _look_at(work, list(work.db.exec(stale)))


def look_at_old_payments(work: Work) -> int:
    """The same for what was captured, refunded or disputed and may yet change, looked at once a day."""
    disputed = select(Dispute.payment_id).where(
        col(Dispute.status).in_((DisputeStatus.OPEN, DisputeStatus.INQUIRY))
    )
    may_change = or_(Payment.created_at > work.now - LATE_NEWS, col(Payment.id).in_(disputed))
    old = select(Payment).where(
        Payment.status == PaymentStatus.CAPTURED, col(Payment.looked_up_at) <= work.now - DAILY, may_change
    )
    return _look_at(work, list(work.db.exec(old.limit(BATCH).with_for_update(skip_locked=True))))


def look_at_old_packages(work: Work) -> int:
    """The same for packages' own payments."""
    disputed = select(Dispute.package_id).where(
        col(Dispute.status).in_((DisputeStatus.OPEN, DisputeStatus.INQUIRY))
    )
    may_change = or_(col(Package.paid_at) > work.now - LATE_NEWS, col(Package.id).in_(disputed))
    old = select(Package).where(col(Package.looked_up_at) <= work.now - DAILY, may_change)
    found = work.db.exec(old.limit(BATCH).with_for_update(skip_locked=True)).all()
    for package in found:
        package.looked_up_at = work.now
        work.later("settle_package", {"package": package.reference})
    return len(found)


def look_at_payees(work: Work) -> None:
    """Promises to look at every account that is not ready, and at what has not reached a bank."""
    on_the_way = select(Transfer.instructor_id).where(col(Transfer.payout_id).is_(None))
    moving = select(Payout.instructor_id).where(
        col(Payout.status).in_((PayoutStatus.PENDING, PayoutStatus.IN_TRANSIT))
    )
    whose = col(PayoutAccount.instructor_id)
    unready = or_(col(PayoutAccount.can_pay_out).is_(False), whose.in_(moving), whose.in_(on_the_way))
    open_ones = col(PayoutAccount.external_id).is_not(None), col(PayoutAccount.is_closed).is_(False)
    for instructor_id in work.db.exec(select(PayoutAccount.instructor_id).where(unready, *open_ones)):
        work.later("pay_out", {"instructor": instructor_id})


def tonight(view: View) -> list[str]:
    """The keys of the nightly jobs that nobody promised yet."""
    keys = [_key(job, view.now) for job in NIGHTLY]
    known = set(view.db.exec(select(OutboxJob.key).where(col(OutboxJob.key).in_(keys))))
    return [key for key in keys if key not in known]


def promise_tonight(work: Work) -> None:
    """Promises each nightly job once a day (UTC)."""
    for job in NIGHTLY:
        work.later(job, key=_key(job, work.now))


def note_check(work: Work, *, movements: int, differences: tuple[Difference, ...]) -> None:
    """Keeps what a self-check of the ledger found; a difference is an event for the operator."""
    row = LedgerCheck(at=work.now, movements=movements, differences=[asdict(each) for each in differences])
    work.db.add(row)
    event = "ledger.differs" if differences else "ledger.checked"
    work.record(event, row, after={"movements": movements, "differences": len(differences)}, topics=["money"])


def note_audit_check(work: Work, *, events: int, broken: tuple[Broken, ...]) -> None:
    """Keeps what following the audit trail found; a broken chain is an event for the operator."""
    row = AuditCheck(at=work.now, events=events, broken=[asdict(each) for each in broken])
    work.db.add(row)
    event = "audit.broken" if broken else "audit.checked"
    work.record(event, row, after={"events": events, "broken": len(broken)}, topics=["money"])


def _look_at(work: Work, found: list[Payment]) -> int:
    for payment in found:
        payment.looked_up_at = work.now
        work.later("settle", {"booking": payment.booking_id})
    return len(found)


def _is_stale(now: datetime) -> ColumnElement[bool]:
    looked = func.coalesce(col(Payment.looked_up_at), col(Payment.created_at))
    at_checkout = and_(
        col(Payment.status).in_((PaymentStatus.OPEN, PaymentStatus.OWED)),
        looked <= now - AT_CHECKOUT,
        col(Payment.pay_by) > now - CHECKOUT_LINGERS,
    )
    waiting = and_(col(Payment.status).in_(UNFINISHED), looked <= now - WAITING)
    return or_(at_checkout, waiting)


def _key(job: str, now: datetime) -> str:
    return f"{job}:{now:%Y-%m-%d}"
