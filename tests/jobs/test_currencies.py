"""Currencies without cents and with three decimals, the whole way: checkout, half a refund, fee and share."""

from datetime import timedelta

import pytest

from livesessions.domain import ledger
from livesessions.domain.coupons import Off, price_after
from livesessions.domain.money import Money, gateway_amount
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.gateways.payments.sandbox.cards import CardEntry
from livesessions.jobs import worker
from livesessions.jobs.packages import buy_package, settle_package
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.locales import money
from livesessions.runtime.work import Door, perform
from livesessions.services.bookings import accept, cancel
from livesessions.services.packages import offer_package
from tests.jobs.till import GOOD, balance, pay
from tests.services.market import Market, open_market, payment

CASES = [
    # currency, price, half of it, the platform's tenth and the instructor's share of what is kept
    ("JPY", 3001, 1500, 150, 1351),
    ("KRW", 30001, 15000, 1500, 13501),
    ("ISK", 5001, 2500, 250, 2251),
    ("KWD", 12_350, 6_180, 620, 5_550),
    ("BHD", 12_340, 6_170, 610, 5_560),
]


@pytest.fixture
def market(
    door: Door, clock: SettableClock, gateway: SandboxGateway, request: pytest.FixtureRequest
) -> Market:
    currency, price = request.param
    return open_market(clock(), price=price, currency=currency)


@pytest.mark.parametrize(
    ("market", "back", "fee", "share"), [((c, p), b, f, s) for c, p, b, f, s in CASES], indirect=["market"]
)
def test_half_a_refund_leaves_fee_and_share_that_sum_to_what_is_kept(
    market: Market, gateway: SandboxGateway, clock: SettableClock, back: int, fee: int, share: int
) -> None:
    reference = pay(market, gateway)
    perform(market.teacher, accept, reference=reference)
    clock.now = market.start - timedelta(hours=20)
    perform(market.learner, cancel, reference=reference)
    worker.run_until_idle()
    paid = payment(reference)
    assert (paid.captured - paid.refunded, paid.refunded) == (fee + share, back)
    assert (-balance(ledger.REVENUE), -balance("instructor:1"), balance(ledger.ESCROW)) == (fee, share, 0)


@pytest.mark.parametrize("market", [("JPY", 3001), ("KWD", 12_350)], indirect=True)
def test_every_amount_that_moves_can_be_sent_to_the_gateway(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    reference = pay(market, gateway)
    perform(market.teacher, accept, reference=reference)
    clock.now = market.start - timedelta(hours=20)
    perform(market.learner, cancel, reference=reference)
    worker.run_until_idle()
    [refund] = gateway.look_up(payment(reference).checkout_id or "").refunds
    assert gateway_amount(Money(refund.amount, payment(reference).currency)) > 0


@pytest.mark.parametrize("market", [("JPY", 3000), ("KWD", 12_000)], indirect=True)
def test_a_package_is_bought_in_its_currency(market: Market, gateway: SandboxGateway) -> None:
    offer = perform(market.teacher, offer_package, offering_id=market.offering_id, sessions=3, each=2000)
    checkout = buy_package(market.learner, package_offer_id=offer, request_key="k").rpartition("/")[2]
    gateway.pay(checkout, CardEntry(number=GOOD, expiry="12/40", cvc="123"))
    settle_package(gateway.look_up(checkout).reference or "")
    assert -balance(ledger.credits_of(market.learner.user_id or 0)) == 6000


@pytest.mark.parametrize(
    ("price", "left", "words"),
    [
        (Money(3001, "JPY"), 2551, "JP¥2,551"),
        (Money(12_350, "KWD"), 10_500, "KWD10.500"),
        (Money(12_350, "BHD"), 10_500, "BHD10.500"),
    ],
)
def test_a_coupon_leaves_an_amount_that_can_be_paid_and_read(price: Money, left: int, words: str) -> None:
    after = price_after(Off(percent=15), price)
    assert (after.amount, gateway_amount(after)) == (left, left)
    assert money(after.amount, after.currency) == words
