"""A page that watches something runs its own handler again when that changes."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
import reflex as rx
from reflex_base.utils.format import format_event_handler

from livesessions.state.base import PUBLIC, SIGNED_IN, AppState, event
from livesessions.state.gate.caller import caller
from tests.state.pipeline import Client, House, serving

free = asyncio.Event()  # the slow page's load waits for it


class BoardState(AppState):
    loads: int = 0
    reader: int = 0

    @event(SIGNED_IN, loads=True)
    async def load(self) -> None:
        self.loads += 1
        self.reader = caller().actor.user_id or 0
        self.watch("board:1", BoardState.load)

    @event(PUBLIC, loads=True)
    async def load_slowly(self) -> None:
        self.watch("slow", BoardState.load_slowly)
        await free.wait()
        self.loads += 1


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with serving() as house:
        house.app.add_page(lambda: rx.el.p("board"), route="/board", on_load=BoardState.load)
        house.app.add_page(lambda: rx.el.p("slow"), route="/slow", on_load=BoardState.load_slowly)
        house.app.add_page(lambda: rx.el.p("home"), route="/")
        house.log_in("c1")
        yield house


async def enter(house: House, token: str = "tab", path: str = "/board") -> Client:
    client = await house.connect(token, cookie=f"visitor={token}; login=c1")
    await client.open(path)
    return client


async def until(so: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not so():
            await asyncio.sleep(0.002)


async def ring(house: House, *topics: str) -> None:
    await deliver(house, *topics)
    await house.settle()


async def deliver(house: House, *topics: str) -> None:
    house.hub.publish(topics)
    await until(lambda: not house.hub._rung and not house.hub._rounds)


async def test_a_ring_runs_the_pages_handler_again(house: House) -> None:
    client = await enter(house)
    await ring(house, "board:1")
    assert client.vars()["loads"] == 2


async def test_a_hundred_pages_hear_a_burst_once_each(house: House) -> None:
    clients = [await enter(house, f"tab{number}") for number in range(100)]
    for _ in range(5):
        house.hub.publish(["board:1"])
    await ring(house, "board:1")
    assert {client.vars()["loads"] for client in clients} == {2}


async def test_a_page_that_was_left_hears_nothing(house: House) -> None:
    client = await enter(house)
    await client.open("/")
    await ring(house, "board:1")
    assert (client.vars()["loads"], len(house.hub)) == (1, 0)


async def test_a_ring_under_way_to_a_page_that_was_left_is_not_heard(house: House) -> None:
    client = await enter(house)
    await client.open("/")
    await house.pages.deliver("tab", frozenset({format_event_handler(BoardState.load)}))
    await house.settle()
    assert client.vars()["loads"] == 1


async def test_a_client_that_has_gone_is_forgotten(house: House) -> None:
    client = await enter(house)
    await client.leave()
    await ring(house, "board:1")
    assert len(house.hub) == 0


async def test_a_client_that_comes_back_watches_again(house: House) -> None:
    await (await enter(house)).leave()
    again = await enter(house)
    await ring(house, "board:1")
    assert again.vars()["loads"] == 3


async def test_a_ring_after_a_log_out_tells_nothing(house: House) -> None:
    client = await enter(house)
    del house.logins["c1"]
    await ring(house, "board:1")
    assert (client.vars()["loads"], client.vars()["reader"]) == (0, 0)


async def test_a_ring_tells_nothing_to_who_copied_the_token(house: House) -> None:
    await (await enter(house)).leave()
    thief = await house.connect("tab", cookie="visitor=v2")
    await ring(house, "board:1")
    assert thief.vars().get("reader", 0) == 0


async def test_rings_during_a_slow_load_cause_one_more(house: House) -> None:
    free.set()
    client = await enter(house, path="/slow")
    free.clear()
    await deliver(house, "slow")
    assert house.pages._running
    for _ in range(3):
        await deliver(house, "slow")
    free.set()
    await until(lambda: not house.pages._running)
    await house.settle()
    assert client.vars()["loads"] == 3


async def test_listeners_that_left_without_a_word_are_swept(house: House) -> None:
    await (await enter(house, "one")).leave()
    house.pages._sweep_at = 1
    await enter(house, "two")
    assert house.hub.listeners() == ["two"]
