"""The learner has paid in the end what they shall have paid, whatever happened on the way."""

from datetime import timedelta

from livesessions.domain import ledger
from livesessions.domain.declines import ANOTHER_CARD
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.jobs import worker
from livesessions.jobs.checkout import open_checkout
from livesessions.jobs.settle import settle
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import perform
from livesessions.services.bookings import accept, cancel, reject
from tests.jobs.till import balance, enter, pay
from tests.services.market import Market, booking, payment


def test_an_authorised_payment_makes_the_hold_a_request(paid: str) -> None:
    assert (booking(paid).status, payment(paid).status) == ("pending", "authorised")


def test_an_authorisation_moves_no_money(paid: str) -> None:
    assert balance(ledger.GATEWAY) == 0


def test_accepting_takes_the_money(market: Market, paid: str) -> None:
    perform(market.teacher, accept, reference=paid)
    worker.run_until_idle()
    assert (payment(paid).status, payment(paid).captured, balance(ledger.ESCROW)) == ("captured", 3000, -3000)


def test_a_rejected_request_was_never_charged(market: Market, paid: str) -> None:
    perform(market.teacher, reject, reference=paid, reason="Away")
    worker.run_until_idle()
    assert (payment(paid).status, payment(paid).captured, payment(paid).refunded) == ("voided", 0, 0)


def test_a_declined_card_keeps_the_hold_and_tells_why(market: Market, gateway: SandboxGateway) -> None:
    reference = pay(market, gateway, card="4000000000000002")
    assert booking(reference).status == "held"
    assert payment(reference).failure == ANOTHER_CARD


def test_settling_again_changes_nothing(market: Market, paid: str) -> None:
    perform(market.teacher, accept, reference=paid)
    for _ in range(3):
        settle(booking(paid).id)
    assert (payment(paid).captured, balance(ledger.ESCROW)) == (3000, -3000)


def test_cancelling_early_gives_everything_back(market: Market, paid: str) -> None:
    perform(market.teacher, accept, reference=paid)
    worker.run_until_idle()
    perform(market.learner, cancel, reference=paid)
    worker.run_until_idle()
    assert (payment(paid).refunded, balance(ledger.ESCROW)) == (3000, 0)


def test_cancelling_within_a_day_gives_half_back_and_the_rest_is_earned(
    market: Market, paid: str, clock: SettableClock
) -> None:
    perform(market.teacher, accept, reference=paid)
    worker.run_until_idle()
    clock.now = market.start - timedelta(hours=20)
    perform(market.learner, cancel, reference=paid)
    worker.run_until_idle()
    assert (payment(paid).refunded, balance("instructor:1"), balance(ledger.REVENUE)) == (1500, -1350, -150)


def test_the_same_checkout_is_opened_once(market: Market) -> None:
    held = market.hold()
    market.describe(held)
    urls = {open_checkout(market.learner, reference=held.reference) for _ in range(2)}
    assert len(urls) == 1


def test_opening_the_checkout_extends_the_hold_once(market: Market, clock: SettableClock) -> None:
    held = market.hold()
    market.describe(held)
    began = clock()
    open_checkout(market.learner, reference=held.reference)
    clock.advance(timedelta(minutes=5))
    open_checkout(market.learner, reference=held.reference)
    assert booking(held.reference).hold_expires_at == began + timedelta(minutes=40)


def test_an_unpaid_checkout_ends_with_its_hold(market: Market, clock: SettableClock) -> None:
    held = market.hold()
    market.describe(held)
    open_checkout(market.learner, reference=held.reference)
    clock.advance(timedelta(minutes=40))
    worker.run_until_idle()
    assert (booking(held.reference).status, payment(held.reference).status) == ("expired", "expired")


def test_a_withdrawn_hold_closes_its_checkout(market: Market, gateway: SandboxGateway) -> None:
    held = market.hold()
    market.describe(held)
    open_checkout(market.learner, reference=held.reference)
    perform(market.learner, cancel, reference=held.reference)
    worker.run_until_idle()
    assert gateway.look_up(payment(held.reference).checkout_id or "").checkout_status == "expired"


def late_payment(market: Market, gateway: SandboxGateway, clock: SettableClock) -> str:
    """Pays in the last second of the checkout; the news arrives when the hold is over."""
    held = market.hold()
    market.describe(held)
    open_checkout(market.learner, reference=held.reference)
    clock.advance(timedelta(minutes=31))
    enter(gateway, held.reference)
    clock.advance(timedelta(minutes=9))
    return held.reference


def test_a_late_payment_gets_the_slot_if_it_is_still_free(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    reference = late_payment(market, gateway, clock)
    worker.run_until_idle()
    assert (booking(reference).status, payment(reference).status) == ("pending", "authorised")


def test_a_late_payment_for_a_taken_slot_is_given_back(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    reference = late_payment(market, gateway, clock)
    market.hold(market.other, key="k2")
    worker.run_until_idle()
    assert (booking(reference).status, payment(reference).status) == ("expired", "voided")
