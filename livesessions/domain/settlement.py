"""What to ask of the gateway next, so that the learner has paid in the end what they shall have paid.

Level-triggered: it looks at what is, never at what happened. Called again after every call until it says None.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Operation(StrEnum):
    """What can be asked of a payment gateway."""

    EXPIRE_CHECKOUT = "expire_checkout"
    CAPTURE = "capture"
    CHARGE = "charge"
    FORGET = "forget"
    VOID = "void"
    REFUND = "refund"


class Obstacle(StrEnum):
    """Why nothing may be asked of the gateway until a person, or the bank, has done something."""

    DISPUTED = "disputed"
    REFUND_FAILED = "refund_failed"


REFUND_TRIES = 3  # a refund that comes back costs a fee each time, and the learner's account may be closed


@dataclass(frozen=True, slots=True)
class Standing:
    """How a payment stands, or the part that one session has of it. Amounts are minor units.

    `due` is what shall have been paid in the end.
    """

    due: int
    is_decided: bool  # the booking no longer waits for an answer
    checkout_is_open: bool
    is_authorised: bool  # held by the bank, not yet taken
    is_saved: bool = False  # a method is kept, to be charged once
    is_tried: bool = False  # there was a payment already
    is_overdue: bool = False  # the learner could have paid until now
    authorised: int = 0
    captured: int = 0
    refunded: int = 0  # succeeded and pending
    failed_refunds: int = 0
    lost: int = 0  # taken back by the bank for good
    is_disputed: bool = False  # the bank has taken the money back and has not decided
    part: str = ""  # its name, where several sessions are paid at once
    least: int = 0  # the smallest amount that the gateway takes

    @property
    def too_much(self) -> int:
        """What the learner has paid in the end above what is due."""
        return max(self.captured - self.refunded - self.lost - self.due, 0)


@dataclass(frozen=True, slots=True)
class Call:
    """One call to make. `amount` is 0 where the operation has none.

    `part` is whose money goes back, `parts` what is taken for whom, where several sessions are paid at once.
    """

    operation: Operation
    amount: int = 0
    part: str = ""
    parts: tuple[tuple[str, int], ...] = ()


def next_call(*parts: Standing) -> Call | None:
    """The one call that brings the payment nearer to what is due; None when it has arrived or is blocked.

    Several parts are one payment: they have its page, its authorisation and its disputes in common.
    """
    whole = parts[0]
    if any(obstacle(part) == Obstacle.DISPUTED for part in parts):
        return None
    if whole.checkout_is_open:
        is_wanted = any(part.due and not part.is_overdue for part in parts)
        return None if is_wanted else Call(Operation.EXPIRE_CHECKOUT)
    if whole.is_authorised:
        return _about_authorised(parts)
    if back := next((part for part in parts if part.too_much and not obstacle(part)), None):
        return Call(Operation.REFUND, back.too_much, part=back.part)
    return _about_saved(whole) if whole.is_saved else None


def obstacle(standing: Standing) -> Obstacle | None:
    """What stands in the way of a payment; None where the next call may be made."""
    if standing.is_disputed or (standing.lost and standing.too_much):  # nothing is refunded after a verdict
        return Obstacle.DISPUTED
    if standing.too_much and standing.failed_refunds >= REFUND_TRIES:
        return Obstacle.REFUND_FAILED
    return None


def _about_authorised(parts: Sequence[Standing]) -> Call | None:
    """An authorisation is taken once: when the last answer is there, and then only what is due."""
    if not any(part.due for part in parts):
        return Call(Operation.VOID)
    if not all(part.is_decided for part in parts):
        return None
    if len(parts) == 1:
        return Call(Operation.CAPTURE, parts[0].authorised)
    taken = tuple((part.part, part.due) for part in parts if part.due)
    if sum(amount for _, amount in taken) < parts[0].least:  # all of it, and what is too much goes back
        taken = tuple((part.part, part.authorised) for part in parts)
    return Call(Operation.CAPTURE, sum(amount for _, amount in taken), parts=taken)


def _about_saved(standing: Standing) -> Call | None:
    """Charged once at most; a method that is of no use any more is not kept. It pays for one session alone."""
    if standing.due == 0 or standing.is_tried:
        return Call(Operation.FORGET)
    return Call(Operation.CHARGE, standing.due) if standing.is_decided else None
