"""The ledger as it was written: every movement in order, and where our own rows disagree with it."""

from collections import defaultdict
from datetime import datetime

from sqlmodel import col, func, select

from livesessions.domain.ledger import ESCROW, Entry, Kind, Movement, balances, credits_of
from livesessions.domain.ledger_check import Difference, differences
from livesessions.domain.money import Money
from livesessions.models import LedgerEntry, LedgerMovement, Package, PackageStatus, Payment
from livesessions.queries.packages import holding_of
from livesessions.runtime.work import View

PAID = (Kind.CAPTURE, Kind.CREDIT_SPENT)
BACK = (Kind.REFUND, Kind.REFUND_FAILED, Kind.CREDIT_RETURNED)


def movements(view: View) -> list[Movement]:
    """All of them, in the order they were posted: entries are numbered, and written before their movement."""
    entries: defaultdict[str, list[Entry]] = defaultdict(list)
    for row in view.db.exec(select(LedgerEntry).order_by(col(LedgerEntry.id))):
        entries[row.movement_id].append(Entry(row.account, Money(row.amount, row.currency)))
    rows = {row.id: row for row in view.db.exec(select(LedgerMovement))}
    without = [name for name in rows if name not in entries]
    return [_movement(name, rows.get(name), tuple(entries[name])) for name in (*entries, *without)]


def read_movement(view: View, movement_id: str) -> Movement:
    """One of them."""
    entries = select(LedgerEntry).where(LedgerEntry.movement_id == movement_id)
    found = view.db.exec(entries.order_by(col(LedgerEntry.id)))
    told = tuple(Entry(row.account, Money(row.amount, row.currency)) for row in found)
    return _movement(movement_id, view.db.get_one(LedgerMovement, movement_id), told)


def posted_at(view: View) -> dict[str, datetime]:
    """When each movement was posted."""
    return dict(view.db.exec(select(LedgerMovement.id, LedgerMovement.at)).all())


def ledger_differences(view: View) -> tuple[int, tuple[Difference, ...]]:
    """How many movements there are, and all that does not add up, in the ledger or beside it."""
    found = movements(view)
    return len(found), (*differences(found), *_beside(view), *_beside_packages(view, found))


def _movement(name: str, row: LedgerMovement | None, entries: tuple[Entry, ...]) -> Movement:
    kind, _, external_id = name.partition(":")
    return Movement(Kind(kind), external_id, entries, row.booking_id if row else None)


def _beside(view: View) -> list[Difference]:
    """Payments whose own figures are not the ledger's."""
    taken, back = (_sums(view, kinds) for kinds in (PAID, BACK))
    found: list[Difference] = []
    for payment in view.db.exec(select(Payment).order_by(col(Payment.id))):
        name, of = f"booking:{payment.booking_id}", payment.booking_id
        excess = payment.captured + taken.get(of, 0), payment.refunded - back.get(of, 0)
        rules = "payment's captured amount", "payment's refunded amount"
        found += [
            Difference(rule, name, payment.currency, by) for rule, by in zip(rules, excess, strict=True) if by
        ]
    return found


def _beside_packages(view: View, found: list[Movement]) -> list[Difference]:
    """Learners whose packages hold another credit than the ledger."""
    held: defaultdict[tuple[str, str], int] = defaultdict(int)
    for package in view.db.exec(select(Package).where(Package.status == PackageStatus.PAID)):
        held[credits_of(package.learner_id), package.currency] -= holding_of(package).credit
    posted = {key: amount for key, amount in balances(found).items() if key[0].startswith("credits:")}
    excess = {key: held[key] - posted.get(key, 0) for key in sorted(held.keys() | posted.keys())}
    return [Difference("packages' credit", *key, amount) for key, amount in excess.items() if amount]


def _sums(view: View, kinds: tuple[Kind, ...]) -> dict[int | None, int]:
    """What movements of these kinds took out of escrow, by booking."""
    statement = (
        select(LedgerMovement.booking_id, func.sum(LedgerEntry.amount))
        .join(LedgerEntry, col(LedgerEntry.movement_id) == LedgerMovement.id)
        .where(col(LedgerMovement.kind).in_(kinds), LedgerEntry.account == ESCROW)
        .group_by(col(LedgerMovement.booking_id))
    )
    return {booking_id: int(total) for booking_id, total in view.db.exec(statement)}
