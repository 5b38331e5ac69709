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


@dataclass(frozen=True, slots=True)
class Sent:
    """A transfer of which `left` could still be taken back."""

    external_id: str
    left: int


@dataclass(frozen=True, slots=True)
class Line:
    """One booking's share as the books have it: `left` of it is owed to the instructor, or by them if negative."""

    booking_id: int
    left: Money
    available_at: datetime
    sent: tuple[Sent, ...] = ()
    frozen: bool = False
    blocked: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """One call to make for one booking: send `amount`, or take it back from the transfer `back_from`."""

    booking_id: int
    amount: Money
    back_from: str = ""


def next_move(lines: Sequence[Line], now: datetime, *, can_receive: bool) -> Move | None:
    """The one call that brings an instructor nearer to what they are owed; None when nothing is to be done now.

    What is owed back is first taken from the very transfer it went out with; where that can't be done it nets
    from the next shares. Called again after every call until it says None.
    """
    for line in lines:
        if move := _taking_back(line):
            return move
    if not can_receive:
        return None
    moves = (_sending(each, now) for each in _by_currency(lines))
    return next((move for move in moves if move), None)


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


def _taking_back(line: Line) -> Move | None:
    if line.left.amount >= 0 or line.blocked:
        return None
    source = next((sent for sent in line.sent if sent.left > 0), None)
    if source is None:
        return None
    amount = Money(min(-line.left.amount, source.left), line.left.currency)
    return Move(line.booking_id, amount, source.external_id)


def _sending(lines: Sequence[Line], now: datetime) -> Move | None:
    nothing = Money(0, lines[0].left.currency)
    shares = [
        Share(line.booking_id, line.left, line.available_at, line.frozen, line.blocked)
        for line in lines
        if line.left > nothing
    ]
    debt = -total((line.left for line in lines if line.left < nothing), nothing.currency)
    first = next(iter(plan(shares, debt, now).transfers), None)
    return Move(first.booking_id, first.amount) if first else None


def _by_currency(lines: Sequence[Line]) -> Iterable[list[Line]]:
    for code in sorted({line.left.currency for line in lines}):
        yield [line for line in lines if line.left.currency == code]


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
