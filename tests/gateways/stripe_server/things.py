"""Stripe's objects as its API answers them: ids where nothing was expanded, newest first, ten refunds at most."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from livesessions.domain.money import Money, gateway_amount
from livesessions.gateways.payments import Account
from livesessions.gateways.payments.sandbox import disputes, payments
from livesessions.gateways.payments.sandbox.desk import Desk
from tests.gateways.stripe_server.wire import Params, WrongParameter

Thing = dict[str, Any]
INLINE = 10


def cents(amount: int, currency: str) -> int:
    return gateway_amount(Money(amount, currency))


def session(desk: Desk, row: sqlite3.Row, expand: Sequence[str] = ()) -> Thing:
    payment = row["payment_id"]
    inner = [path.removeprefix("payment_intent.") for path in expand if path.startswith("payment_intent.")]
    if payment and expand:
        payment = payment_intent(desk, desk.get("payments", payment), inner)
    return {
        "id": row["id"],
        "object": "checkout.session",
        "status": row["status"],
        "mode": "payment",
        "amount_total": cents(row["amount"], row["currency"]),
        "currency": row["currency"].lower(),
        "client_reference_id": row["reference"],
        "metadata": {"reference": row["reference"]},
        "expires_at": row["expires_at"],
        "payment_intent": payment,
        "url": f"https://checkout.stripe.test/c/{row['id']}" if row["status"] == "open" else None,
    }


def payment_intent(desk: Desk, row: sqlite3.Row, expand: Sequence[str] = ()) -> Thing:
    latest: Thing | str | None = None if row["status"] == "requires_action" else row["charge_id"]
    if latest and expand:
        latest = charge(desk, row, [path.removeprefix("latest_charge.") for path in expand])
    amount = cents(row["amount"], row["currency"])
    return {
        "id": row["id"],
        "object": "payment_intent",
        "status": row["status"],
        "amount": amount,
        "amount_received": cents(row["captured"], row["currency"]),
        "amount_capturable": amount if row["status"] == "requires_capture" else 0,
        "currency": row["currency"].lower(),
        "capture_method": "manual" if row["hold"] else "automatic_async",
        "latest_charge": latest,
        "last_payment_error": _failure(row),
        "metadata": {"reference": row["reference"]},
        "transfer_group": row["reference"],
    }


def charge(desk: Desk, row: sqlite3.Row, expand: Sequence[str]) -> Thing:
    was_voided = row["status"] == "canceled" and row["authorised_until"] is not None
    given_back = row["amount"] if was_voided else payments.refunded(desk, row["id"])
    thing = {
        "id": row["charge_id"],
        "object": "charge",
        "paid": payments.is_paid(row) or was_voided,
        "amount": cents(row["amount"], row["currency"]),
        "amount_captured": cents(row["captured"], row["currency"]),
        "amount_refunded": cents(given_back, row["currency"]),
        "refunded": given_back == row["amount"],
        "disputed": bool(desk.all("SELECT 1 FROM disputes WHERE payment_id = ?", row["id"])),
        "balance_transaction": _balance(row, "balance_transaction" in expand),
        "payment_method_details": {"type": "card", "card": {"capture_before": row["authorised_until"]}},
    }
    if "refunds" in expand:
        found = [_voided(row)] if was_voided else all_refunds(desk, row["id"])
        thing["refunds"] = {"object": "list", "data": found[:INLINE], "has_more": len(found) > INLINE}
    return thing


def all_refunds(desk: Desk, payment_id: str) -> list[Thing]:
    payment = desk.get("payments", payment_id)
    rows = desk.all("SELECT * FROM refunds WHERE payment_id = ? ORDER BY rowid DESC", payment_id)
    return [refund(row, payment) for row in rows]


def refund(row: sqlite3.Row, payment: sqlite3.Row) -> Thing:
    thing = {"id": row["id"], "object": "refund", "status": row["status"], "payment_intent": payment["id"]}
    amount = {"amount": cents(row["amount"], payment["currency"]), "currency": payment["currency"].lower()}
    return thing | amount | ({"failure_reason": row["failure"]} if row["failure"] else {})


def all_disputes(desk: Desk, payment_id: str) -> list[Thing]:
    payment = desk.get("payments", payment_id)
    rows = desk.all("SELECT * FROM disputes WHERE payment_id = ? ORDER BY rowid DESC", payment_id)
    return [dispute(row, payment) for row in rows]


def dispute(row: sqlite3.Row, payment: sqlite3.Row) -> Thing:
    currency = payment["currency"].lower()
    taken = cents(row["amount"] + disputes.DISPUTE_FEE, payment["currency"])
    fee = cents(disputes.DISPUTE_FEE, payment["currency"])
    moves = [{"object": "balance_transaction", "net": -taken, "fee": fee, "currency": currency}]
    if row["status"] == "won":
        moves.append({"object": "balance_transaction", "net": taken, "fee": -fee, "currency": currency})
    return {
        "id": row["id"],
        "object": "dispute",
        "amount": cents(row["amount"], payment["currency"]),
        "currency": currency,
        "status": "needs_response" if row["status"] == "open" else row["status"],
        "reason": row["reason"],
        "balance_transactions": moves,
        "evidence_details": {"due_by": row["evidence_due"]},
        "payment_intent": payment["id"],
    }


def account(found: Account) -> Thing:
    return {
        "id": found.id,
        "object": "account",
        "capabilities": {"transfers": "active" if found.can_receive else "inactive"},
        "payouts_enabled": found.can_pay_out,
        "requirements": {"past_due": [], "currently_due": list(found.missing)},
    }


def transfer(desk: Desk, row: sqlite3.Row) -> Thing:
    back = reversals(desk, row)
    return {
        "id": row["id"],
        "object": "transfer",
        "amount": cents(row["amount"], row["currency"]),
        "amount_reversed": cents(row["reversed"], row["currency"]),
        "currency": row["currency"].lower(),
        "destination": row["account_id"],
        "transfer_group": row["reference"],
        "reversals": {"object": "list", "data": back[:INLINE], "has_more": len(back) > INLINE},
    }


def reversals(desk: Desk, transfer: sqlite3.Row) -> list[Thing]:
    rows = desk.all("SELECT * FROM reversals WHERE transfer_id = ? ORDER BY rowid DESC", transfer["id"])
    return [
        {"id": row["id"], "object": "transfer_reversal", "amount": cents(row["amount"], transfer["currency"])}
        for row in rows
    ]


def payout(row: sqlite3.Row) -> Thing:
    return {
        "id": row["id"],
        "object": "payout",
        "amount": cents(row["amount"], row["currency"]),
        "currency": row["currency"].lower(),
        "status": row["status"],
        "created": row["created_at"],
        "arrival_date": row["arrives_at"],
        "failure_code": row["failure"],
    }


def received(transfer_id: str) -> Thing:
    """A transfer as the payee's balance shows it."""
    source = {"id": f"py_{transfer_id}", "object": "charge", "source_transfer": transfer_id}
    return {"id": f"txn_{transfer_id}", "object": "balance_transaction", "type": "payment", "source": source}


def page(things: list[Thing], params: Params, url: str) -> Thing:
    """One page of a list, newest first."""
    after, limit = params.get("starting_after"), params.get("limit", 10)
    if not 1 <= limit <= 100:
        raise WrongParameter("limit", "parameter_invalid_integer")
    ids = [thing["id"] for thing in things]
    rest = things[ids.index(after) + 1 :] if after else things
    return {"object": "list", "url": url, "data": rest[:limit], "has_more": len(rest) > limit}


def _failure(row: sqlite3.Row) -> Thing | None:
    if row["failure_code"] is None:
        return None
    failure = {"type": "card_error", "message": row["failure_message"]}
    if row["failure_code"].startswith("payment_intent"):
        return failure | {"code": row["failure_code"]}
    return failure | {"code": "card_declined", "decline_code": row["failure_code"]}


def _balance(row: sqlite3.Row, expanded: bool) -> Thing | str | None:
    if row["fee"] is None:
        return None
    name = f"txn_{row['charge_id']}"
    fee = {"fee": cents(row["fee"], row["currency"]), "currency": row["currency"].lower()}
    return {"id": name, "object": "balance_transaction"} | fee if expanded else name


def _voided(row: sqlite3.Row) -> Thing:
    """Stripe books the end of an authorisation as a refund of what was never captured."""
    thing = {"id": f"re_void_{row['id']}", "object": "refund", "status": "succeeded"}
    return thing | {"amount": cents(row["amount"], row["currency"]), "currency": row["currency"].lower()}
