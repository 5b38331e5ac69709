"""A till that takes its money with the real Stripe plug, before a strict Stripe-shaped server on loopback."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from livesessions.gateways.mail.files import MailFiles
from livesessions.gateways.payments import AccountRequest
from livesessions.gateways.payments.errors import Declined
from livesessions.gateways.payments.sandbox.cards import TEST_CARDS
from livesessions.gateways.payments.stripe import StripeGateway
from livesessions.jobs import worker
from livesessions.jobs.checkout import open_checkout
from livesessions.jobs.desk import Desk, lay
from livesessions.jobs.letters import PostRoom
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.settings import Settings
from livesessions.runtime.work import perform
from livesessions.services.bookings import accept
from livesessions.services.payout_accounts import begin_onboarding, note_account
from livesessions.services.rooms import enter_room
from tests.gateways.banks import CHALLENGE_ALWAYS, GOOD_BANK, Mailbox, StripeBank
from tests.gateways.stripe_server import API_KEY, Fault, StripeServer
from tests.jobs.test_series import Series, series_of
from tests.jobs.till import described, far_ahead
from tests.services.market import Market, live_session, open_market, payment

CARD, ASKS = TEST_CARDS[0].number, CHALLENGE_ALWAYS
FAULTS = [*Fault, None]  # None: the worker is killed between the call and writing down that it was made
FEES = {"gateway_fees": 117}


@dataclass
class Till:
    """A marketplace that takes its money with Stripe, as far as it can tell."""

    market: Market
    clock: SettableClock
    server: StripeServer
    bank: StripeBank
    gateway: StripeGateway

    def held(self) -> str:
        reference = described(self.market)
        open_checkout(self.market.learner, reference=reference)
        return reference

    def requested(self, card: str = CARD) -> str:
        reference = self.held()
        self.bank.pay(payment(reference).checkout_id or "", card)
        self.settle()
        return reference

    def saved(self, card: str = CARD) -> str:
        reference = far_ahead(self.market)
        open_checkout(self.market.learner, reference=reference)
        page = payment(reference).checkout_id or ""
        self.bank.pay(page, card)
        self.bank.prove(page, proven=True)
        self.settle()
        return reference

    def owed(self) -> str:
        reference = self.saved(ASKS)
        perform(self.market.teacher, accept, reference=reference)
        self.settle()
        return reference

    def accepted(self, card: str = CARD) -> str:
        reference = self.requested(card)
        perform(self.market.teacher, accept, reference=reference)
        self.settle()
        return reference

    def earned(self) -> str:
        reference = self.accepted()
        met = live_session(reference)
        self.clock.now = met.starts_at
        for who in (self.market.teacher, self.market.learner):
            perform(who, enter_room, reference=met.reference)
        self.clock.now = met.ends_at + timedelta(hours=24)
        self.settle()
        return reference

    def series(self) -> Series:
        """Three sessions, paid at once."""
        made = series_of(self.market, self.gateway)
        made.open()
        self.bank.pay(payment(made.references[0]).checkout_id or "", CARD)
        self.settle()
        return made

    def onboard(self, bank: str = GOOD_BANK) -> None:
        teacher = self.market.teacher
        perform(teacher, begin_onboarding, gateway="stripe", country="DE")
        asked = AccountRequest(reference="user:1", email="tara@example.org", country="DE")
        account = self.gateway.open_account(asked, key="account")
        perform(teacher, note_account, external_id=account)
        self.bank.onboard(account, bank)

    def settle(self) -> None:
        """Lets the worker try, fail and try again for an hour."""
        for _ in range(12):
            worker.run_until_idle()
            self.clock.advance(timedelta(minutes=5))


@contextmanager
def open_stripe_till(folder: Path, clock: SettableClock) -> Iterator[Till]:
    """The desk laid with it; whoever is there may break the next change."""
    with Mailbox() as mailbox, StripeServer(clock, mailbox.url, "whsec") as server:
        settings = Settings(_env_file=None, stripe_secret_key=API_KEY)
        gateway = StripeGateway(API_KEY, api_base=server.url, retries=0, timeout_seconds=1.0)
        mail = MailFiles(folder / "mail", sender=settings.mail_from, now=clock)
        post = PostRoom(mail, origin=settings.origin, sender=settings.mail_from)
        lay(Desk(settings=settings, payments=gateway, post=post))
        bank = StripeBank(server, clock, mailbox)  # type: ignore[arg-type]
        yield Till(open_market(clock(), price=3000), clock, server, bank, gateway)


def kill_after(till: Till, monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    """The next call is made, and nobody lives to write it down."""
    make = getattr(till.gateway, method)

    def last_act(*values: Any, **named: Any) -> None:
        with suppress(Declined):
            make(*values, **named)
        monkeypatch.setattr(till.gateway, method, make)
        raise KeyboardInterrupt

    monkeypatch.setattr(till.gateway, method, last_act)
    with pytest.raises(KeyboardInterrupt):
        worker.run_until_idle()
