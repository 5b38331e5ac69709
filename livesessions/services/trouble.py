"""What an admin can do about money that does not move by itself. Everything asks first: is it an admin?"""

from typing import Any

from sqlmodel import col, func, select

from livesessions.domain.errors import NotAllowed, NotFound
from livesessions.domain.settlement import Obstacle
from livesessions.models import (
    BookingRequest,
    Dispute,
    DisputeStatus,
    Package,
    Payment,
    Payout,
    PayoutStatus,
    Refund,
    RefundStatus,
    Transfer,
)
from livesessions.queries.evidence import parts_of
from livesessions.runtime.work import Work
from livesessions.services.shares import look_again

LONGEST_NOTE = 5000
CAME_BACK = (RefundStatus.FAILED, RefundStatus.CANCELED)


def retry_refund(work: Work, *, reference: str) -> None:
    """Three further tries for a refund that came back too often. Errors: NotAllowed, NotFound."""
    _must_be_admin(work)
    booked = select(Payment).join(BookingRequest).where(BookingRequest.reference == reference)
    payment = work.db.exec(booked.with_for_update(of=Payment)).one_or_none()
    bought = select(Package).where(Package.reference == reference)
    package = work.db.exec(bought.with_for_update()).one_or_none()
    if payment and payment.blocked == Obstacle.REFUND_FAILED:
        _forgive(work, payment, Refund.payment_id == payment.id)
        work.later("settle", {"booking": payment.booking_id})
    elif package and package.blocked == Obstacle.REFUND_FAILED:
        _forgive(work, package, Refund.package_id == package.id)
        work.later("settle_package", {"package": reference})
    else:
        raise NotFound("This payment is not blocked by a refund.")


def retry_shares(work: Work, *, instructor_id: int) -> None:
    """Tries an instructor's waiting shares at once. Errors: NotAllowed."""
    _must_be_admin(work)
    look_again(work, instructor_id)
    work.later("pay_out", {"instructor": instructor_id})


def retry_payout(work: Work, *, payout_id: int) -> None:
    """Sends what a bank sent back once more. Errors: NotAllowed, NotFound."""
    _must_be_admin(work)
    payout = work.db.get(Payout, payout_id, with_for_update=True)
    if payout is None or payout.status != PayoutStatus.FAILED or payout.is_resent:
        raise NotFound("This payout did not come back.")
    work.record("payout.retried", payout, topics=["money"])
    work.later("send_payout", {"payout": payout_id}, key=f"send_payout:{payout_id}:{work.now.isoformat()}")


def answer_dispute(work: Work, *, dispute_id: int, note: str) -> None:
    """Promises to send the bank what our records say, and the admin's `note`. Errors: NotAllowed, NotFound."""
    _must_be_admin(work)
    dispute = work.db.get(Dispute, dispute_id, with_for_update=True)
    if dispute is None or dispute.status not in (DisputeStatus.OPEN, DisputeStatus.INQUIRY):
        raise NotFound("This dispute is decided.")
    if dispute.evidence_sent_at:
        raise NotAllowed("The evidence was sent already: a bank takes it once.")
    dispute.evidence = note.strip()[:LONGEST_NOTE]
    work.record("dispute.answered", dispute, topics=["money"])
    work.later("send_evidence", {"dispute": dispute_id})


def check_now(work: Work) -> None:
    """Promises a self-check of the ledger and of the audit trail. Errors: NotAllowed."""
    _must_be_admin(work)
    for job in ("check_ledger", "check_audit"):
        work.later(job)


def note_evidence_sent(work: Work, *, dispute_id: int) -> None:
    """The bank has it, for all that was paid at once."""
    for dispute in parts_of(work.db, work.db.get_one(Dispute, dispute_id)):
        dispute.evidence_sent_at = work.now
        work.record("dispute.evidence_sent", dispute, topics=["money"])


def try_evidence_anew(work: Work, *, dispute_id: int) -> None:
    """After a definite no the gateway repeats it under the same key: the next try needs another."""
    work.db.get_one(Dispute, dispute_id, with_for_update=True).generation += 1


def try_payout_anew(work: Work, *, payout_id: int) -> None:
    """The same for a payout sent once more."""
    work.db.get_one(Payout, payout_id, with_for_update=True).generation += 1


def note_resent(work: Work, *, payout_id: int, external_id: str) -> int:
    """The failed payout goes on as another, with its transfers; whose it is."""
    failed = work.db.get_one(Payout, payout_id, with_for_update=True)
    if failed.is_resent:
        return failed.instructor_id
    failed.is_resent = True
    known = work.db.exec(select(Payout).where(Payout.external_id == external_id)).one_or_none()
    anew = known or Payout(
        instructor_id=failed.instructor_id,
        external_id=external_id,
        price=failed.price,
        currency=failed.currency,
        status=PayoutStatus.PENDING,
        created_at=work.now,
    )
    work.db.add(anew)
    work.db.flush()
    for transfer in work.db.exec(select(Transfer).where(Transfer.payout_id == payout_id)):
        transfer.payout_id = anew.id
    work.record("payout.resent", failed, after={"external_id": external_id}, topics=["money"])
    return failed.instructor_id


def note_not_resent(work: Work, *, payout_id: int, reason: str) -> None:
    """The gateway refused to send it once more: an admin may try again later."""
    payout = work.db.get_one(Payout, payout_id, with_for_update=True)
    payout.failure = reason
    payout.generation += 1
    work.record("payout.refused", payout, reason=reason, topics=["money"])


def _forgive(work: Work, paid: Payment | Package, its: Any) -> None:
    """Lets the refunds that failed so far pass."""
    failed = select(func.count()).where(its, col(Refund.status).in_(CAME_BACK))
    paid.forgiven_refunds = work.db.exec(failed).one()
    work.record("payment.retried", paid, before={"blocked": paid.blocked}, topics=["money"])


def _must_be_admin(work: Work) -> None:
    if not work.actor.is_admin:
        raise NotAllowed("Only admins may do this.")
