"""Letters of the gateway doubled, late, lost and in any order end in the same ledger."""

import sqlite3
from datetime import timedelta
from random import Random

import pytest

from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.gateways.payments.webhooks import sign
from livesessions.jobs import worker
from livesessions.jobs.checkout import open_checkout
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import SYSTEM, perform
from livesessions.services.bookings import accept, cancel
from livesessions.services.webhooks import receive
from tests.jobs.package_shop import open_shop
from tests.jobs.till import DISPUTED, GOOD, books, described, enter, sound
from tests.services.market import Market, payment

SECRET = "whsec_test"
END = {GOOD: {"gateway": -117, "gateway_fees": 117}, DISPUTED: {"gateway": -1617, "gateway_fees": 1617}}

PACKAGE_END = {
    True: {"gateway": 3796, "gateway_fees": 204, "credits:2": -4000},
    False: {"gateway": -1704, "gateway_fees": 1704},
}


class Post:
    """Takes the gateway's letters out of its hands and delivers them as it likes."""

    def __init__(self, gateway: SandboxGateway, clock: SettableClock, chance: Random) -> None:
        self.gateway, self.clock, self.chance = gateway, clock, chance
        self.taken = 0

    def deliver(self) -> None:
        """Everything new and a part of everything old: some once, some twice, some never, in any order."""
        letters = self._letters()
        fresh = [letter for letter in letters[self.taken :] if self.chance.random() < 0.7]
        again = self.chance.sample(letters[: self.taken], k=self.taken // 2)
        self.taken = len(letters)
        bag = [*fresh, *again, *fresh[:2]]
        self.chance.shuffle(bag)
        for body in bag:
            seal = sign(body, SECRET, self.clock())
            notice = self.gateway.verify_webhook(body, seal, [SECRET], self.clock())
            perform(SYSTEM, receive, source="sandbox", notice=notice, body=body)
        worker.run_until_idle()

    def _letters(self) -> list[bytes]:
        with sqlite3.connect(self.gateway._store.path) as db:
            return [body for (body,) in db.execute("SELECT body FROM letters ORDER BY number")]


@pytest.mark.parametrize("card", END)
@pytest.mark.parametrize("seed", range(6))
def test_letters_in_any_order_end_in_the_same_ledger(
    market: Market, gateway: SandboxGateway, clock: SettableClock, card: str, seed: int
) -> None:
    post = Post(gateway, clock, Random(seed))
    reference = described(market)
    open_checkout(market.learner, reference=reference)
    enter(gateway, reference, card)
    clock.advance(timedelta(minutes=2))
    post.deliver()
    perform(market.teacher, accept, reference=reference)
    post.deliver()
    perform(market.teacher, cancel, reference=reference, reason="Ill")
    post.deliver()
    if card == DISPUTED:
        gateway.close_dispute(gateway.open_disputes()[0].id, won=False)
    clock.advance(timedelta(days=1, minutes=1))
    post.deliver()
    assert (books(), sound(), payment(reference).blocked) == (END[card], True, "")


@pytest.mark.parametrize("won", [True, False])
@pytest.mark.parametrize("seed", range(4))
def test_letters_about_a_package_in_any_order_end_in_the_same_ledger(
    market: Market, gateway: SandboxGateway, clock: SettableClock, seed: int, won: bool
) -> None:
    post, shop = Post(gateway, clock, Random(seed)), open_shop(market, gateway)
    reference = shop.buy(DISPUTED)
    post.deliver()
    gateway.close_dispute(gateway.open_disputes()[0].id, won=won)
    post.deliver()
    if won:
        gateway.refund(shop.payment_of(reference), 2000, key="by hand")
        post.deliver()
    clock.advance(timedelta(days=1, minutes=1))
    post.deliver()
    assert (books(), sound()) == (PACKAGE_END[won], True)
