"""Every event we subscribe to leads to a look at what it is about: a payment, or an instructor's account."""

import json
from typing import Any

import pytest
from sqlmodel import select

from livesessions.gateways.payments.webhooks import read_notice, sign
from livesessions.models import BookingRequest, OutboxJob, Payment, PayoutAccount, WebhookEvent
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, SYSTEM, View, Work, ask, perform
from livesessions.services.webhooks import receive
from tests.services.market import Market

SECRET = "whsec_events"
PAGE = {"id": "cs_1", "object": "checkout.session", "payment_intent": "pi_1"}
INTENT = {"id": "pi_1", "object": "payment_intent"}
CHARGE = {"id": "ch_1", "object": "charge", "payment_intent": "pi_1"}
REFUND = {"id": "re_1", "object": "refund", "payment_intent": "pi_1"}
DISPUTE = {"id": "dp_1", "object": "dispute", "payment_intent": {"id": "pi_1", "object": "payment_intent"}}
TRANSFER = {"id": "tr_1", "object": "transfer", "destination": "acct_1", "transfer_group": "REF"}
PAYOUT = {"id": "po_1", "object": "payout", "destination": "ba_1"}
ACCOUNT = {"id": "acct_1", "object": "account"}
APPLICATION = {"id": "ca_1", "object": "application"}

ABOUT_PAYMENTS = {
    "checkout.session.completed": PAGE,
    "checkout.session.async_payment_succeeded": PAGE,
    "checkout.session.async_payment_failed": PAGE,
    "checkout.session.expired": PAGE,
    "payment_intent.amount_capturable_updated": INTENT,
    "payment_intent.succeeded": INTENT,
    "payment_intent.payment_failed": INTENT,
    "payment_intent.canceled": INTENT,
    "charge.refunded": CHARGE,
    "refund.created": REFUND,
    "refund.updated": REFUND,
    "refund.failed": REFUND,
    "charge.dispute.created": DISPUTE,
    "charge.dispute.updated": DISPUTE,
    "charge.dispute.closed": DISPUTE,
    "charge.dispute.funds_withdrawn": DISPUTE,
    "charge.dispute.funds_reinstated": DISPUTE,
}
ABOUT_PAYEES = {
    "account.updated": (ACCOUNT, None),
    "account.application.deauthorized": (APPLICATION, "acct_1"),
    "transfer.created": (TRANSFER, None),
    "transfer.reversed": (TRANSFER, None),
    "payout.paid": (PAYOUT, "acct_1"),
    "payout.failed": (PAYOUT, "acct_1"),
}


def paid_with(work: Work, *, reference: str) -> None:
    booking = select(BookingRequest.id).where(BookingRequest.reference == reference)
    payment = work.db.exec(select(Payment).where(Payment.booking_id == work.db.exec(booking).one())).one()
    payment.checkout_id, payment.gateway_reference = "cs_1", "pi_1"


def own_an_account(work: Work, *, instructor_id: int) -> None:
    account = PayoutAccount(
        instructor_id=instructor_id, gateway="stripe", external_id="acct_1", country="DE", created_at=work.now
    )
    work.db.add(account)


def arrives(clock: SettableClock, kind: str, thing: dict[str, Any], account: str | None = None) -> bool:
    """The letter as Stripe writes and seals it; whether it is new."""
    event = {"id": f"evt_{kind}", "type": kind, "data": {"object": thing}}
    body = json.dumps(event | ({"account": account} if account else {})).encode()
    notice = read_notice(body, sign(body, SECRET, clock()), ["whsec_old", SECRET], clock())
    return perform(SYSTEM, receive, source="stripe", notice=notice, body=body)


def promised(view: View) -> list[str]:
    return [job.job for job in view.db.exec(select(OutboxJob)) if job.job in ("settle", "pay_out")]


@pytest.fixture
def priced(market: Market) -> Market:
    market.change(price=3000)
    return market


@pytest.mark.parametrize("kind", ABOUT_PAYMENTS)
def test_an_event_about_a_payment_has_it_settled_once(
    priced: Market, clock: SettableClock, kind: str
) -> None:
    perform(SYSTEM, paid_with, reference=priced.hold().reference)
    assert [arrives(clock, kind, ABOUT_PAYMENTS[kind]) for _ in range(2)] == [True, False]
    assert ask(GUEST, promised) == ["settle"]


@pytest.mark.parametrize("kind", ABOUT_PAYEES)
def test_an_event_about_a_payee_has_their_account_looked_at_once(
    market: Market, clock: SettableClock, kind: str
) -> None:
    perform(SYSTEM, own_an_account, instructor_id=market.teacher.user_id)
    assert [arrives(clock, kind, *ABOUT_PAYEES[kind]) for _ in range(2)] == [True, False]
    assert ask(GUEST, promised) == ["pay_out"]


def test_an_unknown_event_is_kept_and_nothing_is_done(market: Market, clock: SettableClock) -> None:
    assert arrives(clock, "invoice.paid", {"id": "in_1", "object": "invoice"})
    assert ask(GUEST, promised) == []
    assert ask(GUEST, lambda view: view.db.exec(select(WebhookEvent.kind)).all()) == ["invoice.paid"]
