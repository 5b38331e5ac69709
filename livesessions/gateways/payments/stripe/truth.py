"""Stripe's objects (as plain dictionaries) read as the truth of one payment."""

from datetime import UTC, datetime
from typing import Any

from livesessions.domain.money import from_gateway
from livesessions.gateways.payments import (
    Account,
    CheckoutStatus,
    Dispute,
    DisputeStatus,
    Failure,
    PaymentStatus,
    Payout,
    PayoutStatus,
    Refund,
    RefundStatus,
    Reversal,
    SavedMethod,
    Transfer,
    Truth,
)
from livesessions.gateways.payments.stripe.asking import PART

Thing = dict[str, Any]

DISPUTES = {
    "won": DisputeStatus.WON,
    "prevented": DisputeStatus.WON,
    "warning_closed": DisputeStatus.WON,
    "lost": DisputeStatus.LOST,
    "warning_needs_response": DisputeStatus.INQUIRY,
    "warning_under_review": DisputeStatus.INQUIRY,
}
REFUNDS = {
    "succeeded": RefundStatus.SUCCEEDED,
    "failed": RefundStatus.FAILED,
    "canceled": RefundStatus.CANCELED,
}


def read_truth(
    checkout: Thing | None, payment: Thing | None, refunds: list[Thing], disputes: list[Thing]
) -> Truth:
    """`checkout` is None for a payment without a page, `payment` for a page nobody tried to pay on."""
    if payment is None:
        assert checkout is not None, "an id leads to one of the two"
        return _unpaid(checkout)
    charge = payment.get("latest_charge") or {}
    currency = payment["currency"]
    read_refunds = tuple(_refund(refund) for refund in refunds)
    return Truth(
        **_page(checkout),
        payment_status=_status(payment["status"]),
        amount=amount(payment["amount"], currency),
        currency=currency.upper(),
        reference=_reference(payment),
        payment_id=payment["id"],
        charge_id=charge.get("id") if charge.get("paid") else None,
        captured=amount(payment["amount_received"], currency),
        refunded=sum(
            r.amount for r in read_refunds if r.status in (RefundStatus.PENDING, RefundStatus.SUCCEEDED)
        ),
        authorised_until=_authorised_until(payment, charge),
        **_fee(charge.get("balance_transaction")),
        failure=_failure(payment.get("last_payment_error")),
        refunds=read_refunds,
        disputes=tuple(_dispute(dispute) for dispute in disputes),
        parts=_parts(payment) if payment["amount_received"] else {},
    )


def _page(checkout: Thing | None) -> dict[str, Any]:
    if checkout is None:
        return {"checkout_id": None, "checkout_status": CheckoutStatus.COMPLETE}
    status = CheckoutStatus(checkout["status"])
    return {"checkout_id": checkout["id"], "checkout_status": status, "saved": _saved(checkout)}


def _fee(balance: Thing | None) -> dict[str, Any]:
    if not balance:
        return {}
    currency = balance["currency"]
    return {"fee": amount(balance["fee"], currency), "fee_currency": currency.upper()}


def without_release(payment: Thing, refunds: list[Thing]) -> list[Thing]:
    """The refunds, oldest first, less what a partial capture let go: Stripe lists that as the first of them,
    though it was never captured."""
    released = payment["amount"] - payment["amount_received"]
    first = refunds[0] if refunds else None
    is_release = first is not None and released and first["amount"] == released and not first.get("metadata")
    return refunds[1:] if is_release else refunds


def read_account(account: Thing) -> Account:
    needs = account.get("requirements") or {}
    missing = [*(needs.get("past_due") or ()), *(needs.get("currently_due") or ())]
    return Account(
        id=account["id"],
        can_receive=(account.get("capabilities") or {}).get("transfers") == "active",
        can_pay_out=bool(account.get("payouts_enabled")),
        missing=tuple(dict.fromkeys(missing)),
    )


def read_transfer(transfer: Thing, reversals: list[Thing]) -> Transfer:
    return Transfer(
        id=transfer["id"],
        account_id=transfer["destination"],
        amount=amount(transfer["amount"], transfer["currency"]),
        currency=transfer["currency"].upper(),
        reversals=tuple(
            Reversal(id=each["id"], amount=amount(each["amount"], transfer["currency"])) for each in reversals
        ),
    )


def read_payout(payout: Thing) -> Payout:
    return Payout(
        id=payout["id"],
        amount=amount(payout["amount"], payout["currency"]),
        currency=payout["currency"].upper(),
        status=PayoutStatus(payout["status"]),
        created_at=datetime.fromtimestamp(payout["created"], UTC),
        arrives_at=datetime.fromtimestamp(payout["arrival_date"], UTC),
        failure=payout.get("failure_code"),
        reference=_reference(payout),
    )


def amount(value: int, currency: str) -> int:
    """Stripe's integer in our minor units."""
    return from_gateway(value, currency).amount


def _unpaid(checkout: Thing) -> Truth:
    setup = checkout.get("setup_intent") or {}
    return Truth(
        checkout_id=checkout["id"],
        checkout_status=CheckoutStatus(checkout["status"]),
        payment_status=PaymentStatus.NONE,
        amount=amount(checkout["amount_total"] or 0, checkout["currency"]),
        currency=checkout["currency"].upper(),
        reference=_reference(checkout),
        saved=_saved(checkout),
        failure=_failure(setup.get("last_setup_error")),
    )


def _saved(checkout: Thing) -> SavedMethod | None:
    """What was detached, or belongs to a customer that was deleted, has no customer any more."""
    method = (checkout.get("setup_intent") or {}).get("payment_method")
    return (
        SavedMethod(id=method["id"], owner_id=method["customer"]) if method and method["customer"] else None
    )


def _status(status: str) -> PaymentStatus:
    """Stripe's waiting states (a method, a confirmation, a proof) are all: nothing yet."""
    return PaymentStatus(status) if status in set(PaymentStatus) else PaymentStatus.NONE


def _reference(thing: Thing) -> str | None:
    return (thing.get("metadata") or {}).get("reference")


def _parts(payment: Thing) -> dict[str, int]:
    noted = payment.get("metadata") or {}
    return {name.removeprefix(PART): int(told) for name, told in noted.items() if name.startswith(PART)}


def _authorised_until(payment: Thing, charge: Thing) -> datetime | None:
    if payment["status"] != "requires_capture":
        return None
    details = charge.get("payment_method_details") or {}
    return _instant((details.get(details.get("type")) or {}).get("capture_before"))


def _failure(error: Thing | None) -> Failure | None:
    if not error:
        return None
    return Failure(code=error.get("decline_code") or error["code"], message=error.get("message") or "")


def _refund(refund: Thing) -> Refund:
    return Refund(
        id=refund["id"],
        amount=amount(refund["amount"], refund["currency"]),
        status=REFUNDS.get(refund["status"], RefundStatus.PENDING),
        failure=refund.get("failure_reason"),
        part=(refund.get("metadata") or {}).get("part"),
    )


def _dispute(dispute: Thing) -> Dispute:
    moves = dispute.get("balance_transactions") or []
    currency = moves[0]["currency"] if moves else dispute["currency"]
    details = dispute.get("evidence_details") or {}
    return Dispute(
        id=dispute["id"],
        amount=amount(dispute["amount"], dispute["currency"]),
        status=DISPUTES.get(dispute["status"], DisputeStatus.OPEN),
        reason=dispute["reason"],
        withdrawn=amount(-sum(move["net"] for move in moves), currency),
        fee=amount(sum(move["fee"] for move in moves), currency),
        withdrawn_currency=currency.upper(),
        evidence_due=_instant(details.get("due_by")),
        is_answered=bool(details.get("submission_count")),
    )


def _instant(seconds: int | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
