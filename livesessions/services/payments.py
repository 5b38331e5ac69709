"""Folding what the gateway says into our own books, and saying what to ask of it next."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import select

from livesessions.domain.bookings import Event, Party, Status, was_held_only
from livesessions.domain.errors import Invalid, NotAllowed
from livesessions.domain.holds import Hold
from livesessions.domain.settlement import Call, Standing, next_call
from livesessions.domain.slots import SlotNotFree
from livesessions.gateways.payments import CheckoutStatus, Truth
from livesessions.gateways.payments import PaymentStatus as GatewayStatus
from livesessions.models import (
    BookingRequest,
    LiveSession,
    LiveSessionStatus,
    Payment,
    PaymentStatus,
    SessionOffering,
    User,
)
from livesessions.runtime.work import Work
from livesessions.services.bookings import lock_booking, own_booking, paid_event
from livesessions.services.holds import retake_slot
from livesessions.services.life import advance, payment_of
from livesessions.services.postings import post_truth

LEASE = timedelta(seconds=30)  # longer than any gateway call may take


@dataclass(frozen=True, slots=True)
class CheckoutWanted:
    """What the gateway's page shall ask for. `url` is set when a page is open already."""

    reference: str
    amount: int
    currency: str
    title: str
    email: str
    locale: str
    hold: bool
    pay_by: datetime
    key: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Leased:
    """A payment that this worker alone may settle for a while, and where to look it up."""

    payment_id: int
    look_up: str
    generation: int


def begin_checkout(work: Work, *, reference: str) -> CheckoutWanted:
    """Extends the hold past the checkout's own expiry, once, and says what to open.

    Errors: NotFound (not the actor's), NotAllowed (not held, nothing to pay), HoldOver, Invalid (terms).
    """
    booking, live_session = own_booking(work, reference)
    payment = payment_of(work, booking)
    if not payment or booking.status != Status.HELD or not booking.hold_expires_at:
        raise NotAllowed("There is nothing to pay for this booking.")
    if not booking.terms_accepted_at:
        raise Invalid("Please accept the terms to go on.", field="terms")
    hold = Hold(booking.hold_expires_at, booking.hold_extended).at_checkout(work.now)
    booking.hold_expires_at, booking.hold_extended = hold.expires_at, hold.extended
    payment.pay_by = payment.pay_by or hold.pay_by()
    work.record("payment.begun", booking, topics=[f"calendar:{live_session.instructor_id}"])
    return _wanted(work, booking, live_session, payment)


def note_checkout(work: Work, *, reference: str, checkout_id: str, url: str) -> None:
    """Keeps the name and address of the opened checkout."""
    booking, _ = lock_booking(work, reference)
    if (payment := payment_of(work, booking)) and not payment.checkout_id:
        payment.checkout_id, payment.checkout_url, payment.status = checkout_id, url, PaymentStatus.OPEN
        work.later("settle", {"booking": booking.id}, due=booking.hold_expires_at)


def lease(work: Work, *, booking_id: int) -> Leased | None:
    """Takes the payment for this worker; None if another has it or no checkout was ever opened."""
    wanted = select(Payment).where(Payment.booking_id == booking_id).with_for_update()
    payment = work.db.exec(wanted).one_or_none()
    if not payment or not payment.checkout_id:
        return None
    if payment.leased_until and payment.leased_until > work.now:
        raise StillLeased("another worker is settling this payment")
    payment.leased_until = work.now + LEASE
    return Leased(payment.id or 0, payment.checkout_id, payment.generation)


def release_lease(work: Work, *, payment_id: int, new_generation: bool = False) -> None:
    """Gives the payment free; with a new generation the next call is a new try, not a replay."""
    payment = work.db.get_one(Payment, payment_id, with_for_update=True)
    payment.leased_until = None
    payment.generation += new_generation


class StillLeased(Exception):
    """Somebody else is settling this payment: try again later."""


def fold_truth(work: Work, *, booking_id: int, truth: Truth) -> Call | None:
    """Takes over what the gateway says, moves the booking where that allows it, and names the next call."""
    reference = work.db.get_one(BookingRequest, booking_id).reference
    booking, live_session = lock_booking(work, reference)
    payment = payment_of(work, booking)
    assert payment is not None, "only paid bookings are settled"
    _copy(work, payment, truth)
    _move(work, booking, live_session, payment, truth)
    post_truth(work, booking, live_session, payment, truth)
    return next_call(_standing(booking, payment, truth))


def _wanted(
    work: Work, booking: BookingRequest, live_session: LiveSession, payment: Payment
) -> CheckoutWanted:
    learner = work.db.get_one(User, booking.learner_id)
    assert payment.pay_by is not None
    return CheckoutWanted(
        reference=booking.reference,
        amount=payment.price,
        currency=payment.currency,
        title=work.db.get_one(SessionOffering, live_session.offering_id).title,
        email=learner.email,
        locale=learner.locale,
        hold=payment.manual_capture,
        pay_by=payment.pay_by,
        key=f"{booking.reference}:checkout:{payment.price}:{payment.generation}",
        url=payment.checkout_url,
    )


def _copy(work: Work, payment: Payment, truth: Truth) -> None:
    payment.gateway_reference = truth.payment_id or payment.gateway_reference
    payment.authorised_until = truth.authorised_until
    payment.captured, payment.refunded = truth.captured, truth.refunded
    payment.gateway_fee = truth.fee or 0
    payment.failure = truth.failure.message if truth.failure else ""
    payment.looked_up_at = work.now
    payment.status = _status(truth)


def _status(truth: Truth) -> PaymentStatus:
    if truth.payment_status == GatewayStatus.SUCCEEDED:
        return PaymentStatus.CAPTURED
    if truth.payment_status == GatewayStatus.REQUIRES_CAPTURE:
        return PaymentStatus.AUTHORISED
    if truth.payment_status == GatewayStatus.CANCELED:
        return PaymentStatus.VOIDED
    return PaymentStatus.EXPIRED if truth.checkout_status == CheckoutStatus.EXPIRED else PaymentStatus.OPEN


def _move(
    work: Work, booking: BookingRequest, live_session: LiveSession, payment: Payment, truth: Truth
) -> None:
    is_paid = truth.payment_status in (GatewayStatus.REQUIRES_CAPTURE, GatewayStatus.SUCCEEDED)
    if is_paid and booking.status == Status.HELD:
        advance(work, booking, paid_event(booking), Party.SYSTEM)
    elif is_paid and was_held_only(Status(booking.status), booking.respond_by):
        _revive(work, booking, live_session, payment)
    elif booking.status == Status.HELD and truth.checkout_status == CheckoutStatus.EXPIRED:
        advance(work, booking, Event.HOLD_ENDED, Party.SYSTEM)


def _revive(work: Work, booking: BookingRequest, live_session: LiveSession, payment: Payment) -> None:
    """Paid after the hold ran out: booked if the slot is still free, else given back in full."""
    if payment.refunded:
        return
    try:
        retake_slot(work, booking, live_session)
    except SlotNotFree:
        return
    payment.due = payment.price
    late = Event.BOOKED_LATE if paid_event(booking) == Event.BOOKED else Event.REQUESTED_LATE
    live_session.status = LiveSessionStatus.SCHEDULED
    advance(work, booking, late, Party.SYSTEM)


def _standing(booking: BookingRequest, payment: Payment, truth: Truth) -> Standing:
    return Standing(
        due=payment.due,
        is_decided=booking.status not in (Status.HELD, Status.PENDING),
        checkout_is_open=truth.checkout_status == CheckoutStatus.OPEN,
        is_authorised=truth.payment_status == GatewayStatus.REQUIRES_CAPTURE,
        authorised=truth.amount,
        captured=truth.captured,
        refunded=truth.refunded,
    )
