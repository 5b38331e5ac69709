"""What the contract tests stand on: a clock they move, a mailbox for webhooks, and a person with a card."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol

from livesessions.gateways.payments import CheckoutRequest, Gateway, Line, Notice
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.gateways.payments.sandbox.cards import CardEntry
from livesessions.gateways.payments.stripe import StripeGateway
from tests.gateways.stripe_server import API_KEY, StripeServer, charges, connect, disputing, pages

OK, CHALLENGE, DECLINED = "4242424242424242", "4000002500003155", "4000000000000002"
INSUFFICIENT, DISPUTED, REFUND_FAILS = "4000000000009995", "4000000000000259", "4000000000005126"
CHALLENGE_ALWAYS, DECLINED_LATER = "4000002760003184", "4000000000000341"
DEBIT, DEBIT_FAILS = "000123456789", "000111111116"
GOOD_BANK, BROKEN_BANK = "DE89370400440532013000", "DE62370400440532013001"
SECRET = "whsec_contract"
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Clock:
    """Stands still until told."""

    def __init__(self, at: datetime = MONDAY) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **amount: float) -> None:
        self.at += timedelta(**amount)


@dataclass
class Mailbox:
    """A webhook endpoint on loopback. `answers` are the next status codes; afterwards 202."""

    letters: list[tuple[bytes, str]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    url: str = ""
    _news: threading.Condition = field(default_factory=threading.Condition)

    def wait_for(self, letters: int) -> bool:
        with self._news:
            return self._news.wait_for(lambda: len(self.letters) >= letters, timeout=10)

    def put(self, body: bytes, seal: str) -> int:
        with self._news:
            self.letters.append((body, seal))
            self._news.notify_all()
            return self.answers.pop(0) if self.answers else 202

    def __enter__(self) -> "Mailbox":
        mailbox = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(mailbox.put(body, self.headers["Stripe-Signature"]))
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        ).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class Bank(Protocol):
    """One plug with everything around it that is not ours."""

    clock: Clock
    mailbox: Mailbox

    @property
    def gateway(self) -> Gateway: ...
    def pay(self, checkout_id: str, number: str) -> None: ...
    def prove(self, checkout_id: str, *, proven: bool) -> None: ...
    def let_go(self, payment_id: str) -> None: ...
    def onboard(self, account_id: str, bank: str = GOOD_BANK) -> None: ...
    def close_account(self, account_id: str) -> None: ...
    def close_dispute(self, dispute_id: str, *, won: bool) -> None: ...
    def post_letters(self) -> None: ...


class SandboxBank:
    def __init__(self, gateway: SandboxGateway, clock: Clock, mailbox: Mailbox) -> None:
        self.gateway, self.clock, self.mailbox = gateway, clock, mailbox

    def pay(self, checkout_id: str, number: str) -> None:
        self.gateway.pay(checkout_id, CardEntry(number=number, expiry="12/34", cvc="123"))

    def prove(self, checkout_id: str, *, proven: bool) -> None:
        self.gateway.answer_challenge(checkout_id, proven=proven)

    def let_go(self, payment_id: str) -> None:
        self.gateway.let_go(payment_id)

    def onboard(self, account_id: str, bank: str = GOOD_BANK) -> None:
        url = self.gateway.onboarding_url(
            account_id, return_url="https://app.test/", refresh_url="https://app.test/"
        )
        self.gateway.finish_onboarding(url.rpartition("/")[2], bank)

    def close_account(self, account_id: str) -> None:
        self.gateway.close_account(account_id)

    def close_dispute(self, dispute_id: str, *, won: bool) -> None:
        self.gateway.close_dispute(dispute_id, won=won)

    def post_letters(self) -> None:
        self.gateway.deliverer.deliver_due()


class StripeBank:
    def __init__(self, server: StripeServer, clock: Clock, mailbox: Mailbox) -> None:
        self.gateway = StripeGateway(API_KEY, api_base=server.url)
        self.server, self.clock, self.mailbox = server, clock, mailbox

    def pay(self, checkout_id: str, number: str) -> None:
        with self.server.visit() as world:
            pages.enter(world, checkout_id, number)

    def prove(self, checkout_id: str, *, proven: bool) -> None:
        with self.server.visit() as world:
            pages.answer_challenge(world, checkout_id, proven=proven)

    def let_go(self, payment_id: str) -> None:
        with self.server.visit() as world:
            charges.cancel(world, world.get("payment_intent", payment_id))

    def onboard(self, account_id: str, bank: str = GOOD_BANK) -> None:
        with self.server.visit() as world:
            connect.onboard(world, account_id, bank_refuses=bank == BROKEN_BANK)

    def close_account(self, account_id: str) -> None:
        with self.server.visit() as world:
            connect.close_account(world, account_id)

    def close_dispute(self, dispute_id: str, *, won: bool) -> None:
        with self.server.visit() as world:
            disputing.close_dispute(world, dispute_id, won=won)

    def post_letters(self) -> None:
        self.server.post_letters()


def request(clock: Callable[[], datetime], **changes: object) -> CheckoutRequest:
    values: dict[str, object] = {
        "reference": "payment:7", "amount": 3000, "currency": "EUR", "title": "Rust lifetimes",
        "description": "Mon 9 March, 14:00", "hold": True, "expires_at": clock() + timedelta(minutes=32),
        "success_url": "https://app.test/paid", "cancel_url": "https://app.test/back",
    }  # fmt: skip
    return CheckoutRequest(**(values | changes))  # type: ignore[arg-type]


WEEKS = tuple(Line(title=f"Rust lifetimes, week {week}", description="", amount=1000) for week in (1, 2, 3))


def opened(bank: Bank, *, key: str = "open", **changes: object) -> str:
    return bank.gateway.open_checkout(request(bank.clock, **changes), key=key).id


def paid(bank: Bank, number: str = OK, *, key: str = "open", **changes: object) -> str:
    """The id of a payment that one card has answered."""
    checkout_id = opened(bank, key=key, **changes)
    bank.pay(checkout_id, number)
    payment_id = bank.gateway.look_up(checkout_id).payment_id
    assert payment_id is not None
    return payment_id


def notices(bank: Bank) -> list[Notice]:
    """Every letter that arrived so far, its seal checked."""
    bank.post_letters()
    return [
        bank.gateway.verify_webhook(body, seal, [SECRET], bank.clock()) for body, seal in bank.mailbox.letters
    ]
