"""Accepted, and the money can't be taken: the learner may pay for a day, the place is kept, then it is free."""

from datetime import timedelta

import pytest

from livesessions.domain.errors import NotAllowed
from livesessions.gateways.payments import CheckoutStatus
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.jobs import worker
from livesessions.jobs.checkout import open_checkout
from livesessions.jobs.settle import settle
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import perform
from livesessions.services.bookings import accept, cancel
from tests.jobs.test_debits import FAILS as DEBIT_FAILS
from tests.jobs.test_debits import PAYS as DEBIT
from tests.jobs.test_saved_methods import FEE, kept, saved
from tests.jobs.test_series import series_of
from tests.jobs.till import books, enter, pay, sound
from tests.services.market import Market, booking, live_session, payment

ASKS, DECLINES = "4000 0027 6000 3184", "4000 0000 0000 0341"
A_DAY = timedelta(hours=24)


@pytest.fixture(params=["asks", "declines", "gone"])
def owed(request: pytest.FixtureRequest, market: Market, gateway: SandboxGateway) -> str:
    """A booking that was accepted, and whose charge came to nothing."""
    if request.param == "gone":
        reference = pay(market, gateway)
        gateway.let_go(payment(reference).gateway_reference or "")
    else:
        reference = saved(market, gateway, {"asks": ASKS, "declines": DECLINES}[request.param])
    perform(market.teacher, accept, reference=reference)
    worker.run_until_idle()
    return reference


def stands(reference: str) -> tuple[str, str]:
    return booking(reference).status, payment(reference).status


def test_the_place_is_kept_for_a_day_and_nothing_was_taken(
    gateway: SandboxGateway, clock: SettableClock, owed: str
) -> None:
    assert stands(owed) == ("accepted", "owed")
    assert payment(owed).owed_until == clock() + A_DAY
    assert (books(), kept(gateway, owed)) == ({}, False)


def test_a_link_never_lasts_past_the_start_of_its_session(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    reference = pay(market, gateway)
    gateway.let_go(payment(reference).gateway_reference or "")
    clock.now = booking(reference).respond_by - timedelta(minutes=1)
    start = live_session(reference).starts_at
    perform(market.teacher, accept, reference=reference)
    worker.run_until_idle()
    assert payment(reference).owed_until == min(clock() + A_DAY, start)


def test_the_link_leads_to_a_page_that_takes_the_money_at_once(
    market: Market, gateway: SandboxGateway, owed: str
) -> None:
    first = payment(owed).checkout_id
    urls = {open_checkout(market.learner, reference=owed) for _ in range(2)}
    assert (len(urls), payment(owed).checkout_id != first) == (1, True)
    enter(gateway, owed)
    worker.run_until_idle()
    settle(booking(owed).id)
    assert (stands(owed), payment(owed).owed_until) == (("accepted", "captured"), None)
    assert books() == {"gateway": 3000 - FEE, "escrow": -3000, "gateway_fees": FEE}
    assert sound()


def test_a_payment_nobody_told_us_of_is_found_within_a_minute(
    market: Market, gateway: SandboxGateway, clock: SettableClock, owed: str
) -> None:
    open_checkout(market.learner, reference=owed)
    enter(gateway, owed)
    clock.advance(timedelta(seconds=61))
    worker.run_until_idle()
    assert stands(owed) == ("accepted", "captured")


def test_looking_again_changes_nothing_while_it_is_owed(clock: SettableClock, owed: str) -> None:
    until = payment(owed).owed_until
    for _ in range(3):
        clock.advance(timedelta(hours=1))
        worker.run_until_idle()
    assert (stands(owed), payment(owed).owed_until) == (("accepted", "owed"), until)


def test_after_a_day_the_booking_expires_and_its_slot_is_free(
    market: Market, gateway: SandboxGateway, clock: SettableClock, owed: str
) -> None:
    start = live_session(owed).starts_at
    clock.advance(A_DAY - timedelta(seconds=1))
    worker.run_until_idle()
    assert stands(owed)[0] == "accepted"
    clock.advance(timedelta(seconds=1))
    worker.run_until_idle()
    assert (booking(owed).status, booking(owed).ended_by, payment(owed).due) == ("expired", "system", 0)
    assert (books(), sound()) == ({}, True)
    assert market.hold(market.other, at=start, key="k9").reference


def test_a_page_left_open_is_closed_before_the_place_is_given_back(
    market: Market, gateway: SandboxGateway, clock: SettableClock, owed: str
) -> None:
    clock.advance(A_DAY - timedelta(minutes=5))
    open_checkout(market.learner, reference=owed)
    page = payment(owed).checkout_id or ""
    assert gateway.look_up(page).checkout_status == CheckoutStatus.OPEN
    clock.advance(timedelta(minutes=5))
    worker.run_until_idle()
    assert gateway.look_up(page).checkout_status == CheckoutStatus.EXPIRED
    assert booking(owed).status == "expired"


def test_who_pays_in_the_last_second_keeps_the_place(
    market: Market, gateway: SandboxGateway, clock: SettableClock, owed: str
) -> None:
    clock.advance(A_DAY - timedelta(seconds=1))
    open_checkout(market.learner, reference=owed)
    enter(gateway, owed)
    clock.advance(timedelta(hours=1))
    worker.run_until_idle()
    assert stands(owed) == ("accepted", "captured")


def test_nobody_pays_when_the_day_is_over(market: Market, clock: SettableClock, owed: str) -> None:
    clock.advance(A_DAY)
    with pytest.raises(NotAllowed, match="The time to pay is over"):
        open_checkout(market.learner, reference=owed)


def test_a_declined_card_on_the_page_of_the_link_leaves_it_open(
    market: Market, gateway: SandboxGateway, owed: str
) -> None:
    url = open_checkout(market.learner, reference=owed)
    enter(gateway, owed, "4000 0000 0000 0002")
    settle(booking(owed).id)
    assert (stands(owed), open_checkout(market.learner, reference=owed)) == (("accepted", "owed"), url)


def test_who_cancels_owes_nothing(market: Market, gateway: SandboxGateway, owed: str) -> None:
    open_checkout(market.learner, reference=owed)
    perform(market.learner, cancel, reference=owed)
    with pytest.raises(NotAllowed):
        open_checkout(market.learner, reference=owed)
    worker.run_until_idle()
    assert (booking(owed).status, payment(owed).due, books()) == ("cancelled", 0, {})
    page = gateway.look_up(payment(owed).checkout_id or "")
    assert page.checkout_status == CheckoutStatus.EXPIRED


def test_a_debit_that_arrives_in_time_pays(
    market: Market, gateway: SandboxGateway, clock: SettableClock, owed: str
) -> None:
    open_checkout(market.learner, reference=owed)
    enter(gateway, owed, DEBIT)
    settle(booking(owed).id)
    with pytest.raises(NotAllowed, match="Your bank is working on this payment"):
        open_checkout(market.learner, reference=owed)
    clock.advance(timedelta(minutes=2))
    settle(booking(owed).id)
    assert stands(owed) == ("accepted", "captured")


def test_a_debit_that_fails_leads_to_another_page_until_the_same_hour(
    market: Market, gateway: SandboxGateway, clock: SettableClock, owed: str
) -> None:
    until = payment(owed).owed_until
    first = open_checkout(market.learner, reference=owed)
    enter(gateway, owed, DEBIT_FAILS)
    settle(booking(owed).id)
    clock.advance(timedelta(minutes=2))
    settle(booking(owed).id)
    assert (stands(owed), payment(owed).owed_until) == (("accepted", "owed"), until)
    assert open_checkout(market.learner, reference=owed) != first


def test_a_debit_that_arrives_too_late_is_given_back_in_full(
    market: Market, gateway: SandboxGateway, clock: SettableClock, owed: str
) -> None:
    clock.advance(A_DAY - timedelta(seconds=30))
    open_checkout(market.learner, reference=owed)
    enter(gateway, owed, DEBIT)
    clock.advance(timedelta(seconds=30))
    worker.run_until_idle()
    assert booking(owed).status == "expired"
    clock.advance(timedelta(hours=2))
    worker.run_until_idle()
    assert (payment(owed).captured, payment(owed).refunded) == (3000, 3000)
    assert books() == {"gateway": -FEE, "gateway_fees": FEE}
    assert sound()


def test_what_is_owed_of_a_series_whose_hold_is_gone_is_paid_one_by_one(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    series = series_of(market, gateway)
    series.pay()
    gateway.let_go(payment(series.references[0]).gateway_reference or "")
    series.accept(0, 1, 2)
    assert [payment(each).status for each in series.references] == ["owed"] * 3
    for number in (0, 1):
        series.open(number)
        enter(gateway, series.references[number])
        settle(booking(series.references[number]).id)
    clock.advance(A_DAY)
    worker.run_until_idle()
    assert series.statuses() == ["accepted", "accepted", "expired"]
    assert [row[1] for row in series.paid()] == [3000, 3000, 0]
    assert books() == {"gateway": 2 * (3000 - FEE), "escrow": -6000, "gateway_fees": 2 * FEE}
    assert sound()
