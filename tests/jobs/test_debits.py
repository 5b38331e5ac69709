"""A bank debit is handed in at once and decided later: nobody is ever sent back to a page that is closed."""

from datetime import timedelta

import pytest

from livesessions.domain.errors import NotAllowed
from livesessions.domain.holds import HoldOver
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.jobs import worker
from livesessions.jobs.checkout import open_checkout
from livesessions.jobs.settle import settle
from livesessions.runtime.clock import SettableClock
from tests.jobs.till import enter, pay
from tests.services.market import Market, booking, payment

PAYS, FAILS = "000123456789", "000111111116"
DECIDED = timedelta(minutes=1)


def decided(reference: str, clock: SettableClock, after: timedelta = DECIDED) -> str:
    clock.advance(after)
    settle(booking(reference).id)
    return reference


def test_a_debit_under_way_keeps_the_hold_and_sends_nobody_back_to_the_page(
    market: Market, gateway: SandboxGateway
) -> None:
    reference = pay(market, gateway, card=PAYS)
    assert booking(reference).status == "held"
    with pytest.raises(NotAllowed, match="Your bank is working on this payment"):
        open_checkout(market.learner, reference=reference)


def test_a_debit_that_arrives_makes_the_hold_a_request(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    reference = decided(pay(market, gateway, card=PAYS), clock)
    assert (booking(reference).status, payment(reference).status) == ("pending", "captured")


def test_a_debit_that_fails_is_said_and_leads_to_a_new_page(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    reference = pay(market, gateway, card=FAILS)
    first = payment(reference).checkout_id
    decided(reference, clock)
    assert payment(reference).failure.startswith("Your bank did not pay the debit.")
    url = open_checkout(market.learner, reference=reference)
    assert (payment(reference).checkout_url, payment(reference).checkout_id != first) == (url, True)


def test_the_new_page_takes_another_card(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    reference = decided(pay(market, gateway, card=FAILS), clock)
    open_checkout(market.learner, reference=reference)
    enter(gateway, reference)
    settle(booking(reference).id)
    assert (booking(reference).status, payment(reference).status) == ("pending", "authorised")


def test_a_debit_that_fails_when_the_hold_is_nearly_over_has_a_clear_end(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    reference = decided(pay(market, gateway, card=FAILS), clock, timedelta(minutes=20))
    with pytest.raises(HoldOver, match="Please choose a time again"):
        open_checkout(market.learner, reference=reference)


def test_a_debit_that_fails_after_the_hold_changes_nothing_any_more(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    reference = pay(market, gateway, card=FAILS)
    clock.advance(timedelta(minutes=41))
    worker.run_until_idle()
    assert (booking(reference).status, payment(reference).status) == ("expired", "failed")
    assert payment(reference).captured == 0
