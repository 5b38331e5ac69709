"""Money adds up, never mixes, and says clearly what can't be typed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livesessions.domain import money
from livesessions.domain.errors import Invalid
from livesessions.domain.money import MixedCurrencies, Money, OverRefund, Split

CODES = st.sampled_from(sorted(money.CURRENCIES))
PERCENTS = st.integers(0, 100) | st.decimals(0, 100, places=2)


def eur(amount: int) -> Money:
    return Money(amount, "EUR")


def test_amounts_of_one_currency_add_subtract_and_compare():
    assert eur(1000) + eur(250) - eur(50) == eur(1200)
    assert (eur(1) < eur(2), eur(2) <= eur(2), eur(3) > eur(2)) == (True, True, True)
    assert (-eur(5) * 3, bool(eur(0)), bool(eur(-1))) == (eur(-15), False, True)


@pytest.mark.parametrize("operation", [Money.__add__, Money.__sub__, Money.__lt__])
def test_two_currencies_never_meet(operation):
    with pytest.raises(MixedCurrencies, match="EUR and USD"):
        operation(eur(1), Money(1, "USD"))


def test_equal_amounts_of_two_currencies_are_not_equal():
    assert eur(1) != Money(1, "USD")


def test_money_is_never_a_float():
    with pytest.raises(TypeError):
        Money(1.5, "EUR")  # type: ignore[arg-type]


@pytest.mark.parametrize("code", ["", "eur", "EURO", "XXX", "BGN"])
def test_an_unknown_currency_is_refused(code):
    with pytest.raises(Invalid) as refusal:
        Money(1, code)
    assert refusal.value.field == "currency"


@pytest.mark.parametrize(
    ("code", "digits", "minimum", "step"),
    [
        ("EUR", 2, 50, 1),
        ("GBP", 2, 30, 1),
        ("HUF", 2, 17500, 1),
        ("JPY", 0, 50, 1),
        ("ISK", 0, 140, 1),
        ("KWD", 3, 300, 10),
    ],
)
def test_every_currency_has_its_digits_its_least_charge_and_its_step(code, digits, minimum, step):
    known = money.currency(code)
    assert (money.minor_digits(code), known.minimum, known.step) == (digits, minimum, step)


def test_every_least_charge_can_be_charged():
    assert [c for c in money.CURRENCIES.values() if c.minimum <= 0 or c.minimum % c.step] == []


def test_the_sum_of_nothing_is_zero():
    assert money.total([], "EUR") == eur(0)
    assert money.total([eur(1), eur(2)], "EUR") == eur(3)


@pytest.mark.parametrize(
    ("price", "percent", "fee"),
    [
        (5000, 10, 500),
        (1999, 10, 200),
        (25, 10, 2),  # 2.5: to the even neighbour
        (35, 10, 4),  # 3.5: to the even neighbour
        (1000, Decimal("12.5"), 125),
        (1, 50, 0),
        (3, 50, 2),
        (0, 10, 0),
        (777, 0, 0),
        (777, 100, 777),
    ],
)
def test_the_fee_is_rounded_half_even_and_the_rest_is_the_share(price, percent, fee):
    assert money.split(eur(price), percent) == Split(fee=eur(fee), share=eur(price - fee))


def test_the_parts_of_a_three_decimal_price_can_both_be_paid_out():
    assert money.split(Money(5_010, "KWD"), 10) == Split(fee=Money(500, "KWD"), share=Money(4_510, "KWD"))


def test_a_price_between_two_steps_splits_into_parts_that_are_not_negative():
    assert money.split(Money(7, "JOD"), 72) == Split(fee=Money(7, "JOD"), share=Money(0, "JOD"))


@pytest.mark.parametrize("percent", [-1, 101, Decimal("100.01")])
def test_a_percentage_lies_between_nothing_and_all(percent):
    with pytest.raises(ValueError, match="between 0 and 100"):
        money.split(eur(100), percent)


@given(st.integers(0, 10**8), CODES, PERCENTS)
def test_fee_and_share_always_sum_to_the_price(amount, code, percent):
    price = Money(amount, code)
    parts = money.split(price, percent)
    assert parts.total == price
    assert parts.fee.amount >= 0
    assert parts.share.amount >= 0


@given(st.lists(st.integers(0, 5_000), min_size=1, max_size=12), CODES, PERCENTS)
def test_partial_refunds_in_any_sizes_sum_to_fee_and_share(amounts, code, percent):
    step = money.currency(code).step
    sizes = [Money(amount * step, code) for amount in amounts]
    whole = money.split(money.total(sizes, code), percent)
    parts = refunded_in_turn(whole, sizes)
    assert [part.total for part in parts] == sizes
    assert all(part.fee.amount >= 0 and part.share.amount >= 0 for part in parts)
    assert money.total((part.fee for part in parts), code) == whole.fee


def refunded_in_turn(whole: Split, sizes: list[Money]) -> list[Split]:
    code = whole.fee.currency
    return [whole.part(size, before=money.total(sizes[:index], code)) for index, size in enumerate(sizes)]


def test_no_more_than_the_whole_can_be_divided():
    whole = money.split(eur(1000), 10)
    with pytest.raises(OverRefund):
        whole.part(eur(501), before=eur(500))
    with pytest.raises(OverRefund):
        whole.part(eur(-1), before=eur(500))


def test_a_part_between_two_steps_is_refused():
    whole = money.split(Money(5_010, "KWD"), 10)
    with pytest.raises(Invalid, match="the last one is 0"):
        whole.part(Money(1_255, "KWD"), before=Money(0, "KWD"))


def test_a_part_of_nothing_is_nothing():
    assert money.split(eur(0), 10).part(eur(0), before=eur(0)) == Split(eur(0), eur(0))


@pytest.mark.parametrize(
    ("text", "code", "amount"),
    [
        ("12.50", "EUR", 1250),
        (" 12,5 ", "EUR", 1250),
        ("12", "EUR", 1200),
        ("0", "EUR", 0),
        ("007", "EUR", 700),
        ("1200", "JPY", 1200),
        ("1.250", "KWD", 1250),
        ("1.2", "KWD", 1200),
        ("999999.99", "EUR", 99_999_999),
        ("١٢", "EUR", 1200),
    ],
)
def test_a_typed_amount_is_read(text, code, amount):
    assert money.parse(text, code) == Money(amount, code)


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("", "EUR", "Write an amount such as 12.50."),
        ("abc", "EUR", "Write an amount such as 12.50."),
        ("-5", "EUR", "Write an amount such as 12.50."),
        ("1,250.00", "EUR", "Write an amount such as 12.50."),
        ("€5", "EUR", "Write an amount such as 12.50."),
        ("1e3", "EUR", "Write an amount such as 12.50."),
        (".5", "JPY", "Write an amount such as 1200."),
        ("x", "KWD", "Write an amount such as 12.500."),
        ("12.505", "EUR", "EUR has at most 2 decimals."),
        ("12.0", "JPY", "JPY has no decimals: write a whole number."),
        ("1.255", "KWD", "KWD amounts have 3 decimals, and the last one is 0."),
        ("1000000", "EUR", "This amount is too large."),
    ],
)
def test_a_typing_error_is_told_on_its_field(text, code, message):
    with pytest.raises(Invalid) as refusal:
        money.parse(text, code, field="trial_price")
    assert (refusal.value.message, refusal.value.field) == (message, "trial_price")


def test_an_amount_below_the_gateways_minimum_is_too_small_but_free_is_not():
    amounts = [eur(0), eur(49), eur(50), Money(29, "GBP"), Money(30, "GBP")]
    assert [money.below_minimum(amount) for amount in amounts] == [False, True, False, True, False]


@pytest.mark.parametrize(
    ("amount", "sent"),
    [(eur(1250), 1250), (Money(1200, "JPY"), 1200), (Money(500, "ISK"), 50_000), (Money(1250, "KWD"), 1250)],
)
def test_the_gateway_gets_its_own_integer_and_gives_it_back(amount, sent):
    assert money.gateway_amount(amount) == sent
    assert money.from_gateway(sent, amount.currency.lower()) == amount


def test_the_gateway_is_never_sent_what_it_would_refuse():
    with pytest.raises(Invalid, match="the last one is 0"):
        money.gateway_amount(Money(1255, "KWD"))
    with pytest.raises(ValueError, match="no whole amount"):
        money.from_gateway(50_050, "isk")
