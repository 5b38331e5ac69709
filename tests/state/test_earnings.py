"""The earnings page and the overview, of a session that was paid for in the sandbox."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import reflex as rx

from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.gateways.payments.sandbox.cards import CardEntry
from livesessions.jobs import worker
from livesessions.jobs.checkout import open_checkout
from livesessions.jobs.settle import settle
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import Door, perform
from livesessions.services.bookings import accept
from livesessions.services.live_sessions import finish
from livesessions.services.reviews import write_review
from livesessions.services.rooms import enter_room
from livesessions.state.dashboard import DashboardState
from livesessions.state.earnings import EarningsState
from tests.services.market import Market, booking, live_session, open_market, payment
from tests.state.pipeline import Client, House, serving


@dataclass
class Office:
    """An instructor at the dashboard, and the marketplace behind it."""

    market: Market
    clock: SettableClock
    sandbox: SandboxGateway
    teacher: Client

    def takes_request(self) -> str:
        """Somebody has paid and waits for the answer."""
        held = self.market.hold()
        self.market.describe(held)
        open_checkout(self.market.learner, reference=held.reference)
        card = CardEntry(number="4242 4242 4242 4242", expiry="12/40", cvc="123", name="Lena")
        self.sandbox.pay(payment(held.reference).checkout_id or "", card)
        settle(booking(held.reference).id)
        return held.reference

    def teaches(self) -> str:
        """One paid session from its request to its end, on Friday 14 August from 10 to 11."""
        reference = self.takes_request()
        perform(self.market.teacher, accept, reference=reference)
        worker.run_until_idle()
        self.clock.now = self.market.start
        room = live_session(reference).reference
        for who in (self.market.teacher, self.market.learner):
            perform(who, enter_room, reference=room)
        self.clock.advance(timedelta(hours=1))
        perform(self.market.teacher, finish, reference=room)
        worker.run_until_idle()
        return reference

    async def sees(self, page: str) -> dict[str, Any]:
        await self.teacher.open(page)
        return self.teacher.vars()


@pytest.fixture
async def office(door: Door, clock: SettableClock, sandbox: SandboxGateway) -> AsyncIterator[Office]:
    market = open_market(clock(), price=3000)
    async with serving() as house:
        door.ring = house.hub
        house.app.add_page(lambda: rx.el.p("e"), route="/earnings", on_load=EarningsState.load)
        house.app.add_page(lambda: rx.el.p("d"), route="/overview", on_load=DashboardState.load)
        yield Office(market, clock, sandbox, await log_in(house, market))


async def log_in(house: House, market: Market) -> Client:
    who = {"user_id": market.teacher.user_id, "roles": market.teacher.roles}
    house.log_in("tara", time_zone="Asia/Tokyo", **who)
    return await house.connect("t", cookie="visitor=t; login=tara")


async def test_a_completed_session_is_a_line_with_its_parts(office: Office) -> None:
    office.teaches()
    (line,) = (await office.sees("/earnings"))["lines"]
    assert (line.paid, line.refunded, line.fee, line.net) == ("€30.00", "–", "€3.00", "€27.00")


async def test_a_new_instructors_share_comes_a_week_later(office: Office) -> None:
    office.teaches()
    (total,) = (await office.sees("/earnings"))["totals"]
    assert (total.available, total.coming, total.coming_from) == ("€0.00", "€27.00", "Fri 21 Aug")


async def test_a_share_that_has_waited_is_available(office: Office) -> None:
    office.teaches()
    office.clock.advance(timedelta(days=7))
    (total,) = (await office.sees("/earnings"))["totals"]
    assert (total.available, total.coming, total.coming_from) == ("€27.00", "€0.00", "")


async def test_before_the_first_earning_there_is_nothing_to_draw(office: Office) -> None:
    seen = await office.sees("/earnings")
    assert (seen["is_ready"], seen["totals"], seen["busy"]) == (True, [], [])


async def test_the_last_of_twelve_months_is_this_one(office: Office) -> None:
    office.teaches()
    months = (await office.sees("/earnings"))["months"]
    assert [row.value for row in months] == [0.0] * 11 + [27.0]
    assert (months[0].label, months[-1].money) == ("Sept 2025", "€27.00")


async def test_the_busiest_hour_is_told_by_the_clock_of_the_teaching_zone(office: Office) -> None:
    office.teaches()
    (busy,) = (await office.sees("/earnings"))["busy"]
    assert (busy.weekday, busy.hour, busy.count) == ("Friday", "10:00", 1)


async def test_the_map_of_the_week_has_a_cell_for_every_shown_hour(office: Office) -> None:
    office.teaches()
    seen = await office.sees("/earnings")
    assert [len(row.counts) for row in seen["heat"]] == [len(seen["hours"])] * 7
    assert seen["heat"][4].said[2] == "Friday, 10:00: 1 session"


async def test_only_a_currency_that_was_earned_can_be_drawn(office: Office) -> None:
    office.teaches()
    await office.sees("/earnings")
    await office.teacher.send(EarningsState.draw, currency="XXX")
    assert office.teacher.vars()["currency"] == "EUR"


async def test_the_overview_tells_how_many_wait_for_an_answer(office: Office) -> None:
    office.takes_request()
    seen = await office.sees("/overview")
    assert (seen["requests"], seen["requests_until"]) == (1, "in 1 day")


async def test_the_overview_shows_the_next_session_on_the_readers_clock(office: Office) -> None:
    perform(office.market.teacher, accept, reference=office.takes_request())
    (row,) = (await office.sees("/overview"))["sessions"]
    assert (row.when, row.who) == ("Fri 14 Aug, 19:00–20:00", "Lena")
    assert row.there == "10:00 in your teaching zone, UTC"


async def test_the_overview_sums_the_month_the_payout_and_the_rating(office: Office) -> None:
    reference = office.teaches()
    perform(office.market.learner, write_review, reference=reference, stars=4, text="")
    seen = await office.sees("/overview")
    assert (seen["this_month"], seen["coming"], seen["average"]) == ("€27.00", "€27.00", 4.0)


async def test_a_new_instructor_is_told_what_is_left_to_do(office: Office) -> None:
    steps = (await office.sees("/overview"))["steps"]
    assert [step.is_done for step in steps] == [False, True, True]


async def test_learners_have_no_dashboard(office: Office) -> None:
    office.teacher.house.log_in("lena", user_id=office.market.learner.user_id)
    learner = await office.teacher.house.connect("l", cookie="visitor=l; login=lena")
    await learner.open("/overview")
    assert not learner.vars()["is_ready"]
