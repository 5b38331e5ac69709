"""The sandbox gateway: the whole contract without an account anywhere, for development, never production.

It plays another company's server: its truth lives in its own file, its page takes Stripe's test cards, and it
sends signed webhooks over HTTP. Time passes for it by the clock it is given.
"""

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from datetime import datetime

from livesessions.gateways.payments import (
    ChargeRequest,
    Checkout,
    CheckoutRequest,
    Evidence,
    Notice,
    SavedMethod,
    Truth,
)
from livesessions.gateways.payments.sandbox import checkouts, disputes, payments, saving, truth
from livesessions.gateways.payments.sandbox.answering import AnswerMode
from livesessions.gateways.payments.sandbox.cards import CardEntry, read_card
from livesessions.gateways.payments.sandbox.checkouts import CheckoutView
from livesessions.gateways.payments.sandbox.delivery import DeliveryMode
from livesessions.gateways.payments.sandbox.disputes import OpenDispute
from livesessions.gateways.payments.sandbox.payees import Payees
from livesessions.gateways.payments.sandbox.payments import Hold
from livesessions.gateways.payments.sandbox.visits import SandboxInProduction
from livesessions.gateways.payments.webhooks import read_notice

__all__ = ["SandboxGateway", "SandboxInProduction"]


class SandboxGateway(Payees):
    """Fits `Gateway`; besides, the doors its hosted page and a developer need."""

    def open_checkout(self, request: CheckoutRequest, *, key: str) -> Checkout:
        identifier = self._once(
            key, ("checkout", *astuple(request)), lambda desk: checkouts.open_checkout(desk, request)
        )
        url = f"{self._base_url}/sandbox/checkout/{identifier}"
        return Checkout(id=identifier, url=url, expires_at=request.expires_at.replace(microsecond=0))

    def look_up(self, reference: str) -> Truth:
        self._reach()
        with self._visit() as desk:
            return truth.look_up(desk, reference)

    def expire_checkout(self, checkout_id: str, *, key: str) -> None:
        self._once(key, ("expire", checkout_id), lambda desk: checkouts.expire(desk, checkout_id))

    def capture(self, payment_id: str, *, key: str, parts: Mapping[str, int] | None = None) -> None:
        for_whom = dict(parts or {})
        asked = ("capture", payment_id, *sorted(for_whom.items()))
        self._once(key, asked, lambda desk: payments.capture(desk, payment_id, for_whom))

    def void(self, payment_id: str, *, key: str) -> None:
        self._once(key, ("void", payment_id), lambda desk: payments.void(desk, payment_id))

    def charge(self, request: ChargeRequest, *, key: str) -> str:
        return self._once(key, ("charge", *astuple(request)), lambda desk: saving.charge(desk, request))

    def forget_method(self, method: SavedMethod, *, key: str) -> None:
        self._once(key, ("forget", *astuple(method)), lambda desk: saving.forget(desk, method))

    def refund(self, payment_id: str, amount: int, *, key: str, part: str | None = None) -> str:
        asked = ("refund", payment_id, amount, *([part] if part else []))
        return self._once(key, asked, lambda desk: payments.refund(desk, payment_id, amount, part))

    def send_evidence(self, dispute_id: str, evidence: Evidence, *, key: str) -> None:
        self._once(
            key,
            ("evidence", dispute_id, *astuple(evidence)),
            lambda desk: disputes.send_evidence(desk, dispute_id, evidence),
        )

    def verify_webhook(
        self, raw_body: bytes, signature: str | None, secrets: Sequence[str], now: datetime
    ) -> Notice:
        return read_notice(raw_body, signature, secrets, now)

    # the hosted pages

    def view(self, checkout_id: str) -> CheckoutView:
        """What the page shows. Raises `GatewayRefused` for an unknown id."""
        with self._visit() as desk:
            return checkouts.view(desk, checkout_id)

    def pay(self, checkout_id: str, entry: CardEntry) -> CheckoutView:
        """One attempt to pay. Raises `Invalid` with the field; a bank's no is in the view's `failure`."""
        card = read_card(entry, self._now())
        with self._visit() as desk:
            return checkouts.pay(desk, checkout_id, card)

    def answer_challenge(self, checkout_id: str, *, proven: bool) -> CheckoutView:
        with self._visit() as desk:
            return checkouts.answer_challenge(desk, checkout_id, proven=proven)

    # a developer's switches

    def set_delivery(self, mode: DeliveryMode) -> None:
        """How webhooks travel from now on, in every process that shares the file."""
        with self._visit() as desk:
            desk.db.execute("REPLACE INTO switches VALUES ('delivery', ?)", (mode.value,))

    def delivery(self) -> DeliveryMode:
        with self._visit() as desk:
            return DeliveryMode(desk.switch("delivery", DeliveryMode.NORMAL))

    def set_answers(self, mode: AnswerMode) -> None:
        """How calls are answered from now on, in every process that shares the file."""
        with self._visit() as desk:
            desk.db.execute("REPLACE INTO switches VALUES ('answers', ?)", (mode.value,))

    def holds(self) -> tuple[Hold, ...]:
        """Every amount that a bank keeps for us."""
        with self._visit() as desk:
            return payments.held(desk)

    def let_go(self, payment_id: str) -> None:
        """Play the bank that lets go of a held amount before its time."""
        with self._visit() as desk:
            payments.void(desk, payment_id)

    def open_disputes(self) -> tuple[OpenDispute, ...]:
        with self._visit() as desk:
            return disputes.undecided(desk)

    def dispute(self, payment_id: str) -> None:
        """Play the bank of a learner who complains late."""
        with self._visit() as desk:
            disputes.open_dispute(desk, desk.get("payments", payment_id))

    def evidence(self, dispute_id: str) -> dict[str, str]:
        """What the bank was told about a dispute; empty if nothing."""
        with self._visit() as desk:
            return disputes.evidence(desk, dispute_id)

    def close_dispute(self, dispute_id: str, *, won: bool) -> None:
        """Play the bank that decides a dispute."""
        with self._visit() as desk:
            disputes.close_dispute(desk, dispute_id, won=won)
