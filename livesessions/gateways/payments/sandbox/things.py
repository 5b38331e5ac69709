"""The objects inside the sandbox's letters, as far as a reader of Stripe's events relies on them."""

import sqlite3
from typing import Any


def checkout_thing(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "id": row["id"],
        "object": "checkout.session",
        "status": row["status"],
        "payment_intent": row["payment_id"],
        "client_reference_id": row["reference"],
        "metadata": {"reference": row["reference"]},
    }


def payment_thing(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "id": row["id"],
        "object": "payment_intent",
        "status": row["status"],
        "amount": row["amount"],
        "amount_received": row["captured"],
        "currency": row["currency"].lower(),
        "latest_charge": row["charge_id"],
        "metadata": {"reference": row["reference"]},
        "transfer_group": row["reference"],
    }


def charge_thing(payment: sqlite3.Row) -> dict[str, Any]:
    return {
        "id": payment["charge_id"],
        "object": "charge",
        "payment_intent": payment["id"],
        "amount": payment["amount"],
        "amount_captured": payment["captured"],
        "currency": payment["currency"].lower(),
        "metadata": {"reference": payment["reference"]},
        "transfer_group": payment["reference"],
    }


def refund_thing(row: sqlite3.Row, payment: sqlite3.Row) -> dict[str, Any]:
    return {
        "id": row["id"],
        "object": "refund",
        "status": row["status"],
        "amount": row["amount"],
        "payment_intent": payment["id"],
        "charge": payment["charge_id"],
        "metadata": {"reference": payment["reference"]},
    }


def dispute_thing(row: sqlite3.Row, payment: sqlite3.Row) -> dict[str, Any]:
    return {
        "id": row["id"],
        "object": "dispute",
        "status": row["status"],
        "amount": row["amount"],
        "reason": row["reason"],
        "payment_intent": payment["id"],
        "charge": payment["charge_id"],
        "metadata": {"reference": payment["reference"]},
    }


def account_thing(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "id": row["id"],
        "object": "account",
        "payouts_enabled": bool(row["onboarded"]),
        "metadata": {"reference": row["reference"]},
    }


def transfer_thing(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "id": row["id"],
        "object": "transfer",
        "amount": row["amount"],
        "amount_reversed": row["reversed"],
        "destination": row["account_id"],
        "transfer_group": row["reference"],
        "metadata": {"reference": row["reference"]},
    }


def payout_thing(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "id": row["id"],
        "object": "payout",
        "amount": row["amount"],
        "currency": row["currency"].lower(),
        "status": row["status"],
        "arrival_date": row["arrives_at"],
        "failure_code": row["failure"],
    }
