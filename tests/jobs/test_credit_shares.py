"""A session paid from a package is paid out like any other, and the ledger's self-check knows credit."""

from datetime import timedelta

import pytest
from sqlmodel import select

from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.jobs import worker
from livesessions.jobs.packages import settle_package
from livesessions.models import Transfer
from livesessions.queries.payouts import payouts
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, View, ask, perform
from livesessions.services.bookings import accept, cancel
from tests.jobs.package_shop import open_shop
from tests.jobs.till import meet, onboard, pass_days, sound
from tests.services.market import Market


def sent(view: View) -> list[int]:
    return [row.price for row in view.db.exec(select(Transfer))]


def test_a_session_paid_with_credit_is_paid_out(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    shop = open_shop(market, gateway)
    shop.buy()
    meet(market, clock, shop.spend())
    onboard(market, gateway)
    pass_days(clock, 8)
    assert (ask(GUEST, sent), sound()) == ([1800], True)


@pytest.mark.parametrize("won", [True, False])
def test_a_disputed_package_freezes_the_share_of_what_it_paid_for(
    market: Market, gateway: SandboxGateway, clock: SettableClock, won: bool
) -> None:
    shop = open_shop(market, gateway)
    reference = shop.buy()
    meet(market, clock, shop.spend())
    onboard(market, gateway)
    gateway.dispute(shop.payment_of(reference))
    settle_package(reference)
    pass_days(clock, 8)
    assert (ask(GUEST, sent), [each.why for each in ask(market.teacher, payouts).waiting]) == (
        [],
        ["disputed"],
    )
    gateway.close_dispute(gateway.open_disputes()[0].id, won=won)
    settle_package(reference)
    worker.run_until_idle()
    assert ask(GUEST, sent) == [1800]


def test_half_a_credit_given_back_breaks_no_rule(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    shop = open_shop(market, gateway)
    shop.buy()
    reference = shop.spend()
    perform(market.teacher, accept, reference=reference)
    clock.now = market.start - timedelta(hours=20)
    perform(market.learner, cancel, reference=reference)
    worker.run_until_idle()
    assert sound()
