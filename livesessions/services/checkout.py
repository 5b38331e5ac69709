"""The gateway's page for held bookings, one or all of a series: what it shall ask for, and which one it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from livesessions.domain.bookings import Status
from livesessions.domain.cancellation import Tier
from livesessions.domain.errors import Invalid, NotAllowed
from livesessions.domain.holds import Hold, link_closes
from livesessions.models import (
    BookingRequest,
    LiveSession,
    Payment,
    PaymentStatus,
    SessionOffering,
    User,
)
from livesessions.queries.bargains import pays_from_package
from livesessions.queries.payments import is_under_way, to_pay_at_once
from livesessions.queries.terms import tiers_of
from livesessions.runtime.work import Work
from livesessions.services.bookings import lock_booking, own_booking
from livesessions.services.life import payment_of
from livesessions.services.owed import is_overdue, is_owed
from livesessions.services.standing import must_be_teaching

Payable: TypeAlias = tuple[BookingRequest, LiveSession, Payment]


@dataclass(frozen=True, slots=True)
class SessionWanted:
    """One session that is paid for."""

    reference: str
    starts_at: datetime
    amount: int
    tiers: tuple[Tier, ...]


@dataclass(frozen=True, slots=True)
class CheckoutWanted:
    """What the gateway's page shall ask for, under which name. `url` is set when a page is open already."""

    reference: str
    amount: int
    currency: str
    title: str
    email: str
    locale: str
    zone: str
    sessions: tuple[SessionWanted, ...]
    hold: bool
    save: bool
    pay_by: datetime
    generation: int
    url: str | None = None


def begin_checkout(work: Work, *, reference: str) -> CheckoutWanted:
    """Extends the hold past the checkout's own expiry, once, and says what to open: a series is paid at once.

    Errors: NotFound (not the actor's), NotAllowed (not held, nothing to pay, a package pays, a debit is under
    way, somebody is suspended), HoldOver, Invalid (terms).
    """
    payables = _payables(work, reference)
    _, live_session, payment = payables[0]
    if payment.owed_until:
        payment.pay_by = payment.pay_by or link_closes(work.now, payment.owed_until)
    else:
        _extend_holds(work, payables)
    for each, *_ in payables:
        work.record("payment.begun", each, topics=[f"calendar:{live_session.instructor_id}"])
    return _wanted(work, payables)


def renew_checkout(work: Work, *, reference: str) -> CheckoutWanted:
    """After a definite no the gateway repeats it under the same key: a new key, and a later end in the hold.

    Changes nothing where a page is open by now. Errors: those of `begin_checkout`; HoldOver also if the hold
    ends too soon for any checkout.
    """
    payables = _payables(work, reference)
    for booking, _, payment in payables:
        if not payment.checkout_url:
            owed = payment.owed_until
            payment.generation += 1
            payment.pay_by = link_closes(work.now, owed) if owed else _hold(booking).later_pay_by(work.now)
    return _wanted(work, payables)


def note_checkout(
    work: Work, *, reference: str, sessions: Sequence[SessionWanted], checkout_id: str, url: str
) -> str:
    """Keeps name and address of the opened checkout with all that it asks for; the same address for every tab."""
    booking, _ = lock_booking(work, reference)
    payment = payment_of(work, booking)
    assert payment is not None, "only what has a price has a checkout"
    if payment.checkout_url or payment.checkout_id == checkout_id:
        return payment.checkout_url or url
    for wanted in sessions:
        each, _ = lock_booking(work, wanted.reference)
        its = payment_of(work, each)
        assert its is not None, "only what has a price has a checkout"
        its.checkout_id, its.checkout_url = checkout_id, url
        if its.owed_until:
            its.paid_as = None  # what is owed of a series is paid one by one
        else:
            its.status = PaymentStatus.OPEN
        work.later("settle", {"booking": each.id}, due=its.owed_until or booking.hold_expires_at)
    return url


def _payables(work: Work, reference: str) -> list[Payable]:
    """What is paid together with this booking, in order; itself alone where it is no series."""
    booking, live_session = own_booking(work, reference)
    must_be_teaching(work, live_session.instructor_id)
    payment = payment_of(work, booking)
    if not payment or not (booking.status == Status.HELD or is_owed(booking, payment)):
        raise NotAllowed("There is nothing to pay for this booking.")
    if pays_from_package(work.db, booking.id):
        raise NotAllowed("A session of your package pays for this booking. Go on with booking to use it.")
    if is_overdue(work, payment):
        raise NotAllowed("The time to pay is over.")
    if is_under_way(payment):
        raise NotAllowed("Your bank is working on this payment. There is nothing more to do for you.")
    alone = is_owed(booking, payment)
    names = [reference] if alone else to_pay_at_once(work.db, booking, payment)
    found = [_payable(work, name) for name in names]
    if not all(each.terms_accepted_at for each, *_ in found):
        raise Invalid("Please accept the terms to go on.", field="terms")
    return found


def _payable(work: Work, reference: str) -> Payable:
    booking, live_session = own_booking(work, reference)
    payment = payment_of(work, booking)
    assert payment is not None, "what is paid has a payment"
    return booking, live_session, payment


def _extend_holds(work: Work, payables: Sequence[Payable]) -> None:
    booking, _, payment = payables[0]
    hold = _hold(booking).at_checkout(work.now, min(each.starts_at for _, each, _ in payables))
    pay_by = payment.pay_by or _pay_by(payment, hold, work.now)
    for each, _, its in payables:
        each.hold_expires_at, each.hold_extended = hold.expires_at, hold.extended
        its.pay_by, its.paid_as = pay_by, each.series if len(payables) > 1 else its.paid_as


def _pay_by(payment: Payment, hold: Hold, now: datetime) -> datetime:
    """A second page, after a debit that failed, ends in the hold that the first one has prolonged already."""
    return hold.later_pay_by(now) if payment.status == PaymentStatus.FAILED else hold.pay_by(now)


def _hold(booking: BookingRequest) -> Hold:
    assert booking.hold_expires_at is not None
    return Hold(booking.hold_expires_at, booking.hold_extended)


def _wanted(work: Work, payables: Sequence[Payable]) -> CheckoutWanted:
    booking, live_session, payment = payables[0]
    learner = work.db.get_one(User, booking.learner_id)
    assert payment.pay_by is not None
    return CheckoutWanted(
        reference=(not payment.owed_until and payment.paid_as) or booking.reference,
        amount=sum(its.price for _, _, its in payables),
        currency=payment.currency,
        title=work.db.get_one(SessionOffering, live_session.offering_id).title,
        email=learner.email,
        locale=learner.locale,
        zone=learner.time_zone,
        sessions=tuple(_session(*payable) for payable in payables),
        hold=payment.manual_capture and not payment.owed_until,
        save=payment.saves_method and not payment.owed_until and len(payables) == 1,
        pay_by=payment.pay_by,
        generation=payment.generation,
        url=payment.checkout_url,
    )


def _session(booking: BookingRequest, live_session: LiveSession, payment: Payment) -> SessionWanted:
    starts_at = live_session.starts_at
    return SessionWanted(booking.reference, starts_at, payment.price, tiers_of(booking, starts_at))
