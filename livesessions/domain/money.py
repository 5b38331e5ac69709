"""Money: whole minor units of one currency; never a float, never two currencies in one sum.

Digits follow ISO 4217. What a gateway takes follows Stripe (https://docs.stripe.com/currencies): amounts with
three decimals end in 0, ISK and UGX are sent with two zeros appended, and every currency has a least charge.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import total_ordering
from typing import TypeAlias

from livesessions.domain.errors import DomainError, Invalid

Percent: TypeAlias = int | Decimal


@dataclass(frozen=True, slots=True)
class Currency:
    """One currency: digits after the point, least and largest charge, and the step of all charges."""

    code: str
    digits: int
    minimum: int
    maximum: int
    step: int
    gateway_factor: int


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """`amount` minor units of an ISO currency. Adding or comparing two currencies raises MixedCurrencies."""

    amount: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.amount) is not int:
            raise TypeError(f"money is whole minor units, not {self.amount!r}")
        currency(self.currency)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __mul__(self, count: int) -> "Money":
        return Money(self.amount * count, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other)

    def __bool__(self) -> bool:
        return self.amount != 0

    def _same(self, other: "Money") -> int:
        if self.currency != other.currency:
            raise MixedCurrencies(f"{self.currency} and {other.currency} can't be added up or compared.")
        return other.amount


@dataclass(frozen=True, slots=True)
class Split:
    """What of a price is the platform's fee and what the instructor's share."""

    fee: Money
    share: Money

    @property
    def total(self) -> Money:
        return self.fee + self.share

    def part(self, amount: Money, *, before: Money) -> "Split":
        """`amount` in the same proportion, when `before` was divided already.

        Rounds the running total instead of each part, so that any sequence of parts sums to the whole exactly
        and none is negative. Errors: OverRefund; Invalid for an amount between two steps of its currency.
        """
        _must_be_whole_steps(amount)
        _must_be_whole_steps(before)
        if before.amount < 0 or amount.amount < 0 or before + amount > self.total:
            raise OverRefund("More than was paid can't be given back.")
        fee = self._fee_of(before + amount) - self._fee_of(before)
        return Split(fee=fee, share=amount - fee)

    def _fee_of(self, amount: Money) -> Money:
        if not amount:
            return amount
        return _rounded(Fraction(amount.amount * self.fee.amount, self.total.amount), amount.currency)


class MixedCurrencies(DomainError):
    """Two currencies met where only one makes sense."""

    code = "mixed_currencies"


class OverRefund(DomainError):
    """More was to be given back than was taken."""

    code = "over_refund"


def split(price: Money, percent: Percent) -> Split:
    """Fee = percent of the price, half-even in the currency's step; share = the rest, so both sum to it."""
    fee = percentage(price, percent)
    return Split(fee=fee, share=price - fee)


def percentage(whole: Money, percent: Percent) -> Money:
    """`percent` (0 to 100) of the amount, rounded half-even to what the currency can be charged in.

    Never more than the whole, which may lie between two steps of its currency and would be rounded past.
    """
    if not 0 <= percent <= 100:
        raise ValueError(f"a percentage lies between 0 and 100, not {percent}")
    if percent == 100:
        return whole
    return min(_rounded(Fraction(percent) * whole.amount / 100, whole.currency), whole)


def total(amounts: Iterable[Money], code: str) -> Money:
    """The sum in that currency; zero if there is nothing to add."""
    return sum(amounts, start=Money(0, code))


def parse(text: str, code: str, *, field: str = "price") -> Money:
    """What a person typed, such as `12.50` or `12,5`.

    Errors: Invalid on `field` for anything else: signs, letters, thousands separators, more decimals than the
    currency has, amounts the gateway can't charge exactly or that are too large.
    """
    known = currency(code)
    match = re.fullmatch(r"(\d{1,12})(?:[.,](\d+))?", text.strip())
    if match is None:
        raise Invalid(f"Write an amount such as {_example(known)}.", field=field)
    whole, decimals = match[1], match[2] or ""
    if len(decimals) > known.digits:
        raise Invalid(_too_fine(known), field=field)
    return _chargeable(int(whole + decimals.ljust(known.digits, "0")), known, field)


def below_minimum(amount: Money) -> bool:
    """Whether the gateway would refuse it as too small. Nothing to pay is never too small."""
    return 0 < amount.amount < currency(amount.currency).minimum


def gateway_amount(amount: Money) -> int:
    """The integer Stripe expects for it. Errors: Invalid for an amount between two steps of its currency."""
    _must_be_whole_steps(amount)
    return amount.amount * currency(amount.currency).gateway_factor


def from_gateway(amount: int, code: str) -> Money:
    """What Stripe calls `amount` of the currency (its codes are lower case)."""
    known = currency(code.upper())
    if amount % known.gateway_factor:
        raise ValueError(f"{amount} is no whole amount of {known.code} at the gateway")
    return Money(amount // known.gateway_factor, known.code)


def minor_digits(code: str) -> int:
    """Digits after the decimal point: 2 for EUR, 0 for JPY, 3 for KWD."""
    return currency(code).digits


def currency(code: str) -> Currency:
    """Errors: Invalid on field `currency` for a code nobody can be charged in."""
    try:
        return CURRENCIES[code]
    except KeyError:
        raise Invalid(f"“{code}” is not a currency that can be used here.", field="currency") from None


def _chargeable(amount: int, known: Currency, field: str) -> Money:
    if amount > known.maximum:
        raise Invalid("This amount is too large.", field=field)
    read = Money(amount, known.code)
    _must_be_whole_steps(read, field)
    return read


def _must_be_whole_steps(amount: Money, field: str = "price") -> None:
    known = currency(amount.currency)
    if amount.amount % known.step:
        raise Invalid(_too_fine(known), field=field)


def _too_fine(known: Currency) -> str:
    if known.step > 1:
        return f"{known.code} amounts have {known.digits} decimals, and the last one is 0."
    if known.digits == 0:
        return f"{known.code} has no decimals: write a whole number."
    return f"{known.code} has at most {known.digits} decimals."


def _example(known: Currency) -> str:
    return f"12.{'50'.ljust(known.digits, '0')}" if known.digits else "1200"


def _rounded(exact: Fraction, code: str) -> Money:
    step = currency(code).step
    return Money(round(exact / step) * step, code)


_NO_DECIMALS = {"CLP", "ISK", "JPY", "KRW", "PYG", "RWF", "UGX", "VND", "XAF", "XOF", "XPF"}
_THREE_DECIMALS = {"BHD", "JOD", "KWD", "OMR", "TND"}
_SENT_WITH_TWO_ZEROS = {"ISK", "UGX"}
_MOST_DIGITS = {"COP": 10, "HUF": 10, "IDR": 12, "INR": 9, "JPY": 10}

# Stripe's own table, in whole units.
_STRIPE_MINIMUMS = """
AED 2 AUD .50 BRL .50 CAD .50 CHF .50 CZK 15 DKK 2.50 EUR .50 GBP .30 HKD 4 HUF 175 INR .50 JPY 50 MXN 10
MYR 2 NOK 3 NZD .50 PLN 2 RON 2 SEK 3 SGD .50 THB 10 USD .50
"""
# Elsewhere Stripe converts to the settlement currency and compares: about a US dollar leaves room for drift.
_OWN_MINIMUMS = """
ARS 1500 BDT 120 BHD .400 BOB 7 CLP 1000 CNY 7 COP 4000 CRC 500 DOP 60 EGP 50 GEL 3 GHS 15 GTQ 8 IDR 16000
ILS 4 ISK 140 JMD 160 JOD .700 KES 130 KRW 1400 KWD .300 KZT 550 LKR 300 MAD 10 MKD 60 MUR 50 NGN 1600 NPR 140
OMR .400 PEN 4 PHP 60 PKR 280 PYG 8000 QAR 4 RWF 1500 SAR 4 TND 3 TRY 45 TWD 33 TZS 2700 UAH 45
UGX 4000 UYU 45 UZS 13000 VND 26000 XAF 650 XOF 650 XPF 120 ZAR 20
"""


def _table(text: str) -> dict[str, Currency]:
    words = text.split()
    return {code: _listed(code, least) for code, least in zip(words[::2], words[1::2], strict=True)}


def _listed(code: str, least: str) -> Currency:
    digits = 0 if code in _NO_DECIMALS else 3 if code in _THREE_DECIMALS else 2
    return Currency(
        code=code,
        digits=digits,
        minimum=int(Decimal(least).scaleb(digits)),
        maximum=10 ** _MOST_DIGITS.get(code, 8) - 1,
        step=10 if digits == 3 else 1,
        gateway_factor=100 if code in _SENT_WITH_TWO_ZEROS else 1,
    )


CURRENCIES = _table(_STRIPE_MINIMUMS) | _table(_OWN_MINIMUMS)
