"""The room's page: its doors, coming in, staying, going, and what is left to do afterwards."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import reflex as rx
from sqlmodel import col, select

from livesessions.models import Presence
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, Door, View, ask, perform
from livesessions.services.bookings import accept
from livesessions.services.rooms import HEARTBEAT_SECONDS
from livesessions.state.room import PersonRow, RoomState, _news
from tests.services.market import Market, booking, live_session, open_market
from tests.state.pipeline import Client, House, serving


@dataclass
class Evening:
    """An accepted session, its two people, and the clock."""

    house: House
    market: Market
    clock: SettableClock
    booking: str
    room: str
    teacher: Client
    learner: Client

    def at(self, minutes: float) -> None:
        """Moves the clock to so many minutes after the start."""
        self.clock.now = self.market.start + timedelta(minutes=minutes)

    async def meet(self) -> None:
        """Both open the page and come in."""
        for client in (self.teacher, self.learner):
            await self.comes(client)
            await client.send(RoomState.enter)
        await self.rings()

    async def comes(self, client: Client) -> None:
        await client.open(f"/room/{self.room}", reference=self.room)

    async def rings(self) -> None:
        """Waits until the open pages have heard what happened."""
        await asyncio.sleep(0.04)
        await self.house.settle()


@pytest.fixture
async def evening(door: Door, clock: SettableClock) -> AsyncIterator[Evening]:
    market = open_market(clock())
    reference = market.request()
    perform(market.teacher, accept, reference=reference)
    async with serving() as house:
        door.ring = house.hub
        house.app.add_page(lambda: rx.el.p("room"), route="/room/[reference]", on_load=RoomState.load)
        house.app.add_page(lambda: rx.el.p("home"), route="/")
        people = {"tara": market.teacher, "lena": market.learner, "omar": market.other}
        for name, actor in people.items():
            house.log_in(name, user_id=actor.user_id, roles=actor.roles, time_zone="UTC")
        teacher = await house.connect("t", cookie="visitor=t; login=tara")
        learner = await house.connect("l", cookie="visitor=l; login=lena")
        yield Evening(house, market, clock, reference, live_session(reference).reference, teacher, learner)


def stays(view: View) -> list[tuple[int, bool]]:
    """Each stay: whose, and whether it has ended."""
    rows = view.db.exec(select(Presence).order_by(col(Presence.id)))
    return [(row.user_id, row.left_at is not None) for row in rows]


def hour(client: Client) -> Any:
    return client.vars()["hour"]


def here(client: Client) -> list[str]:
    return [each.name for each in client.vars()["people"] if each.is_here]


def row(name: str, is_here: bool, is_you: bool = False) -> PersonRow:
    return PersonRow(key=name, name=name, is_here=is_here, is_you=is_you)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ([row("Lena", True, True)], [row("Lena", True, True), row("Omar", True)], "Omar came in."),
        ([row("Lena", True, True), row("Omar", True)], [row("Lena", True, True)], "Omar left."),
        ([row("Lena", False, True)], [row("Lena", True, True), row("Omar", True)], ""),
        ([row("Lena", True, True), row("Omar", True)], [row("Lena", False, True)], ""),
        ([row("Tara", False)], [row("Tara", True)], "Tara came in."),
        ([], [row("Tara", True), row("Lena", True, True)], ""),
    ],
)
def test_coming_and_going_is_told_to_who_is_there(
    before: list[PersonRow], after: list[PersonRow], told: str
) -> None:
    assert _news(before, after) == told


async def test_before_the_doors_open_the_page_waits_for_them(evening: Evening) -> None:
    evening.at(-11)
    await evening.comes(evening.learner)
    assert (hour(evening.learner).phase, evening.learner.vars()["room"].opens) == ("early", "09:50")


async def test_coming_too_early_is_refused_and_said(evening: Evening) -> None:
    evening.at(-11)
    await evening.comes(evening.learner)
    await evening.learner.send(RoomState.enter)
    assert evening.learner.vars()["notice"].text == "The room opens 10 minutes before the start."
    assert ask(GUEST, stays) == []


async def test_when_the_doors_open_the_page_shows_the_door(evening: Evening) -> None:
    evening.at(-11)
    await evening.comes(evening.learner)
    evening.at(-10)
    await evening.learner.send(RoomState.refresh)
    assert hour(evening.learner).phase == "door"


async def test_coming_in_is_seen_by_the_other_without_reloading(evening: Evening) -> None:
    evening.at(0)
    await evening.meet()
    assert (here(evening.teacher), evening.teacher.vars()["said"]) == (["Tara", "Lena"], "Lena came in.")


async def test_a_stranger_finds_no_room(evening: Evening) -> None:
    stranger = await evening.house.connect("o", cookie="visitor=o; login=omar")
    await evening.comes(stranger)
    assert (stranger.vars()["problem"], stranger.vars()["room"].title) == (404, "")


async def test_a_stranger_cannot_enter_by_a_forged_event(evening: Evening) -> None:
    evening.at(0)
    stranger = await evening.house.connect("o", cookie="visitor=o; login=omar")
    await evening.comes(stranger)
    await stranger.send(RoomState.enter)
    await stranger.send(RoomState.beat, reference=evening.room)
    assert ask(GUEST, stays) == []


async def test_heartbeats_are_one_stay(evening: Evening) -> None:
    evening.at(0)
    await evening.meet()
    for _ in range(5):
        evening.clock.advance(timedelta(seconds=HEARTBEAT_SECONDS))
        await evening.learner.send(RoomState.beat, reference=evening.room)
    assert ask(GUEST, stays).count((evening.market.learner.user_id, False)) == 1


async def test_leaving_by_the_button_shows_the_door_and_tells_the_other(evening: Evening) -> None:
    evening.at(0)
    await evening.meet()
    await evening.learner.send(RoomState.leave)
    await evening.rings()
    assert hour(evening.learner).phase == "door"
    assert (here(evening.teacher), evening.teacher.vars()["said"]) == (["Tara"], "Lena left.")


async def test_who_falls_silent_is_not_here_at_the_others_next_heartbeat(evening: Evening) -> None:
    evening.at(0)
    await evening.meet()
    evening.clock.advance(timedelta(seconds=30))
    await evening.teacher.send(RoomState.beat, reference=evening.room)
    evening.clock.advance(timedelta(seconds=30))
    await evening.teacher.send(RoomState.beat, reference=evening.room)
    assert here(evening.teacher) == ["Tara"]


async def test_loading_the_page_again_is_being_inside_again(evening: Evening) -> None:
    evening.at(0)
    await evening.meet()
    await evening.learner.send(RoomState.slip_out, reference=evening.room)
    await evening.comes(evening.learner)
    assert (hour(evening.learner).phase, here(evening.learner)) == ("inside", ["Tara", "Lena"])


async def test_the_doors_close_on_who_is_still_inside(evening: Evening) -> None:
    evening.at(0)
    await evening.meet()
    evening.at(75)
    await evening.learner.send(RoomState.beat, reference=evening.room)
    assert hour(evening.learner).phase == "after"


async def test_the_instructor_finishes_and_the_learner_is_asked_for_a_review(evening: Evening) -> None:
    evening.at(1)
    await evening.meet()
    evening.at(60)
    await evening.teacher.send(RoomState.mark_completed)
    await evening.rings()
    assert booking(evening.booking).status == "completed"
    assert (hour(evening.learner).can_review, hour(evening.teacher).can_finish) == (True, False)


async def test_before_the_end_there_is_nothing_to_finish(evening: Evening) -> None:
    evening.at(59)
    await evening.meet()
    assert not hour(evening.teacher).can_finish
    await evening.teacher.send(RoomState.mark_completed)
    assert (
        evening.teacher.vars()["notice"].text
        == "The session isn't over yet: you can finish it after its end."
    )


async def waits(evening: Evening, client: Client, minutes: int) -> None:
    """In the room from the start on, so long."""
    evening.at(0)
    await evening.comes(client)
    await client.send(RoomState.enter)
    for half_minute in range(minutes * 2 + 1):
        evening.at(half_minute / 2)
        await client.send(RoomState.beat, reference=evening.room)


async def test_a_learner_hears_after_ten_minutes_that_they_may_end_it(evening: Evening) -> None:
    await waits(evening, evening.learner, 9)
    assert (hour(evening.learner).can_give_up, hour(evening.learner).mark) == (
        False,
        (evening.market.start + timedelta(minutes=10)).isoformat(),
    )
    await waits(evening, evening.learner, 10)
    assert hour(evening.learner).can_give_up
    await evening.learner.send(RoomState.give_up, rebooks=False)
    (sent,) = evening.learner.sent("_redirect")
    assert (sent["path"], booking(evening.booking).status) == (f"/bookings/{evening.booking}", "cancelled")


async def test_ending_it_leads_to_another_time_for_who_wants_one(evening: Evening) -> None:
    await waits(evening, evening.learner, 10)
    await evening.learner.send(RoomState.give_up, rebooks=True)
    (sent,) = evening.learner.sent("_redirect")
    assert sent["path"].startswith(f"/sessions/rust?book={evening.market.offering_id}@")


async def test_an_instructor_hears_after_the_waiting_time_that_they_may_leave(evening: Evening) -> None:
    await waits(evening, evening.teacher, 14)
    assert not hour(evening.teacher).may_leave
    await waits(evening, evening.teacher, 15)
    assert (hour(evening.teacher).may_leave, hour(evening.teacher).can_give_up) == (True, False)
