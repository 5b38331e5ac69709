"""When somebody is suspended all money of what is called off goes back; what was earned before is paid."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from livesessions.domain.suspensions import INSTRUCTOR_GONE
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.gateways.payments.sandbox.cards import CardEntry
from livesessions.jobs import worker
from livesessions.jobs.announce import ANNOUNCED
from livesessions.jobs.checkout import open_checkout
from livesessions.jobs.packages import buy_package, settle_package
from livesessions.jobs.settle import settle
from livesessions.queries.notifications import bell
from livesessions.queries.suspensions import would_end
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import SYSTEM, Actor, Door, ask, perform
from livesessions.services.bookings import accept
from livesessions.services.holds import expire_holds
from livesessions.services.suspensions import suspend_person, suspend_teaching
from tests.jobs.package_shop import open_shop, package
from tests.jobs.till import GOOD, books, completed, described, enter, onboard, pass_days, sound
from tests.services.market import Market, booking, payment

End = Callable[[Actor, Market], None]
WHY = "Learners told us of rude words."
FEE = 117


@pytest.fixture
def admin(market: Market) -> Actor:
    return replace(market.third, roles=frozenset({"learner", "admin"}))


def teaching_ends(admin: Actor, market: Market) -> None:
    perform(admin, suspend_teaching, user_id=market.teacher.user_id or 0, reason=WHY)


def learning_ends(admin: Actor, market: Market) -> None:
    perform(admin, suspend_person, user_id=market.learner.user_id or 0, reason=WHY)


def outcome(reference: str) -> tuple[str, str, int]:
    """Of the booking, of its payment, and what we have kept of that."""
    money = payment(reference)
    return booking(reference).status, money.status, money.captured - money.refunded


def test_what_was_taken_goes_back_in_full_also_an_hour_before_the_start(
    market: Market, admin: Actor, paid: str, clock: SettableClock
) -> None:
    perform(market.teacher, accept, reference=paid)
    worker.run_until_idle()
    clock.now = market.start - timedelta(hours=1)
    teaching_ends(admin, market)
    worker.run_until_idle()
    assert outcome(paid) == ("cancelled", "captured", 0)
    assert (payment(paid).refunded, books()) == (3000, {"gateway": -FEE, "gateway_fees": FEE})


def test_the_preview_says_what_goes_back(
    market: Market, admin: Actor, paid: str, gateway: SandboxGateway
) -> None:
    perform(market.teacher, accept, reference=paid)
    worker.run_until_idle()
    open_shop(market, gateway).buy()
    said = ask(admin, would_end, user_id=market.teacher.user_id or 0, whole=False)
    assert (said.sessions, said.people, said.back, said.credits) == (1, 1, {"EUR": 3000}, 0)
    teaching_ends(admin, market)
    worker.run_until_idle()
    assert payment(paid).refunded == 3000


def test_a_suspended_learner_gets_all_of_it_back(
    market: Market, admin: Actor, paid: str, clock: SettableClock
) -> None:
    perform(market.teacher, accept, reference=paid)
    worker.run_until_idle()
    clock.now = market.start - timedelta(hours=1)
    learning_ends(admin, market)
    worker.run_until_idle()
    assert (outcome(paid), payment(paid).refunded) == (("cancelled", "captured", 0), 3000)


def test_what_was_only_reserved_is_let_go(market: Market, admin: Actor, paid: str) -> None:
    teaching_ends(admin, market)
    worker.run_until_idle()
    assert (outcome(paid), books()) == (("cancelled", "voided", 0), {})


def test_an_open_page_of_payment_is_closed(market: Market, admin: Actor, gateway: SandboxGateway) -> None:
    reference = described(market)
    open_checkout(market.learner, reference=reference)
    teaching_ends(admin, market)
    worker.run_until_idle()
    assert outcome(reference) == ("cancelled", "expired", 0)


@pytest.mark.parametrize("mode", ["request", "instant"])
@pytest.mark.parametrize("ends", [teaching_ends, learning_ends])
def test_a_page_that_was_paid_after_the_suspension_books_nothing(
    market: Market, admin: Actor, gateway: SandboxGateway, mode: str, ends: End
) -> None:
    market.change(booking_mode=mode)
    reference = described(market)
    open_checkout(market.learner, reference=reference)
    ends(admin, market)
    enter(gateway, reference)
    for _ in range(2):
        settle(booking(reference).id)  # the payment is heard of before the worker has ended anything
    assert (booking(reference).status, outcome(reference)[2], sound()) == ("cancelled", 0, True)


@pytest.mark.parametrize(
    ("mode", "words"), [("request", "You were not charged."), ("instant", "You get back €30.00.")]
)
def test_whoever_paid_too_late_is_told_so(
    market: Market, admin: Actor, gateway: SandboxGateway, door: Door, mode: str, words: str
) -> None:
    door.announced = ANNOUNCED
    market.change(booking_mode=mode)
    reference = described(market)
    open_checkout(market.learner, reference=reference)
    enter(gateway, reference)
    teaching_ends(admin, market)
    worker.run_until_idle()
    told = {line.title: line.body for line in ask(market.learner, bell).lines}
    assert told == {
        "“Rust” can’t be booked any more": f"{INSTRUCTOR_GONE} What you have paid already goes back in full.",
        "Your payment for “Rust” came too late": f"{INSTRUCTOR_GONE} {words}",
    }


@pytest.mark.parametrize("ends", [teaching_ends, learning_ends])
def test_a_hold_that_had_run_out_is_not_revived_by_a_late_payment(
    market: Market, admin: Actor, gateway: SandboxGateway, clock: SettableClock, ends: End
) -> None:
    reference = described(market)
    open_checkout(market.learner, reference=reference)
    enter(gateway, reference)
    clock.now = booking(reference).hold_expires_at or clock.now
    perform(SYSTEM, expire_holds)
    ends(admin, market)
    worker.run_until_idle()
    assert outcome(reference) == ("expired", "voided", 0)


def test_sessions_paid_from_a_package_go_back_into_it(
    market: Market, admin: Actor, gateway: SandboxGateway
) -> None:
    shop = open_shop(market, gateway)
    shop.buy()
    reference = shop.spend()
    teaching_ends(admin, market)
    worker.run_until_idle()
    assert (booking(reference).status, shop.left(), sound()) == ("cancelled", [3], True)


@pytest.mark.parametrize("ends", [teaching_ends, learning_ends])
def test_a_package_paid_after_the_suspension_is_given_back(
    market: Market, admin: Actor, gateway: SandboxGateway, ends: End
) -> None:
    shop = open_shop(market, gateway)
    url = buy_package(market.learner, package_offer_id=shop.offer_id, request_key="p1")
    checkout = url.rpartition("/")[2]
    ends(admin, market)
    gateway.pay(checkout, CardEntry(number=GOOD, expiry="12/40", cvc="123"))
    bought = gateway.look_up(checkout).reference or ""
    for _ in range(2):
        settle_package(bought)
    assert (package(bought).left_over, package(bought).refunded, sound()) == (0, 6000, True)


def test_what_was_earned_before_is_paid_out_all_the_same(
    market: Market, admin: Actor, gateway: SandboxGateway, clock: SettableClock
) -> None:
    reference = completed(market, gateway, clock)
    onboard(market, gateway)
    perform(admin, suspend_person, user_id=market.teacher.user_id or 0, reason=WHY)
    pass_days(clock, 10)
    assert (booking(reference).status, sound()) == ("completed", True)
    assert "instructor:1" not in books()
