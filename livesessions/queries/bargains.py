"""Trial lessons and coupons: who has had what, and what a booking would cost without them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from livesessions.domain.coupons import Limits, Off
from livesessions.domain.money import Money
from livesessions.models import Bargain, BargainKind, BookingRequest, Coupon, LiveSession, SessionOffering

# A booking that ended without its session gives back what it had.
USING = ("held", "pending", "accepted", "completed", "no_show")


def bargain_of(db: Session, booking_id: int) -> Bargain | None:
    """Why the booking costs less; None where it doesn't."""
    return db.get(Bargain, booking_id)


def pays_from_package(db: Session, booking_id: int) -> bool:
    """Whether a session of the learner's package pays for the booking, or did."""
    bargain = bargain_of(db, booking_id)
    return bargain is not None and bargain.kind == BargainKind.PACKAGE


def had_trial(db: Session, learner_id: int, instructor_id: int, *, apart_from: int | None = None) -> bool:
    """Whether the learner has, or has booked, their trial lesson with the instructor."""
    mine = (
        select(BookingRequest.id)
        .join(Bargain, col(Bargain.booking_id) == BookingRequest.id)
        .join(LiveSession, col(LiveSession.id) == BookingRequest.live_session_id)
        .where(
            Bargain.kind == BargainKind.TRIAL,
            BookingRequest.learner_id == learner_id,
            LiveSession.instructor_id == instructor_id,
            col(BookingRequest.status).in_(USING),
            BookingRequest.id != apart_from,
        )
    )
    return db.exec(mine).first() is not None


def uses(db: Session, coupon_id: int, *, apart_from: int | None = None) -> Sequence[int]:
    """The learners who use the coupon, once for each booking."""
    held = (
        select(BookingRequest.learner_id)
        .join(Bargain, col(Bargain.booking_id) == BookingRequest.id)
        .where(
            Bargain.coupon_id == coupon_id,
            col(BookingRequest.status).in_(USING),
            BookingRequest.id != apart_from,
        )
    )
    return db.exec(held).all()


def use_counts(db: Session, coupon_ids: Sequence[int]) -> dict[int, int]:
    """How often each coupon is used, by its id."""
    counted = (
        select(Bargain.coupon_id, func.count())
        .join(BookingRequest, col(BookingRequest.id) == Bargain.booking_id)
        .where(col(Bargain.coupon_id).in_(coupon_ids), col(BookingRequest.status).in_(USING))
        .group_by(col(Bargain.coupon_id))
    )
    return {coupon_id: count for coupon_id, count in db.exec(counted) if coupon_id is not None}


def off_of(coupon: Coupon) -> Off:
    """What it takes off, in the domain's words."""
    if coupon.percent is not None:
        return Off(percent=coupon.percent)
    return Off(amount=Money(coupon.off or 0, coupon.currency))


def limits_of(coupon: Coupon) -> Limits:
    """When it may be used, in the domain's words."""
    ends: list[datetime] = [each for each in (coupon.ends_at, coupon.ended_at) if each is not None]
    return Limits(
        total=coupon.total_limit,
        per_learner=coupon.learner_limit,
        since=coupon.starts_at,
        until=min(ends, default=None),
        minimum=Money(coupon.minimum, coupon.currency) if coupon.minimum else None,
        offering_id=coupon.offering_id,
    )


@dataclass(frozen=True, slots=True)
class Saving:
    """Why a booking costs less, and what it would have cost. `code` is the coupon's."""

    kind: str
    list_price: int
    code: str = ""


def saving_on(db: Session, booking_id: int) -> Saving | None:
    """None where the booking costs what its offering does."""
    bargain = bargain_of(db, booking_id)
    if bargain is None:
        return None
    coupon = db.get(Coupon, bargain.coupon_id) if bargain.coupon_id else None
    return Saving(bargain.kind, bargain.list_price, coupon.code if coupon else "")


def open_trial(db: Session, learner_id: int | None, offering: SessionOffering) -> int | None:
    """The price of a trial lesson for this person, guests included; None where there is none for them."""
    if offering.trial_price is None or learner_id == offering.instructor_id:
        return None
    if learner_id is not None and had_trial(db, learner_id, offering.instructor_id):
        return None
    return offering.trial_price
