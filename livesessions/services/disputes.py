"""What a learner's bank took back: written down, frozen, released or lost, exactly once each."""

from sqlmodel import select

from livesessions.domain import ledger
from livesessions.domain.money import Money
from livesessions.gateways.payments import Dispute as GatewayDispute
from livesessions.models import BookingRequest, Dispute, DisputeStatus, LedgerMovement, LiveSession, Payment
from livesessions.runtime.work import Work
from livesessions.services.ledger import post
from livesessions.services.shares import look_again
from livesessions.services.taking import topics_of

CLOSED = (DisputeStatus.WON, DisputeStatus.LOST)


def post_dispute(
    work: Work,
    booking: BookingRequest,
    live_session: LiveSession,
    payment: Payment,
    dispute: GatewayDispute,
) -> None:
    """Takes one dispute over, posts what it moved, and tells of its beginning and its end."""
    row = _row(work, payment, dispute)
    before, row.status = row.status, str(dispute.status)
    row.evidence_due = dispute.evidence_due
    _post_money(work, booking.id or 0, row, dispute)
    if before == row.status:
        return
    if row.status in CLOSED:
        row.closed_at = work.now
        look_again(work, live_session.instructor_id)
    work.record(
        f"dispute.{row.status}",
        booking,
        before={"dispute": before} if before else {},
        after={"dispute": row.status, "external_id": dispute.id},
        reason=dispute.reason,
        topics=[*topics_of(booking, live_session), "money"],
    )


def _row(work: Work, payment: Payment, dispute: GatewayDispute) -> Dispute:
    known = select(Dispute).where(Dispute.external_id == dispute.id)
    if found := work.db.exec(known).one_or_none():
        return found
    made = Dispute(
        payment_id=payment.id or 0,
        external_id=dispute.id,
        price=dispute.amount,
        currency=payment.currency,
        status="",
        reason=dispute.reason,
        created_at=work.now,
    )
    work.db.add(made)
    return made


def _post_money(work: Work, booking_id: int, row: Dispute, dispute: GatewayDispute) -> None:
    amount = Money(dispute.amount, row.currency)
    _post_fee(work, booking_id, row, dispute)
    if dispute.withdrawn or row.status == DisputeStatus.LOST:
        post(work, ledger.dispute(dispute.id, booking_id, amount))
    if row.status == DisputeStatus.LOST:
        post(work, ledger.dispute_lost(dispute.id, booking_id, amount))
    elif row.status == DisputeStatus.WON and _was_taken(work, dispute):
        post(work, ledger.dispute_won(dispute.id, booking_id, amount))


def _was_taken(work: Work, dispute: GatewayDispute) -> bool:
    return work.db.get(LedgerMovement, f"{ledger.Kind.DISPUTE}:{dispute.id}") is not None


def _post_fee(work: Work, booking_id: int, row: Dispute, dispute: GatewayDispute) -> None:
    """The gateway's fee for it, which some return with a dispute that was won."""
    currency = dispute.withdrawn_currency or row.currency
    if dispute.fee:
        row.fee = dispute.fee
        post(work, ledger.gateway_fee(dispute.id, booking_id, Money(dispute.fee, currency)))
    elif row.fee:
        post(work, ledger.gateway_fee_back(dispute.id, booking_id, Money(row.fee, currency)))
