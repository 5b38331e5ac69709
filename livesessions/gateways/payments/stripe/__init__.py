"""The Stripe gateway: our few words said with the official library."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import stripe

from livesessions.gateways.payments import (
    ChargeRequest,
    Checkout,
    CheckoutRequest,
    Evidence,
    Notice,
    SavedMethod,
    Truth,
)
from livesessions.gateways.payments.stripe.answers import translated
from livesessions.gateways.payments.stripe.asking import (
    PAYMENT_DETAILS,
    capture_params,
    charge_params,
    checkout_params,
    evidence_params,
    refund_params,
)
from livesessions.gateways.payments.stripe.payees import Payees
from livesessions.gateways.payments.stripe.truth import Thing, read_truth, without_release
from livesessions.gateways.payments.webhooks import read_notice

API_VERSION = "2026-10-28.endive"
TIMEOUT_SECONDS = 10.0
RETRIES = 1


class StripeGateway(Payees):
    """Fits `Gateway`."""

    def __init__(
        self,
        secret_key: str,
        *,
        api_base: str = "",
        timeout_seconds: float = TIMEOUT_SECONDS,
        retries: int = RETRIES,
    ) -> None:
        """`api_base` replaces Stripe's address (proxies, tests). `retries` repeat a lost call under its key."""
        base = api_base.rstrip("/")
        client = stripe.StripeClient(
            secret_key,
            stripe_version=API_VERSION,
            http_client=stripe.RequestsClient(timeout=timeout_seconds),
            max_network_retries=retries,
            base_addresses={"api": base, "connect": base, "files": base} if base else {},
        )
        super().__init__(client)

    def open_checkout(self, request: CheckoutRequest, *, key: str) -> Checkout:
        with translated():
            opened = self._v1.checkout.sessions.create(checkout_params(request), {"idempotency_key": key})
        assert opened.url is not None, "a hosted page has an address"
        return Checkout(
            id=opened.id, url=opened.url, expires_at=datetime.fromtimestamp(opened.expires_at, UTC)
        )

    def look_up(self, reference: str) -> Truth:
        with translated():
            find = self._by_payment if reference.startswith("pi_") else self._by_checkout
            checkout, payment = find(reference)
            return read_truth(checkout, payment, self._refunds(payment), self._disputes(payment))

    def expire_checkout(self, checkout_id: str, *, key: str) -> None:
        with translated(nameless="checkout_not_open"):
            self._v1.checkout.sessions.expire(checkout_id, {}, {"idempotency_key": key})

    def capture(self, payment_id: str, *, key: str, parts: Mapping[str, int] | None = None) -> None:
        with translated():
            params = capture_params(parts, self._currency(payment_id)) if parts else {}
            self._v1.payment_intents.capture(payment_id, params, {"idempotency_key": key})

    def void(self, payment_id: str, *, key: str) -> None:
        with translated():
            self._v1.payment_intents.cancel(payment_id, {}, {"idempotency_key": key})

    def charge(self, request: ChargeRequest, *, key: str) -> str:
        with translated():
            return self._v1.payment_intents.create(charge_params(request), {"idempotency_key": key}).id

    def forget_method(self, method: SavedMethod, *, key: str) -> None:
        with translated(nameless="method_not_saved"):
            self._v1.payment_methods.detach(method.id, {}, {"idempotency_key": key})

    def refund(self, payment_id: str, amount: int, *, key: str, part: str | None = None) -> str:
        with translated(nameless="amount_too_large"):
            params = refund_params(payment_id, amount, self._currency(payment_id), part)
            return self._v1.refunds.create(params, {"idempotency_key": key}).id

    def send_evidence(self, dispute_id: str, evidence: Evidence, *, key: str) -> None:
        with translated(nameless="dispute_not_open"):
            self._v1.disputes.update(dispute_id, evidence_params(evidence), {"idempotency_key": key})

    def verify_webhook(
        self, raw_body: bytes, signature: str | None, secrets: Sequence[str], now: datetime
    ) -> Notice:
        return read_notice(raw_body, signature, secrets, now)

    def _currency(self, payment_id: str) -> str:
        return self._v1.payment_intents.retrieve(payment_id).currency.upper()

    def _by_checkout(self, checkout_id: str) -> tuple[Thing | None, Thing | None]:
        details = [f"payment_intent.{name}" for name in PAYMENT_DETAILS] + ["setup_intent.payment_method"]
        checkout = self._v1.checkout.sessions.retrieve(checkout_id, {"expand": details}).to_dict()
        charged = self._charged(checkout["customer"]) if checkout["mode"] == "setup" else None
        return checkout, charged or checkout["payment_intent"]

    def _charged(self, customer_id: str | None) -> Thing | None:
        """What the method that a page saved was charged: it alone has this customer."""
        if customer_id is None:
            return None
        details = [f"data.{name}" for name in PAYMENT_DETAILS]
        found = self._v1.payment_intents.list({"customer": customer_id, "limit": 1, "expand": details}).data
        return found[0].to_dict() if found else None

    def _by_payment(self, payment_id: str) -> tuple[Thing | None, Thing | None]:
        payment = self._v1.payment_intents.retrieve(payment_id, {"expand": list(PAYMENT_DETAILS)}).to_dict()
        pages = self._v1.checkout.sessions.list({"payment_intent": payment_id, "limit": 1}).data
        return pages[0].to_dict() if pages else None, payment

    def _refunds(self, payment: Thing | None) -> list[Thing]:
        """Oldest first. What was never captured has none, though Stripe calls a voided charge refunded."""
        if payment is None or not payment["amount_received"]:
            return []
        refunds = payment["latest_charge"].get("refunds") or {"has_more": True}
        if not refunds["has_more"]:
            return without_release(payment, list(reversed(refunds["data"])))
        found = self._v1.refunds.list({"payment_intent": payment["id"], "limit": 100})
        return without_release(payment, [each.to_dict() for each in reversed(list(found.auto_paging_iter()))])

    def _disputes(self, payment: Thing | None) -> list[Thing]:
        if payment is None or not (payment.get("latest_charge") or {}).get("disputed"):
            return []
        found = self._v1.disputes.list({"payment_intent": payment["id"], "limit": 100})
        return [dispute.to_dict() for dispute in reversed(list(found.auto_paging_iter()))]
