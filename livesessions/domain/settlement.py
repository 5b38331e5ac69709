"""What to ask of the gateway next, so that the learner has paid in the end what they shall have paid.

Level-triggered: it looks at what is, never at what happened. Called again after every call until it says None.
"""

from dataclasses import dataclass
from enum import StrEnum


class Operation(StrEnum):
    """What can be asked of a payment gateway."""

    EXPIRE_CHECKOUT = "expire_checkout"
    CAPTURE = "capture"
    VOID = "void"
    REFUND = "refund"


class Obstacle(StrEnum):
    """Why nothing may be asked of the gateway until a person, or the bank, has done something."""

    DISPUTED = "disputed"
    REFUND_FAILED = "refund_failed"


REFUND_TRIES = 3  # a refund that comes back costs a fee each time, and the learner's account may be closed


@dataclass(frozen=True, slots=True)
class Standing:
    """How a payment stands. Amounts are minor units; `due` is what shall have been paid in the end."""

    due: int
    is_decided: bool  # the booking no longer waits for an answer
    checkout_is_open: bool
    is_authorised: bool  # held by the bank, not yet taken
    authorised: int = 0
    captured: int = 0
    refunded: int = 0  # succeeded and pending
    failed_refunds: int = 0
    lost: int = 0  # taken back by the bank for good
    is_disputed: bool = False  # the bank has taken the money back and has not decided

    @property
    def too_much(self) -> int:
        """What the learner has paid in the end above what is due."""
        return max(self.captured - self.refunded - self.lost - self.due, 0)


@dataclass(frozen=True, slots=True)
class Call:
    """One call to make. `amount` is 0 where the operation has none."""

    operation: Operation
    amount: int = 0


def next_call(standing: Standing) -> Call | None:
    """The one call that brings the payment nearer to what is due; None when it has arrived or is blocked."""
    if obstacle(standing):
        return None
    if standing.checkout_is_open:
        return Call(Operation.EXPIRE_CHECKOUT) if standing.due == 0 else None
    if standing.is_authorised:
        return _about_authorised(standing)
    return Call(Operation.REFUND, standing.too_much) if standing.too_much else None


def obstacle(standing: Standing) -> Obstacle | None:
    """What stands in the way of a payment; None where the next call may be made."""
    if standing.is_disputed or (standing.lost and standing.too_much):  # nothing is refunded after a verdict
        return Obstacle.DISPUTED
    if standing.too_much and standing.failed_refunds >= REFUND_TRIES:
        return Obstacle.REFUND_FAILED
    return None


def _about_authorised(standing: Standing) -> Call | None:
    if standing.due == 0:
        return Call(Operation.VOID)
    return Call(Operation.CAPTURE, standing.authorised) if standing.is_decided else None
