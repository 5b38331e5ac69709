"""The ledger of an app under test, as an auditor reads it: sound as a whole, and settled for one booking."""

import time

from sqlmodel import select

from livesessions.domain.ledger import Entry, Kind, Movement, balances
from livesessions.domain.ledger_check import differences
from livesessions.domain.money import Money
from livesessions.models import LedgerEntry, LedgerMovement
from livesessions.runtime.work import GUEST, View, ask
from tests.services.market import booking

PATIENCE = 20  # seconds until the worker has settled


def check_books(reference: str, *, currency: str = "EUR", **expected: int) -> None:
    """The whole ledger is sound, and this booking's accounts come to these amounts, others to nothing.

    Accounts are named without their owner: `gateway`, `escrow`, `instructor`, `revenue`, `gateway_fees`, …
    """
    deadline = time.monotonic() + PATIENCE
    while (found := accounts_of(reference, currency)) != expected and time.monotonic() < deadline:
        time.sleep(0.1)
    assert found == expected
    movements = all_movements()
    assert differences(movements) == ()
    assert sum(balances(movements).values()) == 0


def accounts_of(reference: str, currency: str = "EUR") -> dict[str, int]:
    """What the booking's movements come to on each account that is not even."""
    booking_id = booking(reference).id
    sums: dict[str, int] = {}
    own = [each for each in all_movements() if each.booking_id == booking_id]
    for (account, code), amount in balances(own).items():
        assert code == currency
        name = account.partition(":")[0]
        sums[name] = sums.get(name, 0) + amount
    return {name: amount for name, amount in sums.items() if amount}


def all_movements() -> list[Movement]:
    """In the order in which they were posted."""
    return ask(GUEST, _all_movements)


def _all_movements(view: View) -> list[Movement]:
    entries: dict[str, list[Entry]] = {}
    for row in view.db.exec(select(LedgerEntry).order_by(LedgerEntry.id)):  # type: ignore[arg-type]
        entries.setdefault(row.movement_id, []).append(Entry(row.account, Money(row.amount, row.currency)))
    found = {row.id: row for row in view.db.exec(select(LedgerMovement))}
    return [
        Movement(Kind(found[name].kind), found[name].external_id, tuple(posted), found[name].booking_id)
        for name, posted in entries.items()
    ]
