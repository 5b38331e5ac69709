"""Packages: so many sessions at a price each, kept as credit until they are booked.

Credit is money, not a count: half of a session that the policy gives back waits for its other half.
"""

from dataclasses import dataclass

from livesessions.domain.errors import DomainError, Invalid
from livesessions.domain.money import Money, below_minimum, gateway_amount

SESSIONS = range(2, 51)


class NoCredit(DomainError):
    """The package has no session left."""

    code = "no_credit"


@dataclass(frozen=True, slots=True)
class Credit:
    """What is left of a package: whole sessions, and what remains beside them."""

    sessions: int
    rest: Money


def credit(left: Money, each: Money) -> Credit:
    """How many sessions `left` pays for, at the price each that was paid."""
    sessions = left.amount // each.amount
    return Credit(sessions, left - each * sessions)


def spend(left: Money, each: Money) -> Money:
    """What is left after one session more. Errors: NoCredit."""
    if left < each:
        raise NoCredit("There is no session left in your package.")
    return left - each


def check_package(sessions: int, each: Money, price: Money) -> None:
    """Whether an instructor may sell it. Errors: Invalid at the field."""
    if sessions not in SESSIONS:
        raise Invalid(f"A package has {SESSIONS.start} to {SESSIONS.stop - 1} sessions.", field="sessions")
    gateway_amount(each)
    if each.amount <= 0 or below_minimum(each):
        raise Invalid("This is less than a payment can be.", field="each")
    if each > price:
        raise Invalid("A session in a package costs no more than alone.", field="each")
