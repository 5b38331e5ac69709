"""The review box on a booking's page, and the instructor's list."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import reflex as rx

from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import Door, perform
from livesessions.services.bookings import accept
from livesessions.services.live_sessions import finish
from livesessions.services.rooms import enter_room
from livesessions.state.reviews import ReceivedState, ReviewState
from tests.services.market import Market, live_session, open_market
from tests.state.pipeline import Client, serving


@dataclass
class Desk:
    """A completed session, and both its people at their pages."""

    market: Market
    clock: SettableClock
    booking: str
    teacher: Client
    learner: Client

    async def opens(self) -> None:
        await self.learner.open(f"/bookings/{self.booking}", reference=self.booking)
        await self.teacher.open("/reviews")

    async def reviews(self, stars: str = "4", text: str = "Clear and kind.") -> None:
        await self.learner.send(ReviewState.send, form={"stars": stars, "text": text})

    def box(self) -> Any:
        return self.learner.vars()["box"]


def take_place(market: Market, clock: SettableClock) -> str:
    """A session from its request to the instructor's word that it took place."""
    reference = market.request()
    perform(market.teacher, accept, reference=reference)
    clock.now = market.start
    room = live_session(reference).reference
    for who in (market.teacher, market.learner):
        perform(who, enter_room, reference=room)
    clock.advance(timedelta(hours=1))
    perform(market.teacher, finish, reference=room)
    return reference


@pytest.fixture
async def desk(door: Door, clock: SettableClock) -> AsyncIterator[Desk]:
    market = open_market(clock())
    reference = take_place(market, clock)
    async with serving() as house:
        house.app.add_page(lambda: rx.el.p("b"), route="/bookings/[reference]", on_load=ReviewState.load)
        house.app.add_page(lambda: rx.el.p("r"), route="/reviews", on_load=ReceivedState.load)
        for name, actor in (("tara", market.teacher), ("lena", market.learner)):
            house.log_in(name, user_id=actor.user_id, roles=actor.roles)
        teacher = await house.connect("t", cookie="visitor=t; login=tara")
        learner = await house.connect("l", cookie="visitor=l; login=lena")
        desk = Desk(market, clock, reference, teacher, learner)
        await desk.opens()
        yield desk


async def test_a_completed_session_asks_for_a_review(desk: Desk) -> None:
    assert (desk.box().kind, desk.box().instructor) == ("write", "Tara")


async def test_a_review_without_stars_is_refused_at_the_stars(desk: Desk) -> None:
    await desk.learner.send(ReviewState.send, form={"text": "Nice"})
    assert (desk.learner.vars()["errors"], desk.box().kind) == (
        {"stars": "Choose one to five stars."},
        "write",
    )


async def test_a_review_is_thanked_for_and_can_be_edited(desk: Desk) -> None:
    await desk.reviews()
    assert (desk.box().kind, desk.box().thanks, desk.box().can_edit) == ("read", True, True)


async def test_an_edited_review_counts_in_the_average_once(desk: Desk) -> None:
    await desk.reviews(stars="2")
    await desk.learner.send(ReviewState.edit)
    await desk.reviews(stars="5")
    await desk.teacher.send(ReceivedState.refresh)
    assert (desk.teacher.vars()["average"], desk.teacher.vars()["count"]) == (5.0, 1)


async def test_after_two_weeks_a_review_stays_as_it_is(desk: Desk) -> None:
    await desk.reviews()
    desk.clock.advance(timedelta(days=14, seconds=1))
    await desk.opens()
    assert (desk.box().kind, desk.box().can_edit) == ("read", False)


async def test_after_a_month_nobody_is_asked_any_more(desk: Desk) -> None:
    desk.clock.advance(timedelta(days=30, seconds=1))
    await desk.opens()
    assert desk.box().kind == ""


async def test_the_shares_of_the_stars_are_of_all_reviews(desk: Desk) -> None:
    await desk.reviews(stars="4")
    await desk.teacher.send(ReceivedState.refresh)
    shares = [(row.stars, row.count, row.percent) for row in desk.teacher.vars()["shares"]]
    assert shares == [("5", "0", 0), ("4", "1", 100), ("3", "0", 0), ("2", "0", 0), ("1", "0", 0)]


async def test_the_instructor_replies_once(desk: Desk) -> None:
    await desk.reviews()
    await desk.teacher.send(ReceivedState.refresh)
    key = desk.teacher.vars()["reviews"][0].key
    for text in ("Thank you!", "And again"):
        await desk.teacher.send(ReceivedState.open_reply, key=key)
        await desk.teacher.send(ReceivedState.reply, form={"reply": text})
    assert desk.teacher.vars()["reviews"][0].reply == "Thank you!"
    assert desk.teacher.vars()["notice"].text == "You have replied to this review already."


async def test_an_empty_reply_is_refused_at_its_field(desk: Desk) -> None:
    await desk.reviews()
    await desk.teacher.send(ReceivedState.refresh)
    await desk.teacher.send(ReceivedState.open_reply, key=desk.teacher.vars()["reviews"][0].key)
    await desk.teacher.send(ReceivedState.reply, form={"reply": " "})
    assert desk.teacher.vars()["errors"] == {"reply": "Write something before you send it."}


async def test_a_reply_to_no_review_finds_none(desk: Desk) -> None:
    await desk.teacher.send(ReceivedState.open_reply, key="review-999")
    await desk.teacher.send(ReceivedState.reply, form={"reply": "Hello"})
    assert desk.teacher.vars()["notice"].text == "There is no such review."


async def test_only_instructors_see_the_list(desk: Desk) -> None:
    await desk.learner.open("/reviews")
    assert not desk.learner.vars()["is_ready"]


async def test_the_list_can_be_narrowed_to_what_waits_for_a_reply(desk: Desk) -> None:
    await desk.reviews()
    await desk.teacher.send(ReceivedState.show, which="answered")
    assert (desk.teacher.vars()["reviews"], desk.teacher.vars()["unanswered"]) == ([], 1)


@pytest.mark.parametrize("key", ["review-" + "9" * 10_000, "review-x", "9"])
async def test_what_is_no_review_gets_no_reply(desk: Desk, key: str) -> None:
    await desk.teacher.send(ReceivedState.open_reply, key=key)
    await desk.teacher.send(ReceivedState.reply, form={"reply": "Hello"})
    assert (desk.teacher.vars()["replying"], desk.teacher.vars()["notice"].text) == (
        "",
        "There is no such review.",
    )
