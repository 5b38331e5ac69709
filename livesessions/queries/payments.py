"""What is to be told from how a payment stands."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from livesessions.domain.bookings import Status
from livesessions.models import Bargain, BargainKind, BookingRequest, Payment, PaymentStatus
from livesessions.runtime.work import View

CREDITS = "credits"  # instead of a gateway's name


def is_credit(payment: Payment | None) -> bool:
    """Whether the booking was paid from a package."""
    return payment is not None and payment.gateway == CREDITS


def is_under_way(payment: Payment | None) -> bool:
    """Whether a bank is working on it: the learner's page is complete, and no money has arrived yet."""
    if payment is None or payment.status != PaymentStatus.OPEN:
        return False
    return payment.checkout_id is not None and payment.checkout_url is None


def is_price_agreed(payment: Payment) -> bool:
    """Whether a payment page was opened: what it asks for is what the booking costs, and it is paid there."""
    return payment.pay_by is not None


def paid_as(view: View, *, reference: str) -> str | None:
    """Under which name the gateway knows the payment of a booking; None where that is the booking's own."""
    mine = select(Payment.paid_as).join(BookingRequest).where(BookingRequest.reference == reference)
    return view.db.exec(mine).first()


def to_pay_at_once(db: Session, booking: BookingRequest, payment: Payment) -> Sequence[str]:
    """What the payment page of a held booking asks for: itself, and what is held of its series.

    Not what a package pays, nor what another page was opened for.
    """
    if not booking.series or (payment.pay_by and not payment.paid_as):
        return [booking.reference]
    from_packages = select(Bargain.booking_id).where(Bargain.kind == BargainKind.PACKAGE)
    held = (
        select(BookingRequest.reference)
        .join(Payment, col(Payment.booking_id) == BookingRequest.id)
        .where(
            BookingRequest.series == booking.series,
            BookingRequest.learner_id == booking.learner_id,
            BookingRequest.status == Status.HELD,
            Payment.gateway != CREDITS,
            col(Payment.paid_as).is_(None) if payment.paid_as is None else Payment.paid_as == payment.paid_as,
            col(BookingRequest.id).not_in(from_packages),
        )
    )
    return db.exec(held.order_by(col(BookingRequest.id))).all()
