"""All the sandbox knows of one payment, in the words of the payment seat."""

import sqlite3
from datetime import datetime

from livesessions.gateways.payments import (
    CheckoutStatus,
    Dispute,
    DisputeStatus,
    PaymentStatus,
    Refund,
    RefundStatus,
    Truth,
)
from livesessions.gateways.payments.errors import GatewayRefused
from livesessions.gateways.payments.sandbox import disputes, payments, saving
from livesessions.gateways.payments.sandbox.desk import Desk, instant


def look_up(desk: Desk, reference: str) -> Truth:
    """By the checkout's id or the payment's."""
    sql = "SELECT * FROM checkouts WHERE id = ?1 OR payment_id = ?1"
    checkout = desk.one(sql, reference)
    if checkout is None:
        raise GatewayRefused(f"No such object: {reference}", reason="resource_missing")
    payment = desk.get("payments", checkout["payment_id"]) if checkout["payment_id"] else None
    return _unpaid(desk, checkout) if payment is None else _paid(desk, checkout, payment)


def _unpaid(desk: Desk, checkout: sqlite3.Row) -> Truth:
    setup = saving.setup_of(desk, checkout["id"])
    return Truth(
        checkout_id=checkout["id"],
        checkout_status=CheckoutStatus(checkout["status"]),
        payment_status=PaymentStatus.NONE,
        amount=0 if setup else checkout["amount"],
        currency=checkout["currency"],
        reference=checkout["reference"],
        saved=saving.saved_method(desk, checkout["id"]),
        failure=payments.failure_of(setup) if setup else None,
    )


def _paid(desk: Desk, checkout: sqlite3.Row, payment: sqlite3.Row) -> Truth:
    return Truth(
        checkout_id=checkout["id"],
        checkout_status=CheckoutStatus(checkout["status"]),
        payment_status=_status(payment),
        amount=payment["amount"],
        currency=payment["currency"],
        reference=payment["reference"],
        payment_id=payment["id"],
        charge_id=payment["charge_id"] if payments.is_paid(payment) else None,
        captured=payment["captured"],
        refunded=payments.refunded(desk, payment["id"]),
        authorised_until=_authorised_until(payment),
        fee=payment["fee"],
        fee_currency=payment["currency"] if payment["fee"] is not None else None,
        saved=saving.saved_method(desk, checkout["id"]),
        failure=payments.failure_of(payment),
        refunds=_refunds(desk, payment["id"]),
        disputes=_disputes(desk, payment["id"], payment["currency"]),
        parts=_parts(desk, payment["id"]),
    )


def _authorised_until(payment: sqlite3.Row) -> datetime | None:
    return instant(payment["authorised_until"]) if payment["status"] == "requires_capture" else None


def _status(payment: sqlite3.Row) -> PaymentStatus:
    status = payment["status"]
    return PaymentStatus(status) if status in set(PaymentStatus) else PaymentStatus.NONE


def _refunds(desk: Desk, payment_id: str) -> tuple[Refund, ...]:
    rows = desk.all(
        "SELECT r.*, s.name FROM refunds r LEFT JOIN refund_parts s ON s.refund_id = r.id"
        " WHERE payment_id = ? ORDER BY r.rowid",
        payment_id,
    )
    return tuple(
        Refund(
            id=row["id"],
            amount=row["amount"],
            status=RefundStatus(row["status"]),
            failure=row["failure"],
            part=row["name"],
        )
        for row in rows
    )


def _parts(desk: Desk, payment_id: str) -> dict[str, int]:
    rows = desk.all("SELECT * FROM parts WHERE payment_id = ?", payment_id)
    return {row["name"]: row["amount"] for row in rows}


def _disputes(desk: Desk, payment_id: str, currency: str) -> tuple[Dispute, ...]:
    rows = desk.all("SELECT * FROM disputes WHERE payment_id = ? ORDER BY rowid", payment_id)
    return tuple(
        Dispute(
            id=row["id"],
            amount=row["amount"],
            status=DisputeStatus(row["status"]),
            reason=row["reason"],
            withdrawn=row["withdrawn"],
            fee=disputes.DISPUTE_FEE if row["withdrawn"] else 0,
            withdrawn_currency=currency,
            evidence_due=instant(row["evidence_due"]),
            is_answered=bool(disputes.evidence(desk, row["id"])),
        )
        for row in rows
    )
