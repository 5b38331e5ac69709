"""What a bank takes back is in the books once, freezes the share, and is released or lost in the end."""

from datetime import timedelta

import pytest
from sqlmodel import select

from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.jobs.settle import settle
from livesessions.models import Dispute, Share
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, View, ask
from tests.jobs.till import DISPUTED, REFUND_FAILS, books, change_due, completed, sound
from tests.services.market import Market, booking, payment

FEES = {"gateway_fees": 117}


@pytest.fixture
def disputed(market: Market, gateway: SandboxGateway, clock: SettableClock) -> str:
    """A session that took place and whose payment the bank took back."""
    return completed(market, gateway, clock, DISPUTED)


def decide(gateway: SandboxGateway, reference: str, *, won: bool) -> None:
    gateway.close_dispute(gateway.open_disputes()[0].id, won=won)
    for _ in range(2):
        settle(booking(reference).id)


def the(view: View, model: type) -> object:
    return view.db.exec(select(model)).one()


def test_an_open_dispute_is_written_down_with_its_fee(disputed: str) -> None:
    assert books() == {
        "gateway": -1617,
        "disputes": 3000,
        "gateway_fees": 1617,
        "instructor:1": -2700,
        "revenue": -300,
    }
    found = ask(GUEST, the, Dispute)
    assert (found.status, found.price, found.fee) == ("open", 3000, 1500)


def test_a_dispute_that_is_won_leaves_no_trace_in_the_balances(
    gateway: SandboxGateway, disputed: str
) -> None:
    decide(gateway, disputed, won=True)
    assert books() == {"gateway": 2883, "gateway_fees": 117, "instructor:1": -2700, "revenue": -300}
    assert sound()


def test_a_dispute_that_is_lost_takes_share_and_fee_back(gateway: SandboxGateway, disputed: str) -> None:
    decide(gateway, disputed, won=False)
    assert books() == {"gateway": -1617, "gateway_fees": 1617}
    assert (payment(disputed).blocked, sound()) == ("", True)


def test_a_session_without_dispute_opens_a_share_that_waits_seven_days(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    reference = completed(market, gateway, clock)
    share = ask(GUEST, the, Share)
    assert (share.available_at - clock()).days == 7
    assert (share.booking_id, share.look_at) == (booking(reference).id, share.available_at)


def test_a_refund_after_earning_takes_back_its_part_of_share_and_fee(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    reference = completed(market, gateway, clock)
    change_due(reference, 1000)
    assert books() == {"gateway": 883, "gateway_fees": 117, "instructor:1": -900, "revenue": -100}
    assert (payment(reference).refunded, sound()) == (2000, True)


def test_a_refund_that_fails_after_earning_waits_in_escrow(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    reference = completed(market, gateway, clock, REFUND_FAILS)
    change_due(reference, 1000)
    for _ in range(6):
        clock.advance(timedelta(minutes=5))
        settle(booking(reference).id)
    assert books() == {
        "gateway": 2883,
        "gateway_fees": 117,
        "escrow": -2000,
        "instructor:1": -900,
        "revenue": -100,
    }
    assert (payment(reference).blocked, sound()) == ("refund_failed", True)


def test_a_refund_given_up_is_earned_again(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    reference = completed(market, gateway, clock, REFUND_FAILS)
    change_due(reference, 1000)
    clock.advance(timedelta(minutes=5))
    change_due(reference, 3000)
    assert books()["instructor:1"] == -2700
    assert sound()
