"""Packages: bought at the gateway, spent in bookings, given back at the price paid, to the cent in the ledger."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from livesessions.domain import ledger
from livesessions.domain.errors import Invalid, NotAllowed, NotFound
from livesessions.domain.ledger import credits_of
from livesessions.domain.packages import NoCredit
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.gateways.payments.sandbox.cards import CardEntry
from livesessions.jobs import worker
from livesessions.jobs.checkout import open_checkout
from livesessions.jobs.packages import buy_package, settle_package
from livesessions.models import Payment
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import SYSTEM, Door, Work, perform
from livesessions.services import packages
from livesessions.services.bookings import accept, cancel, reject
from livesessions.services.credits import request_with_credit
from livesessions.services.packages import begin_package, end_package_offer, offer_package
from tests.jobs.package_shop import Shop, open_shop
from tests.jobs.till import GOOD, balance, open_till
from tests.services.market import Market, booking, open_market, payment

DEBIT_FAILS = "000111111116"


@pytest.fixture
def gateway(tmp_path: Path, clock: SettableClock) -> Iterator[SandboxGateway]:
    with open_till(tmp_path, clock) as sandbox:
        yield sandbox


@pytest.fixture
def market(door: Door, clock: SettableClock, gateway: SandboxGateway) -> Market:
    return open_market(clock(), price=3000)


@pytest.fixture
def shop(market: Market, gateway: SandboxGateway) -> Shop:
    """Three sessions for twenty euros each."""
    return open_shop(market, gateway)


def credit(market: Market) -> int:
    return balance(credits_of(market.learner.user_id or 0))


def test_what_is_bought_is_credit_nobody_has_earned(market: Market, shop: Shop) -> None:
    shop.buy()
    assert (shop.left(), credit(market), balance(ledger.REVENUE)) == ([3], -6000, 0)


def test_finding_out_again_changes_nothing(market: Market, shop: Shop) -> None:
    reference = shop.buy()
    for _ in range(3):
        settle_package(reference)
    assert (shop.left(), credit(market)) == ([3], -6000)


def test_a_double_click_is_one_package(market: Market, shop: Shop) -> None:
    urls = {buy_package(market.learner, package_offer_id=shop.offer_id, request_key="k") for _ in range(3)}
    assert len(urls) == 1


def test_a_purchase_that_was_left_before_its_page_opened_goes_on_later(
    market: Market, shop: Shop, clock: SettableClock
) -> None:
    asked = {"package_offer_id": shop.offer_id, "request_key": "p1"}
    perform(market.learner, begin_package, **asked, gateway="sandbox")
    clock.advance(timedelta(minutes=40))
    shop.buy(key="p1")
    assert shop.left() == [3]


def test_a_booking_from_a_package_waits_for_its_answer_at_the_price_paid(market: Market, shop: Shop) -> None:
    shop.buy()
    reference = shop.spend()
    assert (booking(reference).status, booking(reference).price, shop.left()) == ("pending", 2000, [2])
    assert (credit(market), balance(ledger.ESCROW)) == (-4000, -2000)


def test_a_second_click_spends_nothing(market: Market, shop: Shop) -> None:
    shop.buy()
    reference = shop.spend()
    perform(market.learner, request_with_credit, reference=reference)
    assert shop.left() == [2]


def held(market: Market, shop: Shop) -> str:
    """A time that a session of the package is to pay for."""
    shop.buy()
    made = market.hold()
    market.describe(made)
    shop.choose(made.reference)
    return made.reference


def test_what_a_package_pays_for_has_no_payment_page(market: Market, shop: Shop) -> None:
    reference = held(market, shop)
    with pytest.raises(NotAllowed):
        open_checkout(market.learner, reference=reference)
    shop.send_off(reference)
    assert (shop.left(), payment(reference).checkout_id) == ([2], None)


def test_what_a_payment_page_was_opened_for_is_not_paid_from_a_package(market: Market, shop: Shop) -> None:
    reference = held(market, shop)
    perform(SYSTEM, _open_page, of=payment(reference).id)
    with pytest.raises(NotAllowed):
        shop.send_off(reference)
    assert (shop.left(), booking(reference).status) == ([3], "held")


def _open_page(work: Work, *, of: int) -> None:
    """As the version before left it, which opened one all the same."""
    work.db.get_one(Payment, of).pay_by = work.now + timedelta(minutes=32)


def test_other_pages_hear_that_the_price_is_another(market: Market, shop: Shop, door: Door) -> None:
    heard: list[str] = []
    door.ring = Heard(heard)
    held(market, shop)
    assert heard[-2:] == ["person:2", "person:1"]


@dataclass
class Heard:
    """A bell that remembers."""

    topics: list[str]

    def publish(self, topics: Iterable[str]) -> None:
        self.topics.extend(topics)


def test_a_declined_request_is_credit_again(market: Market, shop: Shop) -> None:
    shop.buy()
    perform(market.teacher, reject, reference=shop.spend(), reason="Away")
    worker.run_until_idle()
    assert (shop.left(), credit(market), balance(ledger.ESCROW)) == ([3], -6000, 0)


@pytest.mark.parametrize(
    ("notice", "sessions", "credit_left", "earned"),
    [(30, 3, -6000, 0), (20, 2, -5000, -900), (2, 2, -4000, -1800)],
    ids=["free", "partial", "none"],
)
def test_cancelling_gives_back_by_the_policy_at_the_price_paid(
    market: Market,
    shop: Shop,
    clock: SettableClock,
    notice: int,
    sessions: int,
    credit_left: int,
    earned: int,
) -> None:
    shop.buy()
    reference = shop.spend()
    perform(market.teacher, accept, reference=reference)
    clock.now = market.start - timedelta(hours=notice)
    perform(market.learner, cancel, reference=reference)
    worker.run_until_idle()
    assert (shop.left(), credit(market)) == ([sessions], credit_left)
    assert (balance("instructor:1"), balance(ledger.ESCROW)) == (earned, 0)


def test_two_halves_that_came_back_are_a_session(market: Market, shop: Shop, clock: SettableClock) -> None:
    shop.buy()
    both = [shop.spend(), shop.spend(day=1)]
    for reference in both:
        perform(market.teacher, accept, reference=reference)
    for day, reference in enumerate(both):
        clock.now = market.start + timedelta(days=day, hours=-20)
        perform(market.learner, cancel, reference=reference)
    worker.run_until_idle()
    assert (shop.left(), credit(market)) == ([2], -4000)


def test_a_later_price_does_not_change_what_was_paid(market: Market, shop: Shop) -> None:
    shop.buy()
    market.change(price=9900)
    assert booking(shop.spend()).price == 2000


def test_an_empty_package_pays_for_nothing(market: Market, shop: Shop) -> None:
    shop.buy()
    for day in range(3):
        shop.spend(day)
    with pytest.raises(NoCredit):
        shop.spend(day=3)
    assert shop.left() == []


def test_nobody_spends_another_persons_package(market: Market, shop: Shop) -> None:
    shop.buy()
    with pytest.raises(NoCredit):
        shop.spend(who=market.other)


def test_a_card_that_was_declined_buys_nothing(market: Market, shop: Shop) -> None:
    shop.buy(card="4000000000000002")
    assert (shop.left(), credit(market)) == ([], 0)


def test_a_debit_that_fails_buys_nothing(market: Market, shop: Shop, clock: SettableClock) -> None:
    reference = shop.buy(card=DEBIT_FAILS)
    clock.advance(timedelta(minutes=2))
    settle_package(reference)
    assert (shop.left(), credit(market)) == ([], 0)


def test_the_gateway_is_asked_when_no_letter_came(market: Market, shop: Shop, clock: SettableClock) -> None:
    url = buy_package(market.learner, package_offer_id=shop.offer_id, request_key="k")
    shop.gateway.pay(url.rpartition("/")[2], CardEntry(number=GOOD, expiry="12/40", cvc="123"))
    clock.advance(timedelta(minutes=40))
    worker.run_until_idle()
    assert shop.left() == [3]


def test_a_package_sold_no_more_stays_with_those_who_have_it(market: Market, shop: Shop) -> None:
    shop.buy()
    perform(market.teacher, end_package_offer, package_offer_id=shop.offer_id)
    with pytest.raises(NotFound):
        buy_package(market.other, package_offer_id=shop.offer_id, request_key="k")
    assert booking(shop.spend()).price == 2000


def test_nobody_buys_their_own(market: Market, shop: Shop) -> None:
    with pytest.raises(NotAllowed):
        buy_package(market.teacher, package_offer_id=shop.offer_id, request_key="k")


@pytest.mark.parametrize(
    ("sessions", "each", "field"),
    [(1, 2000, "sessions"), (51, 2000, "sessions"), (3, 3001, "each"), (3, 10, "each")],
)
def test_a_wrong_package_names_its_field(market: Market, sessions: int, each: int, field: str) -> None:
    asked = {"offering_id": market.offering_id, "sessions": sessions, "each": each}
    with pytest.raises(Invalid) as refusal:
        perform(market.teacher, offer_package, **asked)
    assert refusal.value.field == field


def test_only_its_instructor_sells_it(market: Market) -> None:
    with pytest.raises(NotFound):
        perform(market.learner, offer_package, offering_id=market.offering_id, sessions=3, each=2000)


def test_a_booking_from_a_package_is_paid_from_it_alone(market: Market, shop: Shop) -> None:
    shop.buy()
    reference = shop.spend()
    assert (payment(reference).gateway, payment(reference).captured) == ("credits", 2000)


def test_nobody_sells_more_packages_of_an_offering_than_anybody_reads(
    market: Market, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "MOST_OFFERS", 2)
    asked = {"offering_id": market.offering_id, "sessions": 3, "each": 2500}
    first, _ = (perform(market.teacher, offer_package, **asked) for _ in range(2))
    with pytest.raises(Invalid, match="You sell 2 packages of this already"):
        perform(market.teacher, offer_package, **asked)
    perform(market.teacher, end_package_offer, package_offer_id=first)
    clock.advance(timedelta(days=2))
    perform(market.teacher, offer_package, **asked)
