"""Paying a booking from a package, and giving the credit back: no gateway is asked, all is one transaction."""

from dataclasses import replace

from sqlmodel import col, select

from livesessions.domain import ledger
from livesessions.domain.bookings import Party, Status
from livesessions.domain.errors import Invalid, NotAllowed, NotFound
from livesessions.domain.money import Money
from livesessions.domain.packages import NoCredit, reckon, spend
from livesessions.models import (
    Bargain,
    BargainKind,
    BookingRequest,
    Package,
    PackageStatus,
    Payment,
    PaymentStatus,
)
from livesessions.queries.packages import holding_of, is_frozen
from livesessions.queries.payments import CREDITS, is_price_agreed
from livesessions.runtime.work import Work
from livesessions.services.bookings import lock_booking, must_be_held, own_booking, paid_event
from livesessions.services.ledger import post
from livesessions.services.life import advance, payment_of
from livesessions.services.package_payments import ask_all_back, locked_package, take_over
from livesessions.services.postings import post_earning

FIELD = "package"


def request_with_credit(work: Work, *, reference: str) -> None:
    """Sends off a booking that is paid from the learner's package.

    Errors: NotAllowed (not held, no package chosen, page of payment opened), Invalid (terms), NoCredit.
    """
    booking, live_session = own_booking(work, reference)
    if booking.status in (Status.PENDING, Status.ACCEPTED):
        return  # a second click
    must_be_held(work, booking, live_session)
    package = _package_of(work, booking)
    if package is None:
        raise NotAllowed("There is no package to pay this booking from.")
    if is_frozen(work.db, package):
        raise NotAllowed(
            "Your bank is looking into the payment of this package: its sessions wait meanwhile."
        )
    if not booking.terms_accepted_at:
        raise Invalid("Please accept the terms to go on.", field="terms")
    payment = payment_of(work, booking)
    assert payment is not None, "what has a price has a payment"
    if is_price_agreed(payment):
        raise NotAllowed("The payment page is open: please pay there, or let the time go to choose anew.")
    _spend(work, booking, payment, package)
    advance(work, booking, paid_event(booking), Party.LEARNER)


def refund_credit(work: Work, *, reference: str, reason: str = "") -> None:
    """Gives all that is left of a package back as money, at the price paid: its learner may, or an admin.

    Errors: NotFound also for other people's, NoCredit, NotAllowed while or after a bank looked into the payment.
    """
    package = _any_package(work, reference)
    if is_frozen(work.db, package):
        raise NotAllowed("The bank is looking into this payment: nothing goes back meanwhile.", field=FIELD)
    if package.lost:
        raise NotAllowed("The bank took this payment back: what is left can be booked.", field=FIELD)
    if not holding_of(package).left:
        raise NoCredit("There is nothing left in this package.", field=FIELD)
    by = "admin" if work.actor.user_id != package.learner_id else "learner"
    ask_all_back(work, package, by=by, reason=reason.strip())
    work.later("settle_package", {"package": package.reference})


def settle_credit(work: Work, *, booking_id: int) -> None:
    """Brings a booking paid from a package to what is due: the rest is credit again, what is over is earned."""
    found = select(Payment.id).where(Payment.booking_id == booking_id, Payment.gateway == CREDITS)
    if work.db.exec(found).first() is None:
        return
    booking, live_session = lock_booking(work, work.db.get_one(BookingRequest, booking_id).reference)
    payment = work.db.exec(select(Payment).where(Payment.booking_id == booking_id).with_for_update()).one()
    stays = min(payment.captured - payment.refunded, payment.due)
    back = payment.captured - payment.refunded - stays
    post_earning(
        work, booking, live_session, payment, stays
    )  # what was earned too much is back in escrow first
    if back:
        _give_back(work, booking, payment, back)


def _spend(work: Work, booking: BookingRequest, payment: Payment, package: Package) -> None:
    left, each = (Money(amount, package.currency) for amount in (package.left_over, package.each))
    package.left_over = spend(left, each).amount
    payment.gateway, payment.status, payment.captured = CREDITS, PaymentStatus.CAPTURED, payment.price
    post(work, ledger.credit_spent(booking.reference, booking.id, each, booking.learner_id))
    work.record("package.spent", package, after={"left": package.left_over, "booking": booking.reference})


def _give_back(work: Work, booking: BookingRequest, payment: Payment, back: int) -> None:
    package = _package_of(work, booking)
    assert package is not None, "credit comes from a package"
    payment.refunded += back
    name = f"{booking.reference}:{payment.refunded}"
    amount = Money(back, payment.currency)
    post(work, ledger.credit_returned(name, booking.id, amount, booking.learner_id))
    seen = holding_of(package)
    take_over(work, package, reckon(replace(seen, left=seen.left + back)))
    work.record(
        "package.returned",
        package,
        after={"left": package.left_over, "booking": booking.reference},
        topics=[f"person:{booking.learner_id}", f"booking_request:{booking.id}"],
    )


def _any_package(work: Work, reference: str) -> Package:
    """A paid package of the actor, or anybody's for an admin, locked."""
    person_id = work.actor.must_be_signed_in()
    known = select(Package.learner_id).where(
        Package.reference == reference, Package.status == PackageStatus.PAID
    )
    owner_id = work.db.exec(known).one_or_none()
    if owner_id is None or (owner_id != person_id and not work.actor.is_admin):
        raise NotFound("There is no such package.", field=FIELD)
    return locked_package(work, reference)


def _package_of(work: Work, booking: BookingRequest) -> Package | None:
    """The package the booking was priced by, locked."""
    chosen = (
        select(Package)
        .join(Bargain, col(Bargain.package_id) == Package.id)
        .where(Bargain.booking_id == booking.id, Bargain.kind == BargainKind.PACKAGE)
    )
    return work.db.exec(chosen.with_for_update(of=Package)).one_or_none()
