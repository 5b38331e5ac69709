"""What a held booking costs: the offering's price, the trial lesson's, less by a coupon, or a package's.

The price may change until the gateway's page was opened; from then on it is agreed. The calendar's lock makes
a trial lesson the only one of its learner; the coupon's row is locked while its uses are counted.
"""

from dataclasses import dataclass

from sqlmodel import select

from livesessions.domain.coupons import FIELD, Use, check_use, price_after, tidy_code
from livesessions.domain.errors import Invalid, NotAllowed
from livesessions.domain.money import Money
from livesessions.domain.packages import NoCredit
from livesessions.models import (
    Bargain,
    BargainKind,
    BookingRequest,
    Coupon,
    LiveSession,
    SessionOffering,
)
from livesessions.queries.bargains import bargain_of, had_trial, limits_of, off_of, uses
from livesessions.queries.packages import usable_package
from livesessions.queries.payments import is_price_agreed
from livesessions.runtime.work import Work
from livesessions.services.bookings import must_be_held, own_booking
from livesessions.services.life import payment_of
from livesessions.services.taking import topics_of


@dataclass(frozen=True, slots=True)
class Held:
    """A booking whose price may still change, its live session, and what it costs without a bargain."""

    booking: BookingRequest
    live_session: LiveSession
    list_price: int


def use_trial(work: Work, *, reference: str) -> None:
    """Makes the held booking the learner's trial lesson with the instructor.

    Errors: NotAllowed (no trials here, had already, page of payment opened), NotFound, HoldOver.
    """
    held = _held(work, reference)
    offering = work.db.get_one(SessionOffering, held.live_session.offering_id)
    if offering.trial_price is None or offering.currency != held.booking.currency:
        raise NotAllowed("There are no trial lessons here.")
    learner_id, instructor_id = held.booking.learner_id, held.live_session.instructor_id
    if had_trial(work.db, learner_id, instructor_id, apart_from=held.booking.id):
        raise NotAllowed("You have had your trial lesson with this instructor.")
    _agree(work, held, min(offering.trial_price, held.list_price), kind=BargainKind.TRIAL)


def use_coupon(work: Work, *, reference: str, code: str) -> None:
    """Takes off what the coupon says. Errors: Invalid at the field; NotAllowed, NotFound, HoldOver."""
    held = _held(work, reference)
    if not tidy_code(code):
        raise Invalid("Type the code of your coupon.", field=FIELD)
    coupon = _locked_coupon(work, held.live_session.instructor_id, tidy_code(code))
    price = Money(held.list_price, held.booking.currency)
    check_use(off_of(coupon), limits_of(coupon), _use(work, held, coupon, price))
    left = price_after(off_of(coupon), price)
    _agree(work, held, left.amount, kind=BargainKind.COUPON, coupon_id=coupon.id)


def use_package(work: Work, *, reference: str) -> None:
    """Pays the held booking from the learner's package, at the price paid for it.

    Errors: NoCredit, NotAllowed, NotFound, HoldOver.
    """
    held = _held(work, reference)
    package = usable_package(work.db, held.booking.learner_id, held.live_session.offering_id)
    if package is None:
        raise NoCredit("There is no session left in your package.")
    if package.currency != held.booking.currency:
        raise NotAllowed("Your package is in another currency than this session is now.")
    _agree(work, held, package.each, kind=BargainKind.PACKAGE, package_id=package.id)


def use_list_price(work: Work, *, reference: str) -> None:
    """Takes trial or coupon back. Errors: NotAllowed, NotFound, HoldOver."""
    held = _held(work, reference)
    _drop(work, held)
    _reprice(work, held, held.list_price, "")


def keeps_its_coupon(work: Work, booking: BookingRequest) -> bool:
    """Whether the coupon of a hold that ran out has room for it still."""
    bargain = bargain_of(work.db, booking.id)
    if bargain is None or bargain.coupon_id is None:
        return True
    coupon = work.db.get_one(Coupon, bargain.coupon_id, with_for_update=True)
    others = uses(work.db, bargain.coupon_id, apart_from=booking.id)
    has_room = coupon.total_limit is None or len(others) < coupon.total_limit
    mine = sum(learner_id == booking.learner_id for learner_id in others)
    return has_room and (coupon.learner_limit is None or mine < coupon.learner_limit)


def keeps_its_trial(work: Work, booking: BookingRequest, live_session: LiveSession) -> bool:
    """Whether a trial lesson whose hold ran out is still the learner's only one."""
    bargain = bargain_of(work.db, booking.id)
    if bargain is None or bargain.kind != BargainKind.TRIAL:
        return True
    return not had_trial(work.db, booking.learner_id, live_session.instructor_id, apart_from=booking.id)


def _held(work: Work, reference: str) -> Held:
    booking, live_session = own_booking(work, reference)
    must_be_held(work, booking, live_session)
    payment = payment_of(work, booking)
    if payment is None:
        raise NotAllowed("This session is free already.")
    if is_price_agreed(payment):
        raise NotAllowed("The payment page is open, so the price stays. Let the time go to choose anew.")
    bargain = bargain_of(work.db, booking.id)
    return Held(booking, live_session, bargain.list_price if bargain else booking.price)


def _locked_coupon(work: Work, instructor_id: int, code: str) -> Coupon:
    wanted = select(Coupon).where(Coupon.instructor_id == instructor_id, Coupon.code == code)
    coupon = work.db.exec(wanted.with_for_update()).one_or_none()
    if coupon is None:
        raise Invalid("There is no such coupon. Please look at the code again.", field=FIELD)
    return coupon


def _use(work: Work, held: Held, coupon: Coupon, price: Money) -> Use:
    others = uses(work.db, coupon.id, apart_from=held.booking.id)
    return Use(
        now=work.now,
        price=price,
        offering_id=held.live_session.offering_id,
        total=len(others),
        by_learner=sum(learner_id == held.booking.learner_id for learner_id in others),
    )


def _agree(work: Work, held: Held, price: int, *, kind: BargainKind, **source: int | None) -> None:
    _drop(work, held)
    work.db.add(Bargain(booking_id=held.booking.id, kind=kind, list_price=held.list_price, **source))
    _reprice(work, held, price, kind)


def _drop(work: Work, held: Held) -> None:
    if bargain := bargain_of(work.db, held.booking.id):
        work.db.delete(bargain)
        work.db.flush()


def _reprice(work: Work, held: Held, price: int, kind: str) -> None:
    booking = held.booking
    before, booking.price = booking.price, price
    payment = payment_of(work, booking)
    assert payment is not None, "what has a price has a payment"
    payment.price = payment.due = price
    work.record(
        "booking.priced",
        booking,
        before={"price": before},
        after={"price": price, "bargain": kind},
        topics=topics_of(booking, held.live_session),
    )
