"""Coupons: what a code takes off, and when it may be used.

Who bears it: the price paid is the price, so fee and share are parts of what is left, as of any price. What is
left but too little to be paid at all is waived.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from livesessions.domain.errors import Invalid
from livesessions.domain.money import Money, below_minimum, percentage

CODE = range(3, 25)
MOST_COUPONS = 100  # of one instructor: those that aren't taken back, and the last day's
FIELD = "coupon"


@dataclass(frozen=True, slots=True)
class Off:
    """What is taken off: a percentage, or an amount."""

    percent: int | None = None
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """When it may be used. None is no limit; `until` itself is too late."""

    total: int | None = None
    per_learner: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    minimum: Money | None = None
    offering_id: int | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """One wish to use it, and how often it is in use already, by anybody and by this learner."""

    now: datetime
    price: Money
    offering_id: int
    total: int
    by_learner: int


def tidy_code(text: str) -> str:
    """Codes are the same in any case and with any spaces."""
    return "".join(text.split()).upper()


def price_after(off: Off, price: Money) -> Money:
    """What is left to pay: never below nothing, and nothing where it could not be paid."""
    taken = percentage(price, off.percent) if off.percent is not None else off.amount
    assert taken is not None, "a coupon takes a percentage or an amount off"
    left = max(price - taken, Money(0, price.currency))
    return Money(0, price.currency) if below_minimum(left) else left


def check_use(off: Off, limits: Limits, use: Use) -> None:
    """Errors: Invalid at the field, with the first reason why not."""
    for reason in _refusals(off, limits, use):
        raise Invalid(reason, field=FIELD)


def _refusals(off: Off, limits: Limits, use: Use) -> Iterator[str]:
    yield from _wrong_time(limits, use)
    yield from _wrong_session(off, limits, use)
    yield from _used_up(limits, use)


def _wrong_time(limits: Limits, use: Use) -> Iterator[str]:
    if limits.since is not None and use.now < limits.since:
        yield "This coupon can’t be used yet."
    if limits.until is not None and use.now >= limits.until:
        yield "This coupon has run out."


def _wrong_session(off: Off, limits: Limits, use: Use) -> Iterator[str]:
    if limits.offering_id not in (None, use.offering_id):
        yield "This coupon is for another session."
    if off.amount is not None and off.amount.currency != use.price.currency:
        yield f"This coupon is for prices in {off.amount.currency}."
    if _is_too_cheap(limits.minimum, use.price):
        yield "The price is too low for this coupon."


def _used_up(limits: Limits, use: Use) -> Iterator[str]:
    if limits.per_learner is not None and use.by_learner >= limits.per_learner:
        yield "You have used this coupon already."
    if limits.total is not None and use.total >= limits.total:
        yield "This coupon is used up."


def _is_too_cheap(minimum: Money | None, price: Money) -> bool:
    return minimum is not None and (minimum.currency != price.currency or price < minimum)
