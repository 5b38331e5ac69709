"""Payees at the sandbox: the shares sent to them, the shares taken back, and what reaches their bank.

Transfers gather for a day in a payout, which travels another and then arrives, or comes back.
"""

import sqlite3

from livesessions.gateways.payments import Payout, PayoutStatus, Reversal, Transfer, TransferRequest
from livesessions.gateways.payments.errors import GatewayRefused
from livesessions.gateways.payments.sandbox.accounts import BREAKING, bank_of, refuse_banks
from livesessions.gateways.payments.sandbox.desk import Desk, instant, new_id
from livesessions.gateways.payments.sandbox.things import payout_thing, transfer_thing

GATHERING_SECONDS = 24 * 3600
TRAVELLING_SECONDS = 24 * 3600
LISTED = 100


def transfer(desk: Desk, request: TransferRequest) -> str:
    _check(desk, request)
    identifier = new_id("tr")
    desk.add(
        "transfers",
        id=identifier,
        reference=request.reference,
        account_id=request.account_id,
        amount=request.amount,
        currency=request.currency,
        charge_id=request.charge_id,
    )
    _gather(desk, request.account_id, identifier, request.amount, request.currency)
    desk.announce("transfer.created", transfer_thing(desk.get("transfers", identifier)))
    return identifier


def reverse(desk: Desk, identifier: str, amount: int) -> str:
    row = desk.get("transfers", identifier)
    if not 0 < amount <= row["amount"] - row["reversed"]:
        raise GatewayRefused("More than was transferred.", reason="amount_too_large")
    desk.change("transfers", identifier, reversed=row["reversed"] + amount)
    reversal_id = new_id("trr")
    desk.add("reversals", id=reversal_id, transfer_id=identifier, amount=amount)
    desk.announce("transfer.reversed", transfer_thing(desk.get("transfers", identifier)))
    return reversal_id


def look_up_transfers(desk: Desk, reference: str) -> tuple[Transfer, ...]:
    rows = desk.all("SELECT * FROM transfers WHERE reference = ? ORDER BY rowid", reference)
    return tuple(
        Transfer(
            id=row["id"],
            account_id=row["account_id"],
            amount=row["amount"],
            currency=row["currency"],
            reversals=_reversals(desk, row["id"]),
        )
        for row in rows
    )


def look_up_payouts(desk: Desk, account_id: str) -> tuple[Payout, ...]:
    desk.get("accounts", account_id)
    newest = (
        "SELECT payouts.*, reference FROM payouts LEFT JOIN payout_names ON payout_id = id"
        " WHERE account_id = ? ORDER BY payouts.rowid DESC LIMIT ?"
    )
    return tuple(_payout(row) for row in reversed(desk.all(newest, account_id, LISTED)))


def look_up_payout(desk: Desk, payout_id: str) -> tuple[str, ...]:
    rows = desk.all("SELECT transfer_id FROM payout_lines WHERE payout_id = ? ORDER BY rowid", payout_id)
    return tuple(row["transfer_id"] for row in rows)


def send_payout(desk: Desk, account_id: str, amount: int, currency: str, reference: str) -> str:
    """Once more, for what a bank sent back: it travels at once."""
    back = "SELECT * FROM payouts WHERE account_id = ? AND currency = ? AND status = 'failed' ORDER BY rowid"
    failed = [row["id"] for row in desk.all(back, account_id, currency)]
    if bank_of(desk, account_id) == "refused":
        raise GatewayRefused("This account has no bank that takes payouts.", reason="payouts_not_allowed")
    if not failed:
        raise GatewayRefused("There is nothing to pay out.", reason="balance_insufficient")
    identifier = _open(desk, account_id, amount, currency)
    desk.add("payout_names", payout_id=identifier, reference=reference)
    for payout_id in failed:
        desk.db.execute("UPDATE payout_lines SET payout_id = ? WHERE payout_id = ?", (identifier, payout_id))
        desk.change("payouts", payout_id, status="canceled")
    _depart(desk, identifier)
    return identifier


def move_due(desk: Desk) -> None:
    """Payouts leave, and arrive or come back, when their time has come."""
    for row in desk.all("SELECT id FROM payouts WHERE status = 'pending' AND leaves_at <= ?", desk.now):
        _depart(desk, row["id"])
    for row in desk.all("SELECT * FROM payouts WHERE status = 'in_transit' AND arrives_at <= ?", desk.now):
        _arrive(desk, row)


def _depart(desk: Desk, identifier: str) -> None:
    desk.change(
        "payouts",
        identifier,
        status="in_transit",
        leaves_at=desk.now,
        arrives_at=desk.now + TRAVELLING_SECONDS,
    )
    _announce(desk, "payout.updated", identifier)


def _arrive(desk: Desk, row: sqlite3.Row) -> None:
    if bank_of(desk, row["account_id"]) in BREAKING:
        desk.change("payouts", row["id"], status="failed", failure="no_account")
        _announce(desk, "payout.failed", row["id"])
        refuse_banks(desk, row["account_id"])
    else:
        desk.change("payouts", row["id"], status="paid")
        _announce(desk, "payout.paid", row["id"])


def _gather(desk: Desk, account_id: str, transfer_id: str, amount: int, currency: str) -> None:
    gathering = "SELECT * FROM payouts WHERE account_id = ? AND currency = ? AND status = 'pending'"
    known = desk.one(gathering, account_id, currency)
    if known:
        desk.change("payouts", known["id"], amount=known["amount"] + amount)
    payout_id = known["id"] if known else _open(desk, account_id, amount, currency)
    desk.add("payout_lines", payout_id=payout_id, transfer_id=transfer_id)


def _open(desk: Desk, account_id: str, amount: int, currency: str) -> str:
    identifier = new_id("po")
    leaves = desk.now + GATHERING_SECONDS
    desk.add(
        "payouts",
        id=identifier,
        account_id=account_id,
        amount=amount,
        currency=currency,
        status="pending",
        created_at=desk.now,
        leaves_at=leaves,
        arrives_at=leaves + TRAVELLING_SECONDS,
    )
    _announce(desk, "payout.created", identifier)
    return identifier


def _payout(row: sqlite3.Row) -> Payout:
    created, arrives = instant(row["created_at"]), instant(row["arrives_at"])
    assert created is not None
    assert arrives is not None
    return Payout(
        id=row["id"],
        amount=row["amount"],
        currency=row["currency"],
        status=PayoutStatus(row["status"]),
        created_at=created,
        arrives_at=arrives,
        failure=row["failure"],
        reference=row["reference"],
    )


def _reversals(desk: Desk, transfer_id: str) -> tuple[Reversal, ...]:
    rows = desk.all("SELECT * FROM reversals WHERE transfer_id = ? ORDER BY rowid", transfer_id)
    return tuple(Reversal(id=row["id"], amount=row["amount"]) for row in rows)


def _check(desk: Desk, request: TransferRequest) -> None:
    if not desk.get("accounts", request.account_id)["onboarded"]:
        raise GatewayRefused(
            "This account can't receive money yet.", reason="insufficient_capabilities_for_transfer"
        )
    if request.amount <= 0:
        raise GatewayRefused("A transfer moves something.", reason="amount_too_small")
    if request.charge_id is not None and request.amount > _left_of(desk, request.charge_id):
        raise GatewayRefused("More than the charge brought in.", reason="amount_too_large")


def _left_of(desk: Desk, charge_id: str) -> int:
    charge = desk.one("SELECT captured FROM payments WHERE charge_id = ?", charge_id)
    if charge is None:
        raise GatewayRefused(f"No such charge: {charge_id}", reason="resource_missing")
    sent = desk.one(
        "SELECT COALESCE(SUM(amount - reversed), 0) AS sum FROM transfers WHERE charge_id = ?", charge_id
    )
    return int(charge["captured"]) - (int(sent["sum"]) if sent else 0)


def _announce(desk: Desk, kind: str, identifier: str) -> None:
    row = desk.get("payouts", identifier)
    desk.announce(kind, payout_thing(row), account_id=row["account_id"])
