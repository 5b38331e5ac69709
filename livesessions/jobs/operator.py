"""What an operator can ask for from the command line: the ledger whole, its self-check and the audit trail's, and
an admin.
"""

import json
from datetime import datetime
from typing import Any

from livesessions.domain.ledger import Movement, balances
from livesessions.queries.audit import broken_chains
from livesessions.queries.ledger import ledger_differences, movements, posted_at
from livesessions.runtime.work import SYSTEM, ask, perform
from livesessions.services.accounts import make_admin


def export_ledger() -> str:
    """JSON: balances by account and currency, and every movement in order with its external id."""
    found, at = ask(SYSTEM, movements), ask(SYSTEM, posted_at)
    sums: dict[str, dict[str, int]] = {}
    for (account, currency), amount in sorted(balances(found).items()):
        sums.setdefault(account, {})[currency] = amount
    lines = [_line(movement, at.get(movement.id)) for movement in found]
    return json.dumps({"balances": sums, "movements": lines}, indent=2)


def check_ledger() -> tuple[str, bool]:
    """A line for every difference, or one that says how much was checked; whether all is well."""
    count, differences = ask(SYSTEM, ledger_differences)
    if not differences:
        return f"{count} movements, no difference", True
    lines = [f"{it.rule}: {it.subject} {it.amount} {it.currency}".rstrip() for it in differences]
    return "\n".join(lines), False


def check_audit() -> tuple[str, bool]:
    """A line for every broken chain, or one that says how much was followed; whether all is well."""
    count, broken = ask(SYSTEM, broken_chains)
    if not broken:
        return f"{count} events, no break", True
    return "\n".join(f"chain {it.chain} breaks at its event {it.number}" for it in broken), False


def appoint(email: str) -> str:
    """Makes the person with this address an admin. Errors: NotFound."""
    return f"{perform(SYSTEM, make_admin, email=email)} is an admin"


def _line(movement: Movement, at: datetime | None) -> dict[str, Any]:
    return {
        "id": movement.id,
        "kind": movement.kind,
        "external_id": movement.external_id,
        "booking_id": movement.booking_id,
        "at": at.isoformat() if at else None,
        "entries": [
            {"account": entry.account, "amount": entry.amount.amount, "currency": entry.amount.currency}
            for entry in movement.entries
        ],
    }
