"""What the ledger must hold for one payment, given what the gateway says. Posting it again changes nothing."""

from sqlmodel import select

from livesessions.domain import ledger
from livesessions.domain.bookings import Status
from livesessions.domain.ledger import Movement
from livesessions.domain.money import Money
from livesessions.gateways.payments import Refund as GatewayRefund
from livesessions.gateways.payments import RefundStatus, Truth
from livesessions.models import BookingRequest, LiveSession, Payment, Refund
from livesessions.queries.terms import terms_of
from livesessions.runtime.work import Work
from livesessions.services.ledger import post

FAILED = (RefundStatus.FAILED, RefundStatus.CANCELED)
OVER = (Status.COMPLETED, Status.NO_SHOW, Status.CANCELLED)


def post_truth(
    work: Work, booking: BookingRequest, live_session: LiveSession, payment: Payment, truth: Truth
) -> None:
    """Posts what was captured, kept by the gateway, given back and, once all is done, earned."""
    booking_id = booking.id or 0
    if truth.captured and truth.payment_id:
        post(work, ledger.capture(truth.payment_id, booking_id, Money(truth.captured, truth.currency)))
    if truth.fee and truth.payment_id:
        fee = Money(truth.fee, truth.fee_currency or truth.currency)
        post(work, ledger.gateway_fee(truth.payment_id, booking_id, fee))
    for refund in truth.refunds:
        _post_refund(work, booking_id, payment, refund)
    if movement := _earning(booking, live_session, payment):
        post(work, movement)


def _post_refund(work: Work, booking_id: int, payment: Payment, refund: GatewayRefund) -> None:
    row = work.db.exec(select(Refund).where(Refund.external_id == refund.id)).one_or_none()
    if not row:
        row = Refund(
            payment_id=payment.id or 0, price=refund.amount, external_id=refund.id, created_at=work.now
        )
        work.db.add(row)
    row.status, row.failure = refund.status, refund.failure or ""
    if refund.status != RefundStatus.PENDING:
        row.settled_at = row.settled_at or work.now
    amount = Money(refund.amount, payment.currency)
    post(work, ledger.refund(refund.id, booking_id, amount))
    if refund.status in FAILED:
        post(work, ledger.refund_failed(refund.id, booking_id, amount))


def _earning(booking: BookingRequest, live_session: LiveSession, payment: Payment) -> Movement | None:
    """What fee and share are earned, once the session is over and the learner has paid exactly what is due."""
    kept = payment.captured - payment.refunded
    if booking.status not in OVER or not kept or kept != payment.due:
        return None
    currency = payment.currency
    parts = terms_of(booking).parts.part(Money(kept, currency), before=Money(payment.refunded, currency))
    return ledger.earn(booking.reference, booking.id or 0, parts, live_session.instructor_id)
