"""The gateway's page for a held booking: what it shall ask for, and which one it is."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlmodel import col

from livesessions.domain.bookings import Status
from livesessions.domain.cancellation import Tier
from livesessions.domain.errors import Invalid, NotAllowed
from livesessions.domain.holds import Hold
from livesessions.models import BookingRequest, LiveSession, Payment, PaymentStatus, SessionOffering, User
from livesessions.queries.payments import is_under_way
from livesessions.queries.terms import tiers_of
from livesessions.runtime.work import Work
from livesessions.services.bookings import lock_booking, own_booking
from livesessions.services.life import payment_of


@dataclass(frozen=True, slots=True)
class CheckoutWanted:
    """What the gateway's page shall ask for. `url` is set when a page is open already."""

    reference: str
    amount: int
    currency: str
    title: str
    email: str
    locale: str
    zone: str
    tiers: tuple[Tier, ...]
    hold: bool
    pay_by: datetime
    generation: int
    url: str | None = None


def begin_checkout(work: Work, *, reference: str) -> CheckoutWanted:
    """Extends the hold past the checkout's own expiry, once, and says what to open.

    Errors: NotFound (not the actor's), NotAllowed (not held, nothing to pay, a debit is under way), HoldOver,
    Invalid (terms).
    """
    booking, live_session, payment = _payable(work, reference)
    hold = _hold(booking).at_checkout(work.now)
    booking.hold_expires_at, booking.hold_extended = hold.expires_at, hold.extended
    payment.pay_by = payment.pay_by or _pay_by(payment, hold, work.now)
    _wait_for_the_others(work, booking)
    work.record("payment.begun", booking, topics=[f"calendar:{live_session.instructor_id}"])
    return _wanted(work, booking, live_session, payment)


def renew_checkout(work: Work, *, reference: str) -> CheckoutWanted:
    """After a definite no the gateway repeats it under the same key: a new key, and a later end in the hold.

    Changes nothing where a page is open by now. Errors: those of `begin_checkout`; HoldOver also if the hold
    ends too soon for any checkout.
    """
    booking, live_session, payment = _payable(work, reference)
    if not payment.checkout_id:
        payment.generation += 1
        payment.pay_by = _hold(booking).later_pay_by(work.now)
    return _wanted(work, booking, live_session, payment)


def note_checkout(work: Work, *, reference: str, checkout_id: str, url: str) -> str:
    """Keeps name and address of the opened checkout; the address to go to, the same for every tab."""
    booking, _ = lock_booking(work, reference)
    payment = payment_of(work, booking)
    assert payment is not None, "only what has a price has a checkout"
    if not payment.checkout_id:
        payment.checkout_id, payment.checkout_url, payment.status = checkout_id, url, PaymentStatus.OPEN
        work.later("settle", {"booking": booking.id}, due=booking.hold_expires_at)
    return payment.checkout_url or url


def _payable(work: Work, reference: str) -> tuple[BookingRequest, LiveSession, Payment]:
    booking, live_session = own_booking(work, reference)
    payment = payment_of(work, booking)
    if not payment or booking.status != Status.HELD:
        raise NotAllowed("There is nothing to pay for this booking.")
    if is_under_way(payment):
        raise NotAllowed("Your bank is working on this payment. There is nothing more to do for you.")
    if not booking.terms_accepted_at:
        raise Invalid("Please accept the terms to go on.", field="terms")
    return booking, live_session, payment


def _pay_by(payment: Payment, hold: Hold, now: datetime) -> datetime:
    """A second page, after a debit that failed, ends in the hold that the first one has prolonged already."""
    return hold.later_pay_by(now) if payment.status == PaymentStatus.FAILED else hold.pay_by()


def _wait_for_the_others(work: Work, booking: BookingRequest) -> None:
    """The other sessions of a series stay held until this one is paid: they are paid one after the other."""
    if not booking.series:
        return
    waiting = update(BookingRequest).where(
        col(BookingRequest.series) == booking.series,
        col(BookingRequest.status) == Status.HELD,
        col(BookingRequest.hold_expires_at) < booking.hold_expires_at,
    )
    work.db.execute(waiting.values(hold_expires_at=booking.hold_expires_at))


def _hold(booking: BookingRequest) -> Hold:
    assert booking.hold_expires_at is not None
    return Hold(booking.hold_expires_at, booking.hold_extended)


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
        zone=learner.time_zone,
        tiers=tiers_of(booking, live_session.starts_at),
        hold=payment.manual_capture,
        pay_by=payment.pay_by,
        generation=payment.generation,
        url=payment.checkout_url,
    )
