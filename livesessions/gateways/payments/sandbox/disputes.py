"""A learner's bank takes the money back while it looks into a complaint."""

import json
import sqlite3
from dataclasses import asdict, dataclass

from livesessions.gateways.payments import Evidence
from livesessions.gateways.payments.errors import GatewayRefused
from livesessions.gateways.payments.sandbox.desk import Desk, new_id
from livesessions.gateways.payments.sandbox.things import dispute_thing

EVIDENCE_SECONDS = 7 * 24 * 3600
DISPUTE_FEE = 1500


@dataclass(frozen=True, kw_only=True)
class OpenDispute:
    """A dispute a developer may decide."""

    id: str
    reference: str
    amount: int
    currency: str


def open_dispute(desk: Desk, payment: sqlite3.Row) -> None:
    identifier = new_id("dp")
    desk.add(
        "disputes",
        id=identifier,
        payment_id=payment["id"],
        amount=payment["captured"],
        status="open",
        reason="fraudulent",
        withdrawn=payment["captured"] + DISPUTE_FEE,
        evidence_due=desk.now + EVIDENCE_SECONDS,
    )
    _announce(desk, "charge.dispute.created", identifier)
    _announce(desk, "charge.dispute.funds_withdrawn", identifier)


def close_dispute(desk: Desk, identifier: str, *, won: bool) -> None:
    """The bank's verdict; what it took comes back, its fee included, only if we won."""
    dispute = desk.get("disputes", identifier)
    if dispute["status"] != "open":
        raise GatewayRefused(f"This dispute is {dispute['status']}.", reason="dispute_not_open")
    if won:
        desk.change("disputes", identifier, status="won", withdrawn=0)
        _announce(desk, "charge.dispute.funds_reinstated", identifier)
    else:
        desk.change("disputes", identifier, status="lost")
    _announce(desk, "charge.dispute.closed", identifier)


def send_evidence(desk: Desk, identifier: str, evidence: Evidence) -> None:
    """What the bank reads before it decides; told once."""
    dispute = desk.get("disputes", identifier)
    if dispute["status"] != "open":
        raise GatewayRefused(f"This dispute is {dispute['status']}.", reason="dispute_not_open")
    if desk.one("SELECT 1 FROM evidence WHERE dispute_id = ?", identifier):
        raise GatewayRefused("The evidence was sent already.", reason="evidence_already_sent")
    desk.add("evidence", dispute_id=identifier, body=json.dumps(asdict(evidence)))
    _announce(desk, "charge.dispute.updated", identifier)


def evidence(desk: Desk, identifier: str) -> dict[str, str]:
    """What the bank was told; empty if nothing."""
    row = desk.one("SELECT body FROM evidence WHERE dispute_id = ?", identifier)
    return dict(json.loads(row["body"])) if row else {}


def undecided(desk: Desk) -> tuple[OpenDispute, ...]:
    """What still waits for the bank's verdict, oldest first."""
    rows = desk.all(
        "SELECT d.id, d.amount, p.currency, p.reference FROM disputes d JOIN payments p ON p.id = d.payment_id"
        " WHERE d.status = 'open' ORDER BY d.rowid"
    )
    return tuple(OpenDispute(**dict(row)) for row in rows)


def is_disputed(desk: Desk, payment_id: str) -> bool:
    sql = "SELECT 1 FROM disputes WHERE payment_id = ? AND status IN ('open', 'lost')"
    return desk.one(sql, payment_id) is not None


def _announce(desk: Desk, kind: str, identifier: str) -> None:
    dispute = desk.get("disputes", identifier)
    desk.announce(kind, dispute_thing(dispute, desk.get("payments", dispute["payment_id"])))
