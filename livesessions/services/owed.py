"""A confirmed booking that could not be charged: its place is kept for a day, and its learner may pay.

The booking stays accepted. That its payment is owed, and until when, stands on the payment alone.
"""

from livesessions.domain.bookings import Event, Party, Status, owed_until
from livesessions.gateways.payments import CheckoutStatus, PaymentStatus, Truth
from livesessions.models import BookingRequest, LiveSession, Payment
from livesessions.models import PaymentStatus as Ours
from livesessions.runtime.work import Work
from livesessions.services.life import advance

IN_HAND = (PaymentStatus.REQUIRES_CAPTURE, PaymentStatus.SUCCEEDED)


def is_saved(truth: Truth) -> bool:
    """Whether a method is kept that was not charged yet."""
    return truth.saved is not None and truth.payment_id is None


def is_owed(booking: BookingRequest, payment: Payment) -> bool:
    """Whether the learner may still pay a booking that is confirmed."""
    return booking.status == Status.ACCEPTED and payment.owed_until is not None


def pursue(
    work: Work, booking: BookingRequest, live_session: LiveSession, payment: Payment, truth: Truth
) -> None:
    """Notes that the payment is owed, and until when, or that it is not any more."""
    if not _came_to_nothing(booking, payment, truth):
        payment.owed_until = None
        return
    until = min(payment.owed_until or owed_until(work.now, live_session.starts_at), live_session.starts_at)
    if payment.owed_until != until:
        payment.owed_until = until
        work.later("settle", {"booking": booking.id}, due=until)
    if truth.payment_status != PaymentStatus.PROCESSING:
        payment.status = Ours.OWED
    if truth.checkout_status != CheckoutStatus.OPEN and payment.checkout_url:
        payment.checkout_url = payment.pay_by = None  # the next page is another one, under another key
        payment.generation += 1


def is_overdue(work: Work, payment: Payment) -> bool:
    """Whether the learner could have paid until now."""
    return payment.owed_until is not None and payment.owed_until <= work.now


def end_overdue(work: Work, booking: BookingRequest, payment: Payment, truth: Truth) -> None:
    """Gives the place back when its time is over, and not while the learner could still be paying."""
    if is_overdue(work, payment) and truth.checkout_status != CheckoutStatus.OPEN:
        advance(work, booking, Event.UNPAID, Party.SYSTEM)
        payment.owed_until = None


def _came_to_nothing(booking: BookingRequest, payment: Payment, truth: Truth) -> bool:
    if booking.status != Status.ACCEPTED or not payment.due or is_saved(truth):
        return False
    if truth.payment_status == PaymentStatus.PROCESSING:
        return payment.owed_until is not None  # a debit of the first page is no debt, it takes its days
    return truth.payment_status not in IN_HAND
