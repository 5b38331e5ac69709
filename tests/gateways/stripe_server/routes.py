"""Stripe's endpoints, as far as the product asks them: what each takes, does and answers."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from stripe import params as p
from stripe.params import checkout as c

from livesessions.domain.errors import Invalid
from livesessions.domain.money import from_gateway
from livesessions.gateways.payments import AccountRequest, CheckoutRequest, Evidence, TransferRequest
from livesessions.gateways.payments.sandbox import accounts, checkouts, disputes, payments, payouts
from livesessions.gateways.payments.sandbox.desk import Desk
from tests.gateways.stripe_server import things
from tests.gateways.stripe_server.things import Thing
from tests.gateways.stripe_server.wire import Params, WrongParameter

CHARGE = {"latest_charge.balance_transaction", "latest_charge.refunds"}
Act = Callable[[Desk, Params, str], Thing]


@dataclass(frozen=True)
class Endpoint:
    """`path` has one group for the object's id; `expandable` are the only paths it may be asked to expand."""

    method: str
    path: str
    kind: type
    act: Act
    expandable: frozenset[str] = frozenset()


def find(method: str, path: str) -> tuple[Endpoint, str] | None:
    for endpoint in ENDPOINTS:
        match = re.fullmatch(endpoint.path, path)
        if match and endpoint.method == method:
            return endpoint, match[1] if match.groups() else ""
    return None


def create_session(desk: Desk, params: Params, _: str) -> Thing:
    for name in ("line_items", "success_url", "mode"):
        if name not in params:
            raise WrongParameter(name, "parameter_missing")
    if params["mode"] != "payment" or params.get("ui_mode") != "hosted_page":
        raise WrongParameter("ui_mode", "parameter_invalid")
    identifier = checkouts.open_checkout(desk, _checkout_request(params))
    return things.session(desk, desk.get("checkouts", identifier))


def retrieve_session(desk: Desk, params: Params, identifier: str) -> Thing:
    return things.session(desk, desk.get("checkouts", identifier), params.get("expand", ()))


def list_sessions(desk: Desk, params: Params, _: str) -> Thing:
    rows = desk.all("SELECT * FROM checkouts WHERE payment_id = ?", params["payment_intent"])
    return things.page([things.session(desk, row) for row in rows], params, "/v1/checkout/sessions")


def expire_session(desk: Desk, params: Params, identifier: str) -> Thing:
    checkouts.expire(desk, identifier)
    return retrieve_session(desk, params, identifier)


def retrieve_payment(desk: Desk, params: Params, identifier: str) -> Thing:
    return things.payment_intent(desk, desk.get("payments", identifier), params.get("expand", ()))


def capture_payment(desk: Desk, params: Params, identifier: str) -> Thing:
    payments.capture(desk, identifier)
    return retrieve_payment(desk, params, identifier)


def cancel_payment(desk: Desk, params: Params, identifier: str) -> Thing:
    payments.void(desk, identifier)
    return retrieve_payment(desk, params, identifier)


def create_refund(desk: Desk, params: Params, _: str) -> Thing:
    payment = desk.get("payments", params["payment_intent"])
    amount = ours(params["amount"], payment["currency"], "amount")
    refund_id = payments.refund(desk, payment["id"], amount)
    return things.refund(desk.get("refunds", refund_id), payment)


def list_refunds(desk: Desk, params: Params, _: str) -> Thing:
    return things.page(things.all_refunds(desk, params["payment_intent"]), params, "/v1/refunds")


def list_disputes(desk: Desk, params: Params, _: str) -> Thing:
    return things.page(things.all_disputes(desk, params["payment_intent"]), params, "/v1/disputes")


def create_account(desk: Desk, params: Params, _: str) -> Thing:
    for name in ("controller", "capabilities", "country", "email"):
        if name not in params:
            raise WrongParameter(name, "parameter_missing")
    asked = AccountRequest(
        reference=params["metadata"]["reference"], email=params["email"], country=params["country"]
    )
    return things.account(accounts.look_up_account(desk, accounts.open_account(desk, asked)))


def retrieve_account(desk: Desk, _: Params, identifier: str) -> Thing:
    return things.account(accounts.look_up_account(desk, identifier))


def create_account_link(desk: Desk, params: Params, _: str) -> Thing:
    account = desk.get("accounts", params["account"])
    return {"object": "account_link", "url": f"https://connect.stripe.test/setup/{account['id']}"}


def create_transfer(desk: Desk, params: Params, _: str) -> Thing:
    currency = params["currency"].upper()
    asked = TransferRequest(
        reference=params["transfer_group"],
        account_id=params["destination"],
        amount=ours(params["amount"], currency, "amount"),
        currency=currency,
        charge_id=params.get("source_transaction"),
    )
    return things.transfer(desk, desk.get("transfers", payouts.transfer(desk, asked)))


def retrieve_transfer(desk: Desk, _: Params, identifier: str) -> Thing:
    return things.transfer(desk, desk.get("transfers", identifier))


def list_transfers(desk: Desk, params: Params, _: str) -> Thing:
    rows = desk.all(
        "SELECT * FROM transfers WHERE reference = ? ORDER BY rowid DESC", params["transfer_group"]
    )
    return things.page([things.transfer(desk, row) for row in rows], params, "/v1/transfers")


def list_reversals(desk: Desk, params: Params, identifier: str) -> Thing:
    transfer = desk.get("transfers", identifier)
    return things.page(things.reversals(desk, transfer), params, f"/v1/transfers/{identifier}/reversals")


def list_payouts(desk: Desk, params: Params, _: str) -> Thing:
    rows = desk.all("SELECT * FROM payouts WHERE account_id = ? ORDER BY rowid DESC", params["account"])
    return things.page([things.payout(row) for row in rows], params, "/v1/payouts")


def create_payout(desk: Desk, params: Params, _: str) -> Thing:
    currency = params["currency"].upper()
    amount = ours(params["amount"], currency, "amount")
    return things.payout(desk.get("payouts", payouts.send_payout(desk, params["account"], amount, currency)))


def list_balance(desk: Desk, params: Params, _: str) -> Thing:
    lines = payouts.look_up_payout(desk, params["payout"])
    return things.page(
        [things.received(line) for line in reversed(lines)], params, "/v1/balance_transactions"
    )


def update_dispute(desk: Desk, params: Params, identifier: str) -> Thing:
    if not params.get("submit"):
        raise WrongParameter("submit", "parameter_missing")
    told = params["evidence"]
    evidence = Evidence(
        product=told["product_description"],
        service_date=told["service_date"],
        customer_name=told["customer_name"],
        customer_email=told["customer_email_address"],
        attendance=told["access_activity_log"],
        terms=told["refund_policy_disclosure"],
        messages=told["uncategorized_text"],
    )
    disputes.send_evidence(desk, identifier, evidence)
    row = desk.get("disputes", identifier)
    return things.dispute(row, desk.get("payments", row["payment_id"]))


def create_reversal(desk: Desk, params: Params, identifier: str) -> Thing:
    transfer = desk.get("transfers", identifier)
    amount = ours(params["amount"], transfer["currency"], "amount")
    reversal_id = payouts.reverse(desk, identifier, amount)
    return {"id": reversal_id, "object": "transfer_reversal", "amount": params["amount"]}


def ours(amount: int, currency: str, name: str) -> int:
    try:
        return from_gateway(amount, currency).amount
    except (ValueError, Invalid) as wrong:
        raise WrongParameter(name, "parameter_invalid_integer") from wrong


def _checkout_request(params: Params) -> CheckoutRequest:
    (item,) = params["line_items"]
    price, details = item["price_data"], params["payment_intent_data"]
    currency = price["currency"]
    if currency != currency.lower():
        raise WrongParameter("line_items[0][price_data][currency]", "parameter_invalid")
    return CheckoutRequest(
        reference=details["metadata"]["reference"],
        amount=ours(price["unit_amount"], currency, "unit_amount") * item["quantity"],
        currency=currency.upper(),
        title=price["product_data"]["name"],
        description=price["product_data"].get("description", ""),
        hold=details.get("capture_method") == "manual",
        expires_at=datetime.fromtimestamp(params["expires_at"], UTC),
        success_url=params["success_url"],
        cancel_url=params.get("cancel_url", ""),
        email=params.get("customer_email"),
    )


ID = r"/([a-z]+_[A-Za-z0-9_]+)"
SESSIONS, PAYMENTS, TRANSFERS = "/v1/checkout/sessions", "/v1/payment_intents", "/v1/transfers"
BALANCE = "/v1/balance_transactions"
SESSION_CHARGE = frozenset(f"payment_intent.{path}" for path in CHARGE)

ENDPOINTS = (
    Endpoint("POST", SESSIONS, c.SessionCreateParams, create_session),
    Endpoint("GET", SESSIONS, c.SessionListParams, list_sessions),
    Endpoint("GET", SESSIONS + ID, c.SessionRetrieveParams, retrieve_session, SESSION_CHARGE),
    Endpoint("POST", SESSIONS + ID + "/expire", c.SessionExpireParams, expire_session),
    Endpoint("GET", PAYMENTS + ID, p.PaymentIntentRetrieveParams, retrieve_payment, frozenset(CHARGE)),
    Endpoint("POST", PAYMENTS + ID + "/capture", p.PaymentIntentCaptureParams, capture_payment),
    Endpoint("POST", PAYMENTS + ID + "/cancel", p.PaymentIntentCancelParams, cancel_payment),
    Endpoint("POST", "/v1/refunds", p.RefundCreateParams, create_refund),
    Endpoint("GET", "/v1/refunds", p.RefundListParams, list_refunds),
    Endpoint("GET", "/v1/disputes", p.DisputeListParams, list_disputes),
    Endpoint("POST", "/v1/disputes" + ID, p.DisputeUpdateParams, update_dispute),
    Endpoint("GET", "/v1/payouts", p.PayoutListParams, list_payouts),
    Endpoint("POST", "/v1/payouts", p.PayoutCreateParams, create_payout),
    Endpoint("GET", BALANCE, p.BalanceTransactionListParams, list_balance, frozenset({"data.source"})),
    Endpoint("GET", TRANSFERS + ID + "/reversals", p.TransferReversalListParams, list_reversals),
    Endpoint("POST", "/v1/accounts", p.AccountCreateParams, create_account),
    Endpoint("GET", "/v1/accounts" + ID, p.AccountRetrieveParams, retrieve_account),
    Endpoint("POST", "/v1/account_links", p.AccountLinkCreateParams, create_account_link),
    Endpoint("POST", TRANSFERS, p.TransferCreateParams, create_transfer),
    Endpoint("GET", TRANSFERS, p.TransferListParams, list_transfers),
    Endpoint("GET", TRANSFERS + ID, p.TransferRetrieveParams, retrieve_transfer),
    Endpoint("POST", TRANSFERS + ID + "/reversals", p.TransferReversalCreateParams, create_reversal),
)
