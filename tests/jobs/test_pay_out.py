"""Instructors get what they earned, once, when it is available, less what they owe, whatever happens."""

from datetime import timedelta

import pytest
from sqlmodel import select

from livesessions.gateways.payments.errors import GatewayRefused
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.jobs import worker
from livesessions.jobs.onboarding import onboarding_url
from livesessions.jobs.pay_out import pay_out
from livesessions.jobs.settle import settle
from livesessions.models import Payout, PayoutAccount, Share, Transfer
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, SYSTEM, View, ask, perform
from livesessions.services.payout_accounts import StillPaying, lease_account
from tests.jobs.till import (
    BROKEN_BANK,
    DISPUTED,
    balance,
    books,
    change_due,
    completed,
    onboard,
    pass_days,
    sound,
)
from tests.services.market import Market, booking, payment

TARA = "instructor:1"


@pytest.fixture
def earned(market: Market, gateway: SandboxGateway, clock: SettableClock) -> str:
    """A session took place: 27 euros are the instructor's in seven days."""
    return completed(market, gateway, clock)


def only(model: type) -> object:
    return ask(GUEST, lambda view: view.db.exec(select(model)).one())


def rows(model: type) -> list[object]:
    return ask(GUEST, lambda view: list(view.db.exec(select(model))))


def sent(view: View) -> list[tuple[int, int]]:
    return [(row.price, row.reversed) for row in view.db.exec(select(Transfer))]


def test_a_share_is_sent_when_its_days_are_over(
    market: Market, gateway: SandboxGateway, clock: SettableClock, earned: str
) -> None:
    onboard(market, gateway)
    pass_days(clock, 6.9)
    assert ask(GUEST, sent) == []
    pass_days(clock, 0.2)
    assert ask(GUEST, sent) == [(2700, 0)]
    assert books() == {"gateway": 183, "gateway_fees": 117, "revenue": -300}


def test_paying_again_and_again_pays_once(
    market: Market, gateway: SandboxGateway, clock: SettableClock, earned: str
) -> None:
    onboard(market, gateway)
    pass_days(clock, 8)
    for _ in range(3):
        pay_out(1)
    assert (ask(GUEST, sent), only(Share).look_at) == ([(2700, 0)], None)


def test_without_an_account_the_share_waits_and_says_why(clock: SettableClock, earned: str) -> None:
    pass_days(clock, 8)
    assert (only(Share).blocked, balance(TARA)) == ("no_account", -2700)


def test_an_account_that_is_not_ready_keeps_the_share_waiting(
    market: Market, clock: SettableClock, earned: str
) -> None:
    onboarding_url(market.teacher, country="DE")
    pass_days(clock, 8)
    assert (only(Share).blocked, balance(TARA)) == ("account_restricted", -2700)


def test_a_share_that_waited_is_sent_as_soon_as_the_account_is_ready(
    market: Market, gateway: SandboxGateway, clock: SettableClock, earned: str
) -> None:
    pass_days(clock, 8)
    onboard(market, gateway)
    worker.run_until_idle()
    assert (ask(GUEST, sent), only(Share).blocked) == ([(2700, 0)], "")


def test_a_worker_killed_after_sending_sends_no_second_time(
    market: Market,
    gateway: SandboxGateway,
    clock: SettableClock,
    earned: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    onboard(market, gateway)
    clock.advance(timedelta(days=8))
    send = gateway.transfer
    with monkeypatch.context() as killed:
        killed.setattr(gateway, "transfer", lambda *a, **kw: (send(*a, **kw), _die()))
        with pytest.raises(KeyboardInterrupt):
            pay_out(1)
    assert balance(TARA) == -2700
    pay_out(1)
    assert (ask(GUEST, sent), balance(TARA)) == ([(2700, 0)], 0)


def _die() -> None:
    raise KeyboardInterrupt


def test_two_workers_never_pay_one_instructor_at_once(
    market: Market, gateway: SandboxGateway, earned: str
) -> None:
    onboard(market, gateway)
    perform(SYSTEM, lease_account, instructor_id=1)
    with pytest.raises(StillPaying):
        pay_out(1)


def test_a_refund_after_the_payment_takes_its_part_back(
    market: Market, gateway: SandboxGateway, clock: SettableClock, earned: str
) -> None:
    onboard(market, gateway)
    pass_days(clock, 8)
    change_due(earned, 1000)
    worker.run_until_idle()
    assert (ask(GUEST, sent), balance(TARA)) == ([(2700, 1800)], 0)
    assert sound()


def test_what_can_not_be_taken_back_nets_from_the_next_share(
    market: Market,
    gateway: SandboxGateway,
    clock: SettableClock,
    earned: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    onboard(market, gateway)
    pass_days(clock, 8)
    monkeypatch.setattr(gateway, "reverse_transfer", _refuse)
    change_due(earned, 1000)
    worker.run_until_idle()
    assert balance(TARA) == 1800
    completed(next_week(market, clock), gateway, clock, key="k2")
    pass_days(clock, 8)
    assert (ask(GUEST, sent), balance(TARA)) == ([(2700, 0), (900, 0)], 0)
    assert sound()


def _refuse(*_: object, **__: object) -> str:
    raise GatewayRefused("The account is empty.", reason="balance_insufficient")


def next_week(market: Market, clock: SettableClock) -> Market:
    """The same people, at another time."""
    start = (clock() + timedelta(days=2)).replace(hour=10, minute=0)
    return Market(**{**vars(market), "start": start})


def test_a_disputed_share_is_frozen_until_it_is_won(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    reference = completed(market, gateway, clock, DISPUTED)
    onboard(market, gateway)
    pass_days(clock, 8)
    assert ask(GUEST, sent) == []
    gateway.close_dispute(gateway.open_disputes()[0].id, won=True)
    settle(booking(reference).id)
    worker.run_until_idle()
    assert (ask(GUEST, sent), sound()) == ([(2700, 0)], True)


def test_a_dispute_lost_after_the_payment_takes_the_share_back(
    market: Market, gateway: SandboxGateway, clock: SettableClock, earned: str
) -> None:
    onboard(market, gateway)
    pass_days(clock, 8)
    gateway.dispute(payment(earned).gateway_reference or "")
    gateway.close_dispute(gateway.open_disputes()[0].id, won=False)
    change_due(earned, 3000)
    worker.run_until_idle()
    assert (ask(GUEST, sent), balance(TARA), sound()) == ([(2700, 2700)], 0, True)


def test_a_payout_shows_what_reached_the_bank_and_which_shares_were_in_it(
    market: Market, gateway: SandboxGateway, clock: SettableClock, earned: str
) -> None:
    onboard(market, gateway)
    pass_days(clock, 8)
    for _ in range(2):
        clock.advance(timedelta(days=1.1))
        pay_out(1)
    found = only(Payout)
    assert (found.price, found.status, only(Transfer).payout_id) == (2700, "paid", found.id)


def test_a_payout_that_came_back_says_why(
    market: Market, gateway: SandboxGateway, clock: SettableClock, earned: str
) -> None:
    onboard(market, gateway, BROKEN_BANK)
    pass_days(clock, 8)
    for _ in range(2):
        clock.advance(timedelta(days=1.1))
        pay_out(1)
    assert (only(Payout).status, only(Payout).failure) == ("failed", "no_account")
    pay_out(1)
    assert only(PayoutAccount).missing == ["external_account"]


def test_an_account_taken_away_blocks_what_is_still_owed(
    market: Market, gateway: SandboxGateway, clock: SettableClock, earned: str
) -> None:
    gateway.close_account(onboard(market, gateway))
    pass_days(clock, 8)
    assert (only(PayoutAccount).is_closed, only(Share).blocked, balance(TARA)) == (True, "no_account", -2700)


def test_the_same_person_gets_one_account(market: Market) -> None:
    for _ in range(2):
        onboarding_url(market.teacher, country="DE")
    assert len(rows(PayoutAccount)) == 1
