"""How long a share waits: by the sessions that were held before, however many people paid for each."""

from datetime import timedelta

from sqlmodel import col, select

from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.jobs import worker
from livesessions.jobs.checkout import open_checkout
from livesessions.jobs.settle import settle
from livesessions.models import Share
from livesessions.queries.earnings import earnings
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, SYSTEM, Actor, View, Work, ask, perform
from livesessions.services.bookings import cancel, request_free
from livesessions.services.rooms import be_present
from tests.jobs.till import enter
from tests.services.market import Market, actor, booking, live_session, person


def days(view: View) -> list[int]:
    """How long each share waits from now on."""
    rows = view.db.exec(select(Share).order_by(col(Share.booking_id)))
    return [(row.available_at - view.now).days for row in rows]


def crowd(work: Work) -> list[Actor]:
    return [actor(person(work, f"P{number}")) for number in range(6)]


def book(market: Market, gateway: SandboxGateway, who: Actor, day: int = 0) -> str:
    held = market.hold(who, at=market.start + timedelta(days=day), key=f"k{who.user_id}-{day}")
    market.describe(held, who)
    if booking(held.reference).price:
        open_checkout(who, reference=held.reference)
        enter(gateway, held.reference)
        settle(booking(held.reference).id)
    else:
        perform(who, request_free, reference=held.reference)
    return held.reference


def hold_session(clock: SettableClock, reference: str, *people: Actor) -> None:
    """These people meet for six minutes, and a day later the session is completed."""
    met = live_session(reference)
    for half_minute in range(13):
        clock.now = met.starts_at + timedelta(seconds=30 * half_minute)
        for who in people:
            perform(who, be_present, reference=met.reference)
    clock.now = met.ends_at + timedelta(hours=24)
    worker.run_until_idle()


def test_all_who_pay_for_a_first_session_are_of_one_session(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    market.change(session_type="group", capacity=10, booking_mode="instant")
    people = perform(SYSTEM, crowd)
    references = [book(market, gateway, who) for who in people]
    hold_session(clock, references[0], market.teacher, *people)
    assert ask(GUEST, days) == [7] * 6


def test_sessions_that_were_cancelled_late_were_not_held(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    market.change(booking_mode="instant")
    for day in range(5):
        reference = book(market, gateway, market.learner, day)
        clock.now = live_session(reference).starts_at - timedelta(hours=2)
        perform(market.learner, cancel, reference=reference)
        worker.run_until_idle()
    hold_session(clock, book(market, gateway, market.learner, 7), market.teacher, market.learner)
    assert ask(GUEST, days)[-1] == 7


def test_after_five_sessions_whatever_they_cost_a_share_waits_three_days(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    market.change(booking_mode="instant", price=0)
    for day in (0, 2, 4, 6):
        hold_session(clock, book(market, gateway, market.learner, day), market.teacher, market.learner)
    market.change(price=3000)
    for day in (8, 10):
        hold_session(clock, book(market, gateway, market.learner, day), market.teacher, market.learner)
    shown = [row.available_at - clock() for row in ask(market.teacher, earnings).rows]
    assert (ask(GUEST, days), [each.days for each in shown]) == ([5, 3], [3, 5])
