"""Settling when the gateway, the bank or the learner is in trouble: it stops, says so, and goes on when it can."""

from datetime import timedelta

import pytest
from sqlmodel import select

from livesessions.domain.holds import HoldOver
from livesessions.gateways.payments import Checkout, CheckoutRequest, CheckoutStatus, PaymentStatus, Truth
from livesessions.gateways.payments.errors import GatewayFault, GatewayTimeout
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.jobs import worker
from livesessions.jobs.checkout import open_checkout
from livesessions.jobs.settle import settle
from livesessions.models import AuditEvent, User
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, SYSTEM, View, Work, ask, perform
from livesessions.services.bookings import accept, cancel
from livesessions.services.checkout import renew_checkout
from livesessions.services.payments import LEASE, fold_truth, lease
from tests.jobs.till import DISPUTED, REFUND_FAILS, described, pay
from tests.services.market import Market, booking, payment


class Unreachable:
    """A gateway whose line is dead until `mend`ed. What was sent before is lost or not, as `error` says."""

    def __init__(self, gateway: SandboxGateway, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
        self._patch, self._error = monkeypatch, error
        monkeypatch.setattr(gateway, "open_checkout", self._fail)

    def _fail(self, _request: CheckoutRequest, *, key: str) -> Checkout:
        raise self._error

    def mend(self) -> None:
        self._patch.undo()


def audit(view: View, event: str) -> list[str]:
    return [row.reason for row in view.db.exec(select(AuditEvent).where(AuditEvent.event == event))]


def rename(work: Work, *, user_id: int) -> None:
    work.db.get_one(User, user_id).email = "new@example.org"


def until_quiet(clock: SettableClock, days: int = 3) -> None:
    for _ in range(days * 24):
        worker.run_until_idle()
        clock.advance(timedelta(hours=1))


def test_a_checkout_that_had_no_effect_is_tried_again_with_a_later_end(
    market: Market, gateway: SandboxGateway, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = described(market)
    line = Unreachable(gateway, monkeypatch, GatewayTimeout("no answer"))
    with pytest.raises(GatewayTimeout):
        open_checkout(market.learner, reference=reference)
    line.mend()
    clock.advance(timedelta(minutes=5))
    assert open_checkout(market.learner, reference=reference) == payment(reference).checkout_url
    assert payment(reference).pay_by == clock() + timedelta(minutes=32)


def test_the_later_end_stays_within_the_hold(
    market: Market, gateway: SandboxGateway, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = described(market)
    line = Unreachable(gateway, monkeypatch, GatewayTimeout("no answer"))
    with pytest.raises(GatewayTimeout):
        open_checkout(market.learner, reference=reference)
    line.mend()
    clock.advance(timedelta(minutes=12))
    with pytest.raises(HoldOver):
        open_checkout(market.learner, reference=reference)


def test_a_broken_gateway_gets_a_new_key_next_time(
    market: Market, gateway: SandboxGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = described(market)
    Unreachable(gateway, monkeypatch, GatewayFault("500"))
    with pytest.raises(GatewayFault):
        open_checkout(market.learner, reference=reference)
    assert payment(reference).generation == 1


def test_a_new_address_between_two_tries_is_another_request(
    market: Market, gateway: SandboxGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = described(market)
    with monkeypatch.context() as lost:
        lost.setattr("livesessions.jobs.checkout.note_checkout", _crash)
        with pytest.raises(KeyboardInterrupt):
            open_checkout(market.learner, reference=reference)
    perform(SYSTEM, rename, user_id=market.learner.user_id)
    assert open_checkout(market.learner, reference=reference) == payment(reference).checkout_url


def _crash(*_: object, **__: object) -> str:
    raise KeyboardInterrupt


def test_the_first_checkout_noted_is_the_one_everybody_goes_to(
    market: Market, gateway: SandboxGateway
) -> None:
    reference = described(market)
    first = open_checkout(market.learner, reference=reference)
    perform(market.learner, renew_checkout, reference=reference)
    assert (payment(reference).generation, payment(reference).checkout_url) == (0, first)


def test_a_refund_that_fails_again_and_again_is_blocked_and_seen(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    reference = pay(market, gateway, REFUND_FAILS)
    perform(market.teacher, accept, reference=reference)
    worker.run_until_idle()
    perform(market.learner, cancel, reference=reference)
    for _ in range(8):
        settle(booking(reference).id)
        clock.advance(timedelta(minutes=5))
    assert len(gateway.look_up(payment(reference).checkout_id or "").refunds) == 3
    assert payment(reference).blocked == "refund_failed"
    assert ask(GUEST, audit, "payment.blocked") == ["refund_failed"]


def test_a_disputed_payment_is_left_alone_and_seen(market: Market, gateway: SandboxGateway) -> None:
    reference = pay(market, gateway, DISPUTED)
    perform(market.teacher, accept, reference=reference)
    worker.run_until_idle()
    perform(market.learner, cancel, reference=reference)
    settle(booking(reference).id)
    assert (payment(reference).blocked, payment(reference).refunded) == ("disputed", 0)


def test_a_dispute_that_was_won_lets_the_refund_go_on(market: Market, gateway: SandboxGateway) -> None:
    reference = pay(market, gateway, DISPUTED)
    perform(market.teacher, accept, reference=reference)
    worker.run_until_idle()
    perform(market.learner, cancel, reference=reference)
    gateway.close_dispute(gateway.open_disputes()[0].id, won=True)
    settle(booking(reference).id)
    assert (payment(reference).blocked, payment(reference).refunded) == ("", 3000)
    assert ask(GUEST, audit, "payment.unblocked") == ["disputed"]


def test_a_bank_debit_under_way_keeps_the_hold(market: Market, gateway: SandboxGateway) -> None:
    reference = described(market)
    open_checkout(market.learner, reference=reference)
    truth = Truth(
        checkout_id=payment(reference).checkout_id,
        checkout_status=CheckoutStatus.EXPIRED,
        payment_status=PaymentStatus.PROCESSING,
        amount=3000,
        currency="EUR",
    )
    call = perform(SYSTEM, fold_truth, booking_id=booking(reference).id, truth=truth)
    assert (call, booking(reference).status, payment(reference).status) == (None, "held", "open")


def test_the_lease_is_renewed_at_every_look(paid: str, gateway: SandboxGateway, clock: SettableClock) -> None:
    booking_id = booking(paid).id
    perform(SYSTEM, lease, booking_id=booking_id)
    clock.advance(LEASE / 2)
    truth = gateway.look_up(payment(paid).checkout_id or "")
    perform(SYSTEM, fold_truth, booking_id=booking_id, truth=truth)
    assert payment(paid).leased_until == clock() + LEASE
