"""A session paid from a package is paid out like any other, and the ledger's self-check knows credit."""

from datetime import timedelta

from sqlmodel import select

from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.jobs import worker
from livesessions.models import Transfer
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, View, ask, perform
from livesessions.services.bookings import accept, cancel
from livesessions.services.packages import offer_package
from livesessions.services.rooms import enter_room
from tests.jobs.till import onboard, pass_days, sound
from tests.services.market import Market, live_session
from tests.services.test_packages import buy, spend


def sent(view: View) -> list[int]:
    return [row.price for row in view.db.exec(select(Transfer))]


def booked_with_credit(market: Market, gateway: SandboxGateway) -> str:
    """Twenty euros of credit for one accepted session."""
    offer = perform(market.teacher, offer_package, offering_id=market.offering_id, sessions=3, each=2000)
    buy(market, gateway, offer)
    reference = spend(market)
    perform(market.teacher, accept, reference=reference)
    worker.run_until_idle()
    return reference


def test_a_session_paid_with_credit_is_paid_out(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    met = live_session(booked_with_credit(market, gateway))
    clock.now = met.starts_at
    for who in (market.teacher, market.learner):
        perform(who, enter_room, reference=met.reference)
    clock.now = met.ends_at + timedelta(hours=24)
    worker.run_until_idle()
    onboard(market, gateway)
    pass_days(clock, 8)
    assert (ask(GUEST, sent), sound()) == ([1800], True)


def test_half_a_credit_given_back_breaks_no_rule(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    reference = booked_with_credit(market, gateway)
    clock.now = market.start - timedelta(hours=20)
    perform(market.learner, cancel, reference=reference)
    worker.run_until_idle()
    assert sound()
