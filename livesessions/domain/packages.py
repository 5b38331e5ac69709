"""Packages: so many sessions at a price each, kept as credit until they are booked.

Credit is money, not a count: half of a session that the policy gives back waits for its other half.
"""

from dataclasses import dataclass, replace

from livesessions.domain.errors import DomainError, Invalid
from livesessions.domain.money import Money, below_minimum, gateway_amount

SESSIONS = range(2, 51)
MOST_OFFERS = 20  # of one offering: those on sale, and the last day's


class NoCredit(DomainError):
    """The package has no session left."""

    code = "no_credit"


@dataclass(frozen=True, slots=True)
class Credit:
    """What is left of a package: whole sessions, and what remains beside them."""

    sessions: int
    rest: Money


@dataclass(frozen=True, slots=True)
class Holding:
    """How the money of one paid package stands, in minor units.

    `left` may be booked; `due` is what the learner shall have paid in the end; `refunded` was given back or is on
    its way; `lost` was taken back by a bank for good, and `withdrawn` is the credit that ended with it.
    """

    captured: int
    left: int
    due: int
    refunded: int = 0
    lost: int = 0
    withdrawn: int = 0

    @property
    def asked(self) -> int:
        """What is to go back and has not yet."""
        return self.captured - self.withdrawn - self.due - self.refunded

    @property
    def credit(self) -> int:
        """What is owed to the learner, as sessions or as money."""
        return self.left + self.asked


def ask_back(holding: Holding) -> Holding:
    """All that is left shall go back to the learner."""
    return replace(holding, left=0, due=holding.due - holding.left)


def reckon(holding: Holding) -> Holding:
    """The same after what the gateway did: to be called whenever more is refunded, lost, or left.

    What was given back unasked comes out of what is left. Once a bank has kept the payment nothing more goes
    back, and what is left ends up to what the bank took.
    """
    unasked = max(-holding.asked, 0)
    holding = replace(holding, left=max(holding.left - unasked, 0), due=holding.due - unasked)
    if not holding.lost:
        return holding
    asked = holding.asked
    holding = replace(holding, left=holding.left + asked, due=holding.due + asked)
    ends = min(holding.left, holding.lost - holding.withdrawn)
    return replace(
        holding, left=holding.left - ends, due=holding.due - ends, withdrawn=holding.withdrawn + ends
    )


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
