"""Stripe's endpoints, as far as the product asks them: what each takes, does and may expand."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from stripe import params as p
from stripe.params import checkout as c

from tests.gateways.stripe_server import charges, connect, disputing, pages, saving
from tests.gateways.stripe_server.wire import Params
from tests.gateways.stripe_server.world import Thing, World

CHARGE = frozenset({"latest_charge.balance_transaction", "latest_charge.refunds"})
Act = Callable[[World, Params, str], Thing]


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


ID = r"/([a-z]+_[A-Za-z0-9_]+)"
SESSIONS, PAYMENTS, TRANSFERS = "/v1/checkout/sessions", "/v1/payment_intents", "/v1/transfers"
METHODS = "/v1/payment_methods"
ACCOUNTS, DISPUTES, BALANCE = "/v1/accounts", "/v1/disputes", "/v1/balance_transactions"
SESSION = frozenset({*(f"payment_intent.{path}" for path in CHARGE), "setup_intent.payment_method"})
LISTED = frozenset(f"data.{path}" for path in CHARGE)
SOURCE = frozenset({"data.source"})

ENDPOINTS = (
    Endpoint("POST", SESSIONS, c.SessionCreateParams, pages.create_session),
    Endpoint("GET", SESSIONS, c.SessionListParams, pages.list_sessions),
    Endpoint("GET", SESSIONS + ID, c.SessionRetrieveParams, pages.retrieve_session, SESSION),
    Endpoint("POST", SESSIONS + ID + "/expire", c.SessionExpireParams, pages.expire_session),
    Endpoint("GET", PAYMENTS + ID, p.PaymentIntentRetrieveParams, charges.retrieve_intent, CHARGE),
    Endpoint("POST", PAYMENTS, p.PaymentIntentCreateParams, saving.create_intent),
    Endpoint("GET", PAYMENTS, p.PaymentIntentListParams, saving.list_intents, LISTED),
    Endpoint("POST", METHODS + ID + "/detach", p.PaymentMethodDetachParams, saving.detach),
    Endpoint("POST", PAYMENTS + ID + "/capture", p.PaymentIntentCaptureParams, charges.capture_intent),
    Endpoint("POST", PAYMENTS + ID + "/cancel", p.PaymentIntentCancelParams, charges.cancel_intent),
    Endpoint("POST", "/v1/refunds", p.RefundCreateParams, charges.create_refund),
    Endpoint("GET", "/v1/refunds", p.RefundListParams, charges.list_refunds),
    Endpoint("GET", DISPUTES, p.DisputeListParams, disputing.list_disputes),
    Endpoint("POST", DISPUTES + ID, p.DisputeUpdateParams, disputing.update_dispute),
    Endpoint("POST", ACCOUNTS, p.AccountCreateParams, connect.create_account),
    Endpoint("GET", ACCOUNTS + ID, p.AccountRetrieveParams, connect.retrieve_account),
    Endpoint("POST", "/v1/account_links", p.AccountLinkCreateParams, connect.create_account_link),
    Endpoint("POST", TRANSFERS, p.TransferCreateParams, connect.create_transfer),
    Endpoint("GET", TRANSFERS, p.TransferListParams, connect.list_transfers),
    Endpoint("GET", TRANSFERS + ID, p.TransferRetrieveParams, connect.retrieve_transfer),
    Endpoint("POST", TRANSFERS + ID + "/reversals", p.TransferReversalCreateParams, connect.create_reversal),
    Endpoint("GET", TRANSFERS + ID + "/reversals", p.TransferReversalListParams, connect.list_reversals),
    Endpoint("GET", "/v1/payouts", p.PayoutListParams, connect.list_payouts),
    Endpoint("POST", "/v1/payouts", p.PayoutCreateParams, connect.create_payout),
    Endpoint("GET", BALANCE, p.BalanceTransactionListParams, connect.list_balance, SOURCE),
)
