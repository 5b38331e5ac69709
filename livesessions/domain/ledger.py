"""Double entry: every movement of money is a few signed amounts that sum to zero in each currency.

What we have is positive (`gateway`, `disputes`), what we owe or earned negative (`escrow`, `instructor:7`,
`revenue`), what we spent positive (`gateway_fees`). An authorisation moves nothing. A movement happens once
by its kind and external id, and is never changed: a correction is another movement.

Money paid for a booking waits in escrow and leaves it once: back to the learner, or earned. A refund or lost
dispute after that begins with `unearn`, so that a refund that fails is back in escrow, whatever came before.

Credit is owed to the learner until it is spent or refunded. A bank that takes a package's payment back for good
takes it from us: what is left of the credit is withdrawn against that, sessions that were booked with it stay
our loss.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from livesessions.domain.errors import DomainError
from livesessions.domain.money import Money, Split

GATEWAY = "gateway"
ESCROW = "escrow"
REVENUE = "revenue"
GATEWAY_FEES = "gateway_fees"
DISPUTES = "disputes"


class Kind(StrEnum):
    CAPTURE = "capture"
    GATEWAY_FEE = "gateway_fee"
    GATEWAY_FEE_BACK = "gateway_fee_back"
    REFUND = "refund"
    REFUND_FAILED = "refund_failed"
    EARN = "earn"
    UNEARN = "unearn"
    TRANSFER = "transfer"
    REVERSAL = "reversal"
    DISPUTE = "dispute"
    DISPUTE_WON = "dispute_won"
    DISPUTE_LOST = "dispute_lost"
    CREDIT_BOUGHT = "credit_bought"
    CREDIT_SPENT = "credit_spent"
    CREDIT_RETURNED = "credit_returned"
    CREDIT_REFUNDED = "credit_refunded"
    CREDIT_REFUND_FAILED = "credit_refund_failed"
    CREDIT_WITHDRAWN = "credit_withdrawn"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Entry:
    """One signed amount on one account."""

    account: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Movement:
    """Entries that belong together, and the booking they are about if there is one."""

    kind: Kind
    external_id: str
    entries: tuple[Entry, ...]
    booking_id: int | None = None

    @property
    def id(self) -> str:
        """Unique: what makes a repeated posting show."""
        return f"{self.kind}:{self.external_id}"

    def imbalance(self) -> dict[str, int]:
        """What is left over per currency; empty for a sound movement."""
        sums: dict[str, int] = {}
        for entry in self.entries:
            sums[entry.amount.currency] = sums.get(entry.amount.currency, 0) + entry.amount.amount
        return {currency: left for currency, left in sums.items() if left}


class Unsound(DomainError):
    """A movement that moves nothing or does not sum to zero must not be posted."""

    code = "unsound_movement"


def instructor(instructor_id: int) -> str:
    """The account of what an instructor is owed (negative) or owes (positive)."""
    return f"instructor:{instructor_id}"


def credits_of(learner_id: int) -> str:
    """The account of what a learner has paid in advance (negative)."""
    return f"credits:{learner_id}"


def losses_by(learner_id: int) -> str:
    """The account of what a learner's bank took back for sessions that were booked all the same (positive)."""
    return f"losses:{learner_id}"


def capture(external_id: str, booking_id: int, amount: Money) -> Movement:
    """The learner has paid."""
    return _across(Kind.CAPTURE, external_id, booking_id, amount, (ESCROW, GATEWAY))


def gateway_fee(external_id: str, booking_id: int | None, fee: Money) -> Movement:
    """The gateway kept something for itself, for a charge or for a dispute."""
    return _across(Kind.GATEWAY_FEE, external_id, booking_id, fee, (GATEWAY, GATEWAY_FEES))


def gateway_fee_back(external_id: str, booking_id: int | None, fee: Money) -> Movement:
    """The gateway gave a fee back, as some do for a dispute that was won."""
    return _across(Kind.GATEWAY_FEE_BACK, external_id, booking_id, fee, (GATEWAY_FEES, GATEWAY))


def refund(external_id: str, booking_id: int, amount: Money) -> Movement:
    """The learner gets money back out of escrow."""
    return _across(Kind.REFUND, external_id, booking_id, amount, (GATEWAY, ESCROW))


def refund_failed(external_id: str, booking_id: int, amount: Money) -> Movement:
    """It did not arrive: still owed, back in escrow."""
    return _across(Kind.REFUND_FAILED, external_id, booking_id, amount, (ESCROW, GATEWAY))


def earn(external_id: str, booking_id: int, parts: Split, instructor_id: int) -> Movement:
    """The session took place, or the policy keeps this much: share and fee are earned."""
    return _checked(Kind.EARN, external_id, booking_id, _earned(parts, instructor_id))


def unearn(external_id: str, booking_id: int, parts: Split, instructor_id: int) -> Movement:
    """What was earned goes back to escrow; an instructor who has it already owes it."""
    back = Split(fee=-parts.fee, share=-parts.share)
    return _checked(Kind.UNEARN, external_id, booking_id, _earned(back, instructor_id))


def transfer(external_id: str, booking_id: int, amount: Money, instructor_id: int) -> Movement:
    """An available share went to the instructor's account."""
    return _across(Kind.TRANSFER, external_id, booking_id, amount, (GATEWAY, instructor(instructor_id)))


def reversal(external_id: str, booking_id: int, amount: Money, instructor_id: int) -> Movement:
    """A transfer, or a part of it, came back."""
    return _across(Kind.REVERSAL, external_id, booking_id, amount, (instructor(instructor_id), GATEWAY))


def dispute(external_id: str, booking_id: int | None, amount: Money) -> Movement:
    """The learner's bank took the money back for now; its fee is a `gateway_fee`."""
    return _across(Kind.DISPUTE, external_id, booking_id, amount, (GATEWAY, DISPUTES))


def dispute_won(external_id: str, booking_id: int | None, amount: Money) -> Movement:
    """The bank returned it."""
    return _across(Kind.DISPUTE_WON, external_id, booking_id, amount, (DISPUTES, GATEWAY))


def dispute_lost(external_id: str, booking_id: int, amount: Money) -> Movement:
    """The bank keeps it: in the end a refund out of escrow."""
    return _across(Kind.DISPUTE_LOST, external_id, booking_id, amount, (DISPUTES, ESCROW))


def credit_bought(external_id: str, amount: Money, learner_id: int) -> Movement:
    """A package was paid."""
    return _across(Kind.CREDIT_BOUGHT, external_id, None, amount, (credits_of(learner_id), GATEWAY))


def credit_spent(external_id: str, booking_id: int, amount: Money, learner_id: int) -> Movement:
    """A booking was paid from a package, at the price paid for it."""
    return _across(Kind.CREDIT_SPENT, external_id, booking_id, amount, (ESCROW, credits_of(learner_id)))


def credit_returned(external_id: str, booking_id: int, amount: Money, learner_id: int) -> Movement:
    """The booking's money is credit again."""
    return _across(Kind.CREDIT_RETURNED, external_id, booking_id, amount, (credits_of(learner_id), ESCROW))


def credit_refunded(external_id: str, amount: Money, learner_id: int, *, beyond: Money) -> Movement:
    """Credit went back to the learner as money; `beyond` of it was spent already, and is our loss."""
    entries = (
        Entry(credits_of(learner_id), amount - beyond),
        Entry(losses_by(learner_id), beyond),
        Entry(GATEWAY, -amount),
    )
    return _checked(Kind.CREDIT_REFUNDED, external_id, None, entries)


def credit_refund_failed(external_id: str, amount: Money, learner_id: int) -> Movement:
    """It did not arrive: still owed, as credit."""
    way = (credits_of(learner_id), GATEWAY)
    return _across(Kind.CREDIT_REFUND_FAILED, external_id, None, amount, way)


def credit_dispute_lost(external_id: str, amount: Money, learner_id: int) -> Movement:
    """The bank keeps what it took of a package's payment: our loss, less the credit that is withdrawn for it."""
    return _across(Kind.DISPUTE_LOST, external_id, None, amount, (DISPUTES, losses_by(learner_id)))


def credit_withdrawn(external_id: str, amount: Money, learner_id: int) -> Movement:
    """Credit whose payment the bank took back is the learner's no more."""
    way = (losses_by(learner_id), credits_of(learner_id))
    return _across(Kind.CREDIT_WITHDRAWN, external_id, None, amount, way)


def correction(external_id: str, booking_id: int | None, entries: Iterable[Entry]) -> Movement:
    """What a person decided, entry by entry. Errors: Unsound unless it balances."""
    return _checked(Kind.CORRECTION, external_id, booking_id, entries)


def balances(movements: Iterable[Movement]) -> dict[tuple[str, str], int]:
    """The sum of every account in every currency, by (account, currency). They sum to zero per currency."""
    sums: dict[tuple[str, str], int] = {}
    for movement in movements:
        for entry in movement.entries:
            key = entry.account, entry.amount.currency
            sums[key] = sums.get(key, 0) + entry.amount.amount
    return sums


def _across(
    kind: Kind, external_id: str, booking_id: int | None, amount: Money, way: tuple[str, str]
) -> Movement:
    source, target = way
    if amount.amount < 0:
        raise Unsound("A movement has a direction: its amount can't be negative.")
    return _checked(kind, external_id, booking_id, (Entry(target, amount), Entry(source, -amount)))


def _earned(parts: Split, instructor_id: int) -> tuple[Entry, ...]:
    return (
        Entry(ESCROW, parts.total),
        Entry(instructor(instructor_id), -parts.share),
        Entry(REVENUE, -parts.fee),
    )


def _checked(kind: Kind, external_id: str, booking_id: int | None, entries: Iterable[Entry]) -> Movement:
    movement = Movement(kind, external_id, tuple(entry for entry in entries if entry.amount), booking_id)
    if not movement.entries or movement.imbalance():
        raise Unsound(f"{movement.id} moves nothing or doesn't balance.")
    return movement
