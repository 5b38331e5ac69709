"""The admins' page of people, and what a paused instructor may still do on theirs."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import reflex as rx

from livesessions.domain.suspensions import TEACHING_SUSPENDED
from livesessions.models import User
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, PAUSED, Door, ask
from livesessions.state.coupons import CouponsState
from livesessions.state.payouts import PayoutsState
from livesessions.state.people import Deed, PeopleState
from livesessions.state.requests import RequestsState
from tests.services.market import Market, open_market
from tests.state.pipeline import Client, House, serving
from tests.state.test_live import until

WHY = "Learners told us of rude words."


@dataclass
class Desk:
    """An admin at the page, and the marketplace behind it."""

    market: Market
    house: House
    admin: Client

    async def sees(self) -> dict[str, Any]:
        await self.admin.open("/people")
        return self.admin.vars()

    async def asks(self, user_id: int | None, deed: Deed) -> Any:
        await self.sees()
        await self.admin.send(PeopleState.ask_about, user_id=user_id, deed=deed.value)
        return self.admin.vars()["question"]

    async def somebody(self, name: str, *roles: str, user_id: int | None) -> Client:
        self.house.log_in(name, user_id=user_id, roles=frozenset({"learner", *roles}))
        return await self.house.connect(name, cookie=f"visitor={name}; login={name}")


@pytest.fixture
async def desk(door: Door, clock: SettableClock) -> AsyncIterator[Desk]:
    market = open_market(clock())
    async with serving() as house:
        pages = {"/people": PeopleState.load, "/requests": RequestsState.load, "/coupons": CouponsState.load}
        for route, load in {**pages, "/payouts": PayoutsState.load}.items():
            house.app.add_page(lambda: rx.el.p("p"), route=route, on_load=load)
        door.ring = house.hub
        house.log_in("mia", user_id=market.third.user_id, roles=frozenset({"learner", "admin"}))
        yield Desk(market, house, await house.connect("m", cookie="visitor=m; login=mia"))


def is_suspended(user_id: int | None) -> bool:
    return ask(GUEST, lambda view: view.db.get_one(User, user_id)).suspended_at is not None


async def test_people_are_listed_with_what_can_be_done_to_them(desk: Desk) -> None:
    rows = {row.name: row for row in (await desk.sees())["rows"]}
    tara, lena = rows["Tara"], rows["Lena"]
    assert (tara.roles, tara.href, lena.roles, lena.href) == (
        ["Instructor"],
        "/instructors/tara",
        ["Learner"],
        "",
    )
    assert (tara.can_suspend_teaching, tara.can_suspend, tara.can_restore) == (True, True, False)
    assert (lena.can_suspend_teaching, lena.can_suspend, lena.since) == (
        False,
        True,
        "Here since Wednesday, 12 August 2026",
    )


async def test_a_search_and_a_choice_narrow_the_list(desk: Desk) -> None:
    await desk.sees()
    await desk.admin.send(PeopleState.search, form={"q": "a"})
    await desk.admin.send(PeopleState.choose, show="instructors")
    assert [row.name for row in desk.admin.vars()["rows"]] == ["Tara"]
    await desk.admin.send(PeopleState.choose, show="suspended")
    assert desk.admin.vars()["rows"] == []


async def test_the_question_says_what_ends(desk: Desk) -> None:
    desk.market.request()
    asked = await desk.asks(desk.market.teacher.user_id, Deed.TEACHING)
    assert (asked.title, asked.button) == ("Suspend the teaching of Tara?", "Suspend teaching")
    assert asked.ends == ["1 request ends", "1 person is told of it"]
    asked = await desk.asks(desk.market.other.user_id, Deed.PERSON)
    assert asked.ends == ["Nothing is booked, so nothing ends"]


async def test_without_a_reason_nothing_happens_and_the_field_says_so(desk: Desk) -> None:
    learner = desk.market.learner.user_id
    await desk.asks(learner, Deed.PERSON)
    for reason, error in (
        ("  ", "Please give a reason: it is in the letter we send."),
        ("x" * 501, "At most"),
    ):
        await desk.admin.send(PeopleState.decide, form={"reason": reason})
        seen = desk.admin.vars()
        assert (seen["doing"], seen["errors"]["reason"].startswith(error)) == ("person", True)
    assert (is_suspended(learner), seen["is_busy"]) == (False, False)


async def test_suspending_and_restoring_are_said_and_seen(desk: Desk) -> None:
    learner = desk.market.learner.user_id
    await desk.asks(learner, Deed.PERSON)
    await desk.admin.send(PeopleState.decide, form={"reason": WHY})
    seen = desk.admin.vars()
    lena = next(row for row in seen["rows"] if row.name == "Lena")
    assert (lena.standing, lena.since_then) == ("Account suspended", "since Wednesday, 12 August 2026")
    assert (lena.reason, lena.can_restore) == (WHY, True)
    assert (seen["doing"], seen["notice"].text[:27]) == ("", "Their account is suspended.")
    await desk.asks(learner, Deed.RESTORE)
    await desk.admin.send(PeopleState.decide, form={"reason": "A mistake"})
    assert not is_suspended(learner)


async def test_the_list_hears_what_another_admin_does(desk: Desk) -> None:
    await desk.sees()
    colleague = await desk.somebody("ada", "admin", user_id=desk.market.other.user_id)
    await colleague.open("/people")
    await colleague.send(PeopleState.ask_about, user_id=desk.market.learner.user_id, deed="person")
    await colleague.send(PeopleState.decide, form={"reason": WHY})
    await until(lambda: any(row.can_restore for row in desk.admin.vars()["rows"]))


async def test_it_is_nobody_elses_page(desk: Desk) -> None:
    learner = desk.market.learner
    stranger = await desk.somebody("lena", user_id=learner.user_id)
    await stranger.open("/people")
    assert (stranger.vars()["problem"], stranger.vars().get("rows", [])) == (403, [])
    for handler, payload in (
        (PeopleState.ask_about, {"user_id": 1, "deed": "person"}),
        (PeopleState.decide, {"form": {"reason": WHY}}),
        (PeopleState.search, {"form": {"q": "tara"}}),
        (PeopleState.more, {}),
    ):
        await stranger.send(handler, **payload)
    assert (stranger.vars().get("rows", []), "tara@example.org" in stranger.wire()) == ([], False)


async def test_a_paused_instructor_looks_and_is_refused_in_words(desk: Desk) -> None:
    market = desk.market
    market.change_hours(suspended_at=market.start)
    tara = await desk.somebody("tara", PAUSED, user_id=market.teacher.user_id)
    for page in ("/requests", "/coupons", "/payouts"):
        await tara.open(page)
        assert (tara.vars()["problem"], tara.vars()["is_ready"]) == (0, True)
    await tara.send(PayoutsState.more)  # money goes on
    assert tara.vars()["notice"].text == ""
    await tara.send(CouponsState.write, is_open=True)
    seen = tara.vars()
    assert (seen["notice"].text, seen["viewer"].is_paused) == (TEACHING_SUSPENDED, True)
