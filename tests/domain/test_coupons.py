"""What a coupon takes off, to the smallest unit, and every reason why it may not be used."""

from datetime import UTC, datetime, timedelta

import pytest

from livesessions.domain.coupons import Limits, Off, Use, check_use, price_after, tidy_code
from livesessions.domain.errors import Invalid
from livesessions.domain.money import Money, split

NOW = datetime(2026, 8, 12, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
TENTH = Off(percent=10)


def eur(amount: int) -> Money:
    return Money(amount, "EUR")


def use(price: Money | None = None, *, total: int = 0, by_learner: int = 0) -> Use:
    return Use(NOW, price or eur(3000), offering_id=1, total=total, by_learner=by_learner)


@pytest.mark.parametrize(
    ("off", "price", "left"),
    [
        (TENTH, eur(3000), eur(2700)),
        (Off(percent=33), eur(1001), eur(671)),
        (Off(percent=100), eur(3000), eur(0)),
        (Off(amount=eur(500)), eur(3000), eur(2500)),
        (Off(amount=eur(5000)), eur(3000), eur(0)),
        (Off(percent=15), Money(999, "JPY"), Money(849, "JPY")),
        (Off(percent=15), Money(9990, "KWD"), Money(8490, "KWD")),
    ],
)
def test_what_is_left_to_pay(off: Off, price: Money, left: Money) -> None:
    assert price_after(off, price) == left


def test_what_is_left_but_too_little_to_be_paid_is_waived() -> None:
    assert price_after(Off(amount=eur(2960)), eur(3000)) == eur(0)


def test_fee_and_share_are_parts_of_the_price_paid() -> None:
    paid = price_after(Off(percent=33), eur(1001))
    assert split(paid, 10).total == paid


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(since=NOW + SECOND), "This coupon can’t be used yet."),
        (Limits(until=NOW), "This coupon has run out."),
        (Limits(offering_id=2), "This coupon is for another session."),
        (Limits(minimum=eur(3001)), "The price is too low for this coupon."),
        (Limits(minimum=Money(1, "USD")), "The price is too low for this coupon."),
        (Limits(per_learner=1), "You have used this coupon already."),
        (Limits(total=2), "This coupon is used up."),
    ],
)
def test_every_refusal_says_why_at_the_field(limits: Limits, said: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_use(TENTH, limits, use(total=2, by_learner=1))
    assert (refusal.value.message, refusal.value.field) == (said, "coupon")


@pytest.mark.parametrize(
    "limits",
    [
        Limits(),
        Limits(since=NOW, until=NOW + SECOND),
        Limits(minimum=eur(3000), offering_id=1, total=3, per_learner=2),
    ],
)
def test_the_edges_of_every_limit_are_inside(limits: Limits) -> None:
    check_use(TENTH, limits, use(total=2, by_learner=1))


def test_an_amount_is_for_prices_in_its_own_currency() -> None:
    with pytest.raises(Invalid, match="for prices in USD"):
        check_use(Off(amount=Money(500, "USD")), Limits(), use())


def test_codes_are_the_same_in_any_case_and_with_any_spaces() -> None:
    assert tidy_code(" spring 24 ") == tidy_code("SPRING24")
