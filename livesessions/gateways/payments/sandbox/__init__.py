"""The sandbox gateway: the whole contract without an account anywhere, for development, never production.

It plays another company's server: its truth lives in its own file, its page takes Stripe's test cards, and it
sends signed webhooks over HTTP. Time passes for it by the clock it is given.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple
from datetime import datetime
from pathlib import Path

from livesessions.gateways.payments import (
    Account,
    AccountRequest,
    Checkout,
    CheckoutRequest,
    Notice,
    Transfer,
    TransferRequest,
    Truth,
)
from livesessions.gateways.payments.errors import GatewayTimeout
from livesessions.gateways.payments.sandbox import (
    answering,
    answers,
    checkouts,
    debits,
    disputes,
    payments,
    payouts,
    truth,
)
from livesessions.gateways.payments.sandbox.answering import AnswerMode
from livesessions.gateways.payments.sandbox.cards import CardEntry, read_card
from livesessions.gateways.payments.sandbox.checkouts import CheckoutView
from livesessions.gateways.payments.sandbox.deliverer import Deliverer
from livesessions.gateways.payments.sandbox.delivery import DeliveryMode
from livesessions.gateways.payments.sandbox.desk import Desk
from livesessions.gateways.payments.sandbox.disputes import OpenDispute
from livesessions.gateways.payments.sandbox.store import Store
from livesessions.gateways.payments.webhooks import read_notice


class SandboxInProduction(RuntimeError):
    """Test cards would book real lessons: the app must not start."""


class SandboxGateway:
    """Fits `PaymentGateway` and `PayoutGateway`; besides, the doors its hosted page and a developer need."""

    def __init__(
        self,
        directory: Path,
        *,
        base_url: str,
        webhook_secret: str,
        now: Callable[[], datetime],
        environment: str,
    ) -> None:
        """`base_url` is where this app answers: its page lives below it, and so does the webhook endpoint."""
        if environment.strip().lower() == "production":
            raise SandboxInProduction("The payment sandbox never runs in production: set STRIPE_SECRET_KEY.")
        self._base_url, self._now = base_url.rstrip("/"), now
        self._store = Store(directory)
        self.deliverer = Deliverer(self._store, f"{self._base_url}/webhooks/stripe", webhook_secret, now)
        self.deliverer.catch_up = _catch_up

    def close(self) -> None:
        """Stops the postman and lets go of the file."""
        self.deliverer.stop()
        self._store.close()

    # PaymentGateway

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

    def capture(self, payment_id: str, *, key: str) -> None:
        self._once(key, ("capture", payment_id), lambda desk: payments.capture(desk, payment_id))

    def void(self, payment_id: str, *, key: str) -> None:
        self._once(key, ("void", payment_id), lambda desk: payments.void(desk, payment_id))

    def refund(self, payment_id: str, amount: int, *, key: str) -> str:
        return self._once(
            key, ("refund", payment_id, amount), lambda desk: payments.refund(desk, payment_id, amount)
        )

    def verify_webhook(
        self, raw_body: bytes, signature: str | None, secrets: Sequence[str], now: datetime
    ) -> Notice:
        return read_notice(raw_body, signature, secrets, now)

    # PayoutGateway

    def open_account(self, request: AccountRequest, *, key: str) -> str:
        return self._once(
            key, ("account", *astuple(request)), lambda desk: payouts.open_account(desk, request)
        )

    def onboarding_url(self, account_id: str, *, return_url: str, refresh_url: str) -> str:
        """The sandbox asks nothing: whoever opens the form is known."""
        with self._visit() as desk:
            payouts.onboard(desk, account_id)
        return return_url

    def look_up_account(self, account_id: str) -> Account:
        with self._visit() as desk:
            return payouts.look_up_account(desk, account_id)

    def transfer(self, request: TransferRequest, *, key: str) -> str:
        return self._once(key, ("transfer", *astuple(request)), lambda desk: payouts.transfer(desk, request))

    def reverse_transfer(self, transfer_id: str, amount: int, *, key: str) -> str:
        return self._once(
            key, ("reverse", transfer_id, amount), lambda desk: payouts.reverse(desk, transfer_id, amount)
        )

    def look_up_transfers(self, reference: str) -> tuple[Transfer, ...]:
        with self._visit() as desk:
            return payouts.look_up_transfers(desk, reference)

    # the hosted page

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

    def answers(self) -> AnswerMode:
        with self._visit() as desk:
            return answering.mode(desk)

    def open_disputes(self) -> tuple[OpenDispute, ...]:
        with self._visit() as desk:
            return disputes.undecided(desk)

    def close_dispute(self, dispute_id: str, *, won: bool) -> None:
        """Play the bank that decides a dispute."""
        with self._visit() as desk:
            disputes.close_dispute(desk, dispute_id, won=won)

    def _once(self, key: str, arguments: tuple[object, ...], act: Callable[[Desk], str | None]) -> str:
        self._reach()
        with self._visit() as desk:
            answer = answers.once(desk, key, arguments, lambda: act(desk) or "")
            is_lost = answering.is_lost(desk)
        if is_lost:
            raise GatewayTimeout(answering.SILENCE)
        return answers.unwrap(answer)

    def _reach(self) -> None:
        """The way to the gateway, as the developer chose it; no transaction is open on it."""
        answering.before(self.answers())

    @contextmanager
    def _visit(self) -> Iterator[Desk]:
        with self._store.transaction() as db:
            desk = Desk(db, int(self._now().timestamp()))
            _catch_up(desk)
            yield desk
        self.deliverer.wake()


def _catch_up(desk: Desk) -> None:
    """What time has done meanwhile."""
    checkouts.expire_overdue(desk)
    payments.release_overdue(desk)
    payments.fail_due_refunds(desk)
    debits.decide_due(desk)
