"""Where an amount could not be held long enough, the card is saved and charged when the request is accepted."""

from dataclasses import replace
from datetime import timedelta

from livesessions.domain import ledger
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.jobs import worker
from livesessions.jobs.checkout import open_checkout
from livesessions.jobs.settle import settle
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import perform
from livesessions.services.bookings import accept, cancel, reject
from tests.jobs.till import FAR, GOOD, PATIENT, balance, books, enter, far_ahead, sound
from tests.services.market import TERMS, Market, booking, payment

FEE = 117


def saved(market: Market, gateway: SandboxGateway, card: str = GOOD) -> str:
    """A request whose learner has done all they were asked to do on the gateway's page."""
    reference = far_ahead(market)
    open_checkout(market.learner, reference=reference)
    enter(gateway, reference, card)
    gateway.answer_challenge(payment(reference).checkout_id or "", proven=True)
    settle(booking(reference).id)
    return reference


def kept(gateway: SandboxGateway, reference: str) -> bool:
    return gateway.look_up(payment(reference).checkout_id or "").saved is not None


def test_a_card_is_saved_where_a_hold_would_not_last_until_the_answer(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    reference = saved(market, gateway)
    assert (booking(reference).status, payment(reference).status) == ("pending", "saved")
    assert booking(reference).respond_by == clock() + timedelta(hours=240)
    assert (books(), kept(gateway, reference)) == ({}, True)


def test_a_card_is_held_where_the_session_is_near_and_so_is_the_answer(market: Market) -> None:
    assert not payment(market.hold(terms=PATIENT).reference).saves_method


def test_a_card_is_saved_where_nothing_can_be_held_at_all(market: Market, gateway: SandboxGateway) -> None:
    held = market.hold(terms=replace(TERMS, authorisation_hours=0))
    assert payment(held.reference).saves_method


def test_a_saved_card_is_charged_when_the_request_is_accepted_and_then_forgotten(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    reference = saved(market, gateway)
    clock.advance(timedelta(days=9))
    perform(market.teacher, accept, reference=reference)
    worker.run_until_idle()
    assert (booking(reference).status, payment(reference).status) == ("accepted", "captured")
    assert books() == {"gateway": 3000 - FEE, "escrow": -3000, "gateway_fees": FEE}
    assert (kept(gateway, reference), sound()) == (False, True)


def test_a_saved_card_is_forgotten_when_the_request_is_declined(
    market: Market, gateway: SandboxGateway
) -> None:
    reference = saved(market, gateway)
    perform(market.teacher, reject, reference=reference, reason="Away")
    worker.run_until_idle()
    assert (booking(reference).status, books(), kept(gateway, reference)) == ("rejected", {}, False)


def test_settling_an_accepted_request_again_charges_once(market: Market, gateway: SandboxGateway) -> None:
    reference = saved(market, gateway)
    perform(market.teacher, accept, reference=reference)
    for _ in range(3):
        settle(booking(reference).id)
    assert (payment(reference).captured, balance(ledger.ESCROW)) == (3000, -3000)


def test_who_cancels_before_the_charge_is_not_charged(market: Market, gateway: SandboxGateway) -> None:
    reference = saved(market, gateway)
    perform(market.teacher, accept, reference=reference)
    perform(market.learner, cancel, reference=reference)
    worker.run_until_idle()
    assert (booking(reference).status, books(), kept(gateway, reference)) == ("cancelled", {}, False)


def test_what_a_saved_card_paid_comes_back_by_the_policy(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    reference = saved(market, gateway)
    perform(market.teacher, accept, reference=reference)
    worker.run_until_idle()
    clock.now = market.start + FAR - timedelta(hours=20)
    perform(market.learner, cancel, reference=reference)
    worker.run_until_idle()
    assert (payment(reference).refunded, balance("instructor:1"), sound()) == (1500, -1350, True)


def saved_late(market: Market, gateway: SandboxGateway, clock: SettableClock) -> str:
    """Saves the card in the last second of the page; the news arrives when the hold is over."""
    reference = far_ahead(market)
    open_checkout(market.learner, reference=reference)
    clock.advance(timedelta(minutes=31))
    enter(gateway, reference)
    clock.advance(timedelta(minutes=9))
    return reference


def test_a_card_saved_too_late_makes_a_request_if_the_slot_is_still_free(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    reference = saved_late(market, gateway, clock)
    worker.run_until_idle()
    assert (booking(reference).status, payment(reference).status) == ("pending", "saved")


def test_a_card_saved_too_late_for_a_taken_slot_is_forgotten(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    reference = saved_late(market, gateway, clock)
    market.hold(market.other, at=market.start + FAR, key="k2")
    worker.run_until_idle()
    assert (booking(reference).status, kept(gateway, reference)) == ("expired", False)
