"""An instructor's coupons."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from livesessions.domain.coupons import CODE, MOST_COUPONS, tidy_code
from livesessions.domain.errors import Invalid, NotFound
from livesessions.domain.money import Money, gateway_amount
from livesessions.models import Coupon, SessionOffering
from livesessions.runtime.work import Work
from livesessions.services.caps import has_room
from livesessions.services.standing import teaching_actor


@dataclass(frozen=True, slots=True)
class CouponDraft:
    """A coupon as its instructor has written it. Amounts are minor units of `currency`."""

    code: str
    currency: str
    percent: int | None = None
    off: int | None = None
    minimum: int = 0
    total_limit: int | None = None
    learner_limit: int | None = 1
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    offering_id: int | None = None


def create_coupon(work: Work, *, draft: CouponDraft) -> int:
    """A new code of the actor's; its id. Errors: NotAllowed, NotFound, Invalid at the field."""
    instructor_id = _teaching(work)
    _check_room(work, instructor_id)
    code = _checked_code(work, instructor_id, draft.code)
    _check_off(draft)
    _check_limits(draft)
    _check_scope(work, instructor_id, draft.offering_id)
    columns: dict[str, Any] = {name: getattr(draft, name) for name in COPIED}
    coupon = Coupon(instructor_id=instructor_id, code=code, created_at=work.now, **columns)
    try:
        with work.db.begin_nested():
            work.db.add(coupon)
    except IntegrityError:
        raise _taken() from None
    work.record("coupon.created", coupon, after={"code": code, "percent": draft.percent, "off": draft.off})
    return coupon.id


def end_coupon(work: Work, *, coupon_id: int) -> None:
    """Takes a code back; bookings that use it keep their price. Errors: NotFound also for other people's."""
    instructor_id = _teaching(work)
    coupon = work.db.get(Coupon, coupon_id, with_for_update=True)
    if coupon is None or coupon.instructor_id != instructor_id:
        raise NotFound("You have no such coupon.")
    if coupon.ended_at is None:
        coupon.ended_at = work.now
        work.record("coupon.ended", coupon, after={"code": coupon.code})


COPIED = (
    "currency",
    "percent",
    "off",
    "minimum",
    "total_limit",
    "learner_limit",
    "starts_at",
    "ends_at",
    "offering_id",
)


def _teaching(work: Work) -> int:
    return teaching_actor(work, "coupons").user_id


def _check_room(work: Work, instructor_id: int) -> None:
    mine, kept = col(Coupon.instructor_id) == instructor_id, col(Coupon.ended_at).is_(None)
    if not has_room(work, mine, kept=kept, created_at=col(Coupon.created_at), most=MOST_COUPONS):
        raise Invalid(f"You have {MOST_COUPONS} coupons. Take one back that you don’t need.", field="code")


def _checked_code(work: Work, instructor_id: int, typed: str) -> str:
    code = tidy_code(typed)
    if len(code) not in CODE or not code.replace("-", "").isalnum():
        raise Invalid("A code has 3 to 24 letters, digits and dashes.", field="code")
    mine = select(Coupon.id).where(Coupon.instructor_id == instructor_id, Coupon.code == code)
    if work.db.exec(mine).first():
        raise _taken()
    return code


def _taken() -> Invalid:
    return Invalid("You have a coupon with this code already.", field="code")


def _check_off(draft: CouponDraft) -> None:
    if (draft.percent is None) == (draft.off is None):
        raise Invalid("Take off a percentage or an amount.", field="value")
    if draft.percent is not None and not 1 <= draft.percent <= 100:
        raise Invalid("A percentage lies between 1 and 100.", field="value")
    if draft.off is not None:
        if draft.off <= 0:
            raise Invalid("Take off more than nothing.", field="value")
        gateway_amount(Money(draft.off, draft.currency))


def _check_limits(draft: CouponDraft) -> None:
    for field in ("total_limit", "learner_limit"):
        if (limit := getattr(draft, field)) is not None and limit < 1:
            raise Invalid("At least 1, or leave it empty.", field=field)
    if draft.minimum < 0:
        raise Invalid("At least nothing.", field="minimum")
    if draft.starts_at and draft.ends_at and draft.starts_at >= draft.ends_at:
        raise Invalid("It ends before it starts.", field="ends")


def _check_scope(work: Work, instructor_id: int, offering_id: int | None) -> None:
    if offering_id is None:
        return
    offering = work.db.get(SessionOffering, offering_id)
    if offering is None or offering.instructor_id != instructor_id:
        raise Invalid("Choose one of your offerings.", field="offering")
