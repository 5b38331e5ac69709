"""What the ledger must hold for one payment, given what the gateway says. Posting it again changes nothing."""

from sqlmodel import col, func, select

from livesessions.domain import ledger
from livesessions.domain.bookings import Status
from livesessions.domain.earning import earned, nothing, towards
from livesessions.domain.ledger import Kind
from livesessions.domain.money import Money, Split
from livesessions.domain.parts import part_name
from livesessions.gateways.payments import DisputeStatus, RefundStatus, Truth
from livesessions.gateways.payments import Refund as GatewayRefund
from livesessions.models import BookingRequest, LedgerEntry, LedgerMovement, LiveSession, Payment, Refund
from livesessions.queries.terms import terms_of
from livesessions.runtime.work import Work
from livesessions.services.disputes import post_dispute
from livesessions.services.ledger import post

FAILED = (RefundStatus.FAILED, RefundStatus.CANCELED)
OVER = (Status.COMPLETED, Status.NO_SHOW, Status.CANCELLED)
EARNINGS = (Kind.EARN, Kind.UNEARN)


def post_truth(
    work: Work, booking: BookingRequest, live_session: LiveSession, payment: Payment, truth: Truth
) -> None:
    """Posts what was captured, kept by the gateway, given back, disputed and earned.

    What is no longer earned returns to escrow before it leaves it, what becomes earned leaves it last.
    """
    _post_capture(work, booking, payment, truth)
    shall = _shall_be_earned(booking, payment, truth.captured - truth.refunded - lost(truth))
    _unearn(work, booking, live_session, shall)
    for refund in truth.refunds:
        _post_refund(work, booking.id, payment, refund)
    for dispute in truth.disputes:
        post_dispute(work, booking, live_session, payment, dispute)
    _bring_to(work, booking, live_session, shall)


def post_earning(
    work: Work, booking: BookingRequest, live_session: LiveSession, payment: Payment, kept: int
) -> None:
    """Posts what is earned of `kept`, for a booking that no gateway knows of."""
    shall = _shall_be_earned(booking, payment, kept)
    _bring_to(work, booking, live_session, shall)


def lost(truth: Truth) -> int:
    """What disputes took for good."""
    return sum(dispute.amount for dispute in truth.disputes if dispute.status == DisputeStatus.LOST)


def _post_capture(work: Work, booking: BookingRequest, payment: Payment, truth: Truth) -> None:
    if not truth.payment_id:
        return
    name = part_name(truth.payment_id, booking.reference) if payment.paid_as else truth.payment_id
    if truth.captured:
        post(work, ledger.capture(name, booking.id, Money(truth.captured, truth.currency)))
    if truth.fee:
        fee = Money(truth.fee, truth.fee_currency or truth.currency)
        post(work, ledger.gateway_fee(name, booking.id, fee))


def note_refund(
    work: Work, refund: GatewayRefund, *, payment_id: int | None = None, package_id: int | None = None
) -> None:
    """Takes one refund over as the gateway has it, of a booking's payment or of a package."""
    row = work.db.exec(select(Refund).where(Refund.external_id == refund.id)).one_or_none()
    if not row:
        row = Refund(
            payment_id=payment_id,
            package_id=package_id,
            price=refund.amount,
            external_id=refund.id,
            created_at=work.now,
        )
        work.db.add(row)
    row.status, row.failure = refund.status, refund.failure or ""
    if refund.status != RefundStatus.PENDING:
        row.settled_at = row.settled_at or work.now


def _post_refund(work: Work, booking_id: int, payment: Payment, refund: GatewayRefund) -> None:
    note_refund(work, refund, payment_id=payment.id)
    amount = Money(refund.amount, payment.currency)
    post(work, ledger.refund(refund.id, booking_id, amount))
    if refund.status in FAILED:
        post(work, ledger.refund_failed(refund.id, booking_id, amount))


def _shall_be_earned(booking: BookingRequest, payment: Payment, stays: int) -> Split:
    """Of what stays paid: nothing while the booking is not over, never more than is due."""
    kept = min(stays, payment.due)
    if booking.status not in OVER or kept <= 0:
        return nothing(payment.currency)
    return earned(terms_of(booking).parts, Money(kept, payment.currency))


def _unearn(work: Work, booking: BookingRequest, live_session: LiveSession, shall: Split) -> None:
    if shall.total < _posted(work, booking, live_session).total:
        _bring_to(work, booking, live_session, shall)


def _bring_to(work: Work, booking: BookingRequest, live_session: LiveSession, shall: Split) -> None:
    movement = towards(
        _next_name(work, booking),
        booking.id,
        shall=shall,
        posted=_posted(work, booking, live_session),
        instructor_id=live_session.instructor_id,
    )
    if movement:
        post(work, movement)


def _posted(work: Work, booking: BookingRequest, live_session: LiveSession) -> Split:
    """What the ledger says is earned with the booking."""
    sums = (
        select(LedgerEntry.account, func.sum(LedgerEntry.amount))
        .join(LedgerMovement, col(LedgerMovement.id) == LedgerEntry.movement_id)
        .where(LedgerMovement.booking_id == booking.id, col(LedgerMovement.kind).in_(EARNINGS))
        .group_by(LedgerEntry.account)
    )
    found = dict(work.db.exec(sums).all())
    fee, share = (
        -int(found.get(name, 0)) for name in (ledger.REVENUE, ledger.instructor(live_session.instructor_id))
    )
    return Split(fee=Money(fee, booking.currency), share=Money(share, booking.currency))


def _next_name(work: Work, booking: BookingRequest) -> str:
    """The booking's reference; with a number where something was earned or taken back before."""
    earlier = select(func.count()).where(
        LedgerMovement.booking_id == booking.id, col(LedgerMovement.kind).in_(EARNINGS)
    )
    count = work.db.exec(earlier).one()
    return f"{booking.reference}:{count}" if count else booking.reference
