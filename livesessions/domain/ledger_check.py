"""The ledger's self-check: replays every movement in order and names what does not add up, hiding nothing.

That an instructor owes something is no error (a refund after a payout nets from the next one); that they were
paid while they did is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from livesessions.domain.ledger import DISPUTES, ESCROW, GATEWAY, REVENUE, Entry, Kind, Movement


@dataclass(frozen=True, slots=True)
class Difference:
    """One broken rule: which movement (or account) shows it, and by how many minor units."""

    rule: str
    subject: str
    currency: str = ""
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A running sum that must never fall below zero.

    It adds `sign` times the entries on accounts of that name made by movements of `kinds`, per booking (without
    one, per external id) or, if `overall`, per account; it is looked at after movements of `seen_by` (all of its
    kinds if empty).
    """

    name: str
    account: str
    sign: int
    kinds: frozenset[Kind]
    seen_by: frozenset[Kind] = frozenset()
    overall: bool = False


def differences(movements: Iterable[Movement]) -> tuple[Difference, ...]:
    """Every rule that some movement breaks, in the order they were posted; empty for a sound ledger.

    Each movement balances and is posted once, and no sum of `RULES` is ever below zero.
    """
    sums: defaultdict[tuple[str, str, str], int] = defaultdict(int)
    posted: set[str] = set()
    found: list[Difference] = []
    for movement in movements:
        found += _unsound(movement, posted)
        found += _broken(movement, sums)
        posted.add(movement.id)
    return tuple(found)


def _unsound(movement: Movement, posted: set[str]) -> Iterator[Difference]:
    if movement.id in posted:
        yield Difference("posted twice", movement.id)
    if not movement.entries:
        yield Difference("moves nothing", movement.id)
    for currency, left in movement.imbalance().items():
        yield Difference("does not balance", movement.id, currency, left)


def _broken(movement: Movement, sums: defaultdict[tuple[str, str, str], int]) -> Iterator[Difference]:
    touched: set[tuple[str, str, str]] = set()
    for entry in movement.entries:
        for rule in _RULES_OF.get((entry.account.partition(":")[0], movement.kind), ()):
            key = _key(rule, movement, entry)
            sums[key] += rule.sign * entry.amount.amount
            if not rule.seen_by or movement.kind in rule.seen_by:
                touched.add(key)
    for name, subject, currency in sorted(touched):
        if (left := sums[name, subject, currency]) < 0:
            yield Difference(name, movement.id, currency, -left)


def _key(rule: Rule, movement: Movement, entry: Entry) -> tuple[str, str, str]:
    return rule.name, entry.account if rule.overall else _about(movement), entry.amount.currency


def _about(movement: Movement) -> str:
    return movement.external_id if movement.booking_id is None else f"booking:{movement.booking_id}"


_ALL = frozenset(Kind)
_OUT = frozenset({Kind.TRANSFER})
_PAID = frozenset({Kind.TRANSFER, Kind.REVERSAL})
_EARNED = frozenset({Kind.EARN, Kind.UNEARN})
_TAKEN = frozenset({Kind.CAPTURE, Kind.CREDIT_SPENT})
_GIVEN = frozenset({Kind.REFUND, Kind.REFUND_FAILED, Kind.CREDIT_RETURNED, Kind.DISPUTE_LOST})
_CREDIT_BACK = frozenset({Kind.CREDIT_REFUNDED, Kind.CREDIT_REFUND_FAILED})

RULES = (
    Rule("refunded more than was captured", ESCROW, -1, _TAKEN | _GIVEN),
    Rule("earned or refunded more than is in escrow", ESCROW, -1, _ALL),
    Rule("refund failed that was not made", ESCROW, 1, _GIVEN),
    Rule("unearned a share that was not earned", "instructor", -1, _EARNED),
    Rule("unearned a fee that was not earned", REVENUE, -1, _EARNED),
    Rule("reversed more than was transferred", "instructor", 1, _PAID),
    Rule("paid out more than the booking earned", "instructor", -1, _EARNED | _PAID, _OUT),
    Rule("paid out more than is owed", "instructor", -1, _ALL, _OUT, overall=True),
    Rule("ended a dispute that was not open", DISPUTES, 1, _ALL),
    Rule("spent credit that was not bought", "credits", -1, _ALL, overall=True),
    Rule("credit refund failed that was not made", GATEWAY, -1, _CREDIT_BACK),
    Rule("withdrew more credit than was lost", "losses", 1, _ALL, overall=True),
)

_RULES_OF = {
    (account, kind): [rule for rule in RULES if rule.account == account and kind in rule.kinds]
    for account in {rule.account for rule in RULES}
    for kind in Kind
}
