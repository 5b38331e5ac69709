"""When an instructor's share becomes available, and what of it is paid when something is owed back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from livesessions.domain.money import Money, total


@dataclass(frozen=True, slots=True)
class Rules:
    """The numbers of this module, for settings to replace."""

    wait: timedelta = timedelta(days=3)
    wait_at_first: timedelta = timedelta(days=7)
    first_sessions: int = 5


RULES = Rules()


@dataclass(frozen=True, slots=True)
class Share:
    """What an instructor earned with one booking and has not been paid yet.

    `frozen` while a dispute or a reported problem is open; `blocked` says why it can't be transferred (no
    account yet, restricted), empty if it can.
    """

    booking_id: int
    amount: Money
    available_at: datetime
    frozen: bool = False
    blocked: str = ""


@dataclass(frozen=True, slots=True)
class Transfer:
    """What to send now for one booking: its share less what was withheld for a debt."""

    booking_id: int
    amount: Money
    withheld: Money


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of an instructor's unpaid shares in one currency. The parts sum to the shares."""

    transfers: tuple[Transfer, ...]
    paid: Money
    withheld: Money
    waiting: Money
    frozen: Money
    blocked: Money
    debt_left: Money


def available_at(completed_at: datetime, finished_before: int, rules: Rules = RULES) -> datetime:
    """When a session's share becomes available; `finished_before` counts the sessions before it."""
    wait = rules.wait_at_first if finished_before < rules.first_sessions else rules.wait
    return completed_at + wait


def plan(shares: Sequence[Share], debt: Money, now: datetime) -> Plan:
    """Pays the available shares, earliest first, after they have covered what the instructor owes.

    `debt` is not negative: what refunds and lost disputes took back after it had been paid. A share of which
    nothing is left has no transfer. Asking again after the transfers gives the same answer for the rest.
    """
    heaps: dict[str, list[Share]] = {"due": [], "waiting": [], "frozen": [], "blocked": []}
    for share in shares:
        heaps[_state(share, now)].append(share)
    answers = list(_net(sorted(heaps["due"], key=_order), debt))
    withheld = total((each.withheld for each in answers), debt.currency)
    return Plan(
        transfers=tuple(each for each in answers if each.amount),
        paid=total((each.amount for each in answers), debt.currency),
        withheld=withheld,
        waiting=_sum(heaps["waiting"], debt.currency),
        frozen=_sum(heaps["frozen"], debt.currency),
        blocked=_sum(heaps["blocked"], debt.currency),
        debt_left=debt - withheld,
    )


def _state(share: Share, now: datetime) -> str:
    if share.frozen:
        return "frozen"
    if share.available_at > now:
        return "waiting"
    return "blocked" if share.blocked else "due"


def _order(share: Share) -> tuple[datetime, int]:
    return share.available_at, share.booking_id


def _net(due: Iterable[Share], debt: Money) -> Iterable[Transfer]:
    for share in due:
        withheld = min(share.amount, debt)
        debt -= withheld
        yield Transfer(share.booking_id, share.amount - withheld, withheld)


def _sum(shares: Iterable[Share], currency: str) -> Money:
    return total((share.amount for share in shares), currency)
