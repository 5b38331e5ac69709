"""What a learner's bank took back: written down, frozen, released or lost, exactly once each."""

from sqlmodel import select

from livesessions.domain import ledger
from livesessions.domain.ledger import Movement
from livesessions.domain.money import Money
from livesessions.gateways.payments import Dispute as GatewayDispute
from livesessions.models import (
    BookingRequest,
    Dispute,
    DisputeStatus,
    LedgerMovement,
    LiveSession,
    Package,
    Payment,
    SessionOffering,
)
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
    row, before = _take_over(work, dispute, payment.currency, payment_id=payment.id)
    lost = ledger.dispute_lost(dispute.id, booking.id, Money(dispute.amount, row.currency))
    _post_money(work, booking.id, row, dispute, lost)
    if before == row.status:
        return
    if row.status in CLOSED:
        look_again(work, live_session.instructor_id)
    _tell(work, booking, dispute, before, topics_of(booking, live_session))


def post_package_dispute(work: Work, package: Package, dispute: GatewayDispute) -> None:
    """The same for a package's own payment: its credit, and the shares of what was booked with it, are frozen
    while the dispute is open."""
    row, before = _take_over(work, dispute, package.currency, package_id=package.id)
    amount = Money(dispute.amount, row.currency)
    lost = ledger.credit_dispute_lost(dispute.id, amount, package.learner_id)
    _post_money(work, None, row, dispute, lost)
    if before == row.status:
        return
    instructor_id = work.db.get_one(SessionOffering, package.offering_id).instructor_id
    if row.status in CLOSED:
        look_again(work, instructor_id)
    topics = [f"person:{package.learner_id}", f"person:{instructor_id}"]
    _tell(work, package, dispute, before, topics)


def _take_over(
    work: Work,
    dispute: GatewayDispute,
    currency: str,
    *,
    payment_id: int | None = None,
    package_id: int | None = None,
) -> tuple[Dispute, str]:
    """The dispute as the gateway has it, and how it stood before."""
    row = work.db.exec(select(Dispute).where(Dispute.external_id == dispute.id)).one_or_none()
    if row is None:
        row = Dispute(
            payment_id=payment_id,
            package_id=package_id,
            external_id=dispute.id,
            price=dispute.amount,
            currency=currency,
            status="",
            reason=dispute.reason,
            created_at=work.now,
        )
    before, row.status = row.status, str(dispute.status)
    row.evidence_due = dispute.evidence_due
    if row.status in CLOSED:
        row.closed_at = row.closed_at or work.now
    work.db.add(row)
    return row, before


def _tell(
    work: Work, about: BookingRequest | Package, dispute: GatewayDispute, before: str, topics: list[str]
) -> None:
    work.record(
        f"dispute.{dispute.status}",
        about,
        before={"dispute": before} if before else {},
        after={"dispute": str(dispute.status), "external_id": dispute.id},
        reason=dispute.reason,
        topics=[*topics, "money"],
        together=about.series if isinstance(about, BookingRequest) else None,
    )


def _post_money(
    work: Work, booking_id: int | None, row: Dispute, dispute: GatewayDispute, lost: Movement
) -> None:
    amount = Money(dispute.amount, row.currency)
    _post_fee(work, booking_id, row, dispute)
    if dispute.withdrawn or row.status == DisputeStatus.LOST:
        post(work, ledger.dispute(dispute.id, booking_id, amount))
    if row.status == DisputeStatus.LOST:
        post(work, lost)
    elif row.status == DisputeStatus.WON and _was_taken(work, dispute):
        post(work, ledger.dispute_won(dispute.id, booking_id, amount))


def _was_taken(work: Work, dispute: GatewayDispute) -> bool:
    return work.db.get(LedgerMovement, f"{ledger.Kind.DISPUTE}:{dispute.id}") is not None


def _post_fee(work: Work, booking_id: int | None, row: Dispute, dispute: GatewayDispute) -> None:
    """The gateway's fee for it, which some return with a dispute that was won."""
    currency = dispute.withdrawn_currency or row.currency
    if dispute.fee:
        row.fee = dispute.fee
        post(work, ledger.gateway_fee(dispute.id, booking_id, Money(dispute.fee, currency)))
    elif row.fee:
        post(work, ledger.gateway_fee_back(dispute.id, booking_id, Money(row.fee, currency)))
