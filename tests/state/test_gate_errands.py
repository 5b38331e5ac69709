"""Long-running handlers: what they may still do when their person has gone."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from reflex.event import Event
from reflex_base.utils.format import format_event_handler

from livesessions.domain.errors import Invalid
from livesessions.runtime.work import Door, Work
from livesessions.state import live
from livesessions.state.base import PUBLIC, SIGNED_IN, AppState, FieldErrors, event
from tests.state.pipeline import Client, House, serving

ME = "visitor=v1; login=c1"


def whose(work: Work) -> int:
    return work.actor.must_be_signed_in()


class Road:
    """Where an errand is until it is let through."""

    def __init__(self) -> None:
        self.begun, self.free = asyncio.Event(), asyncio.Event()

    async def walk(self) -> None:
        self.begun.set()
        await self.free.wait()


road = Road()


class ErrandState(FieldErrors, AppState):
    result: str = ""

    @event(SIGNED_IN, background=True)
    async def fetch(self) -> None:
        await road.walk()
        async with self:
            self.result = "for mina alone"

    @event(SIGNED_IN)
    async def quick(self) -> None:
        self.result = "for mina alone"

    @event(SIGNED_IN, background=True)
    async def change(self) -> None:
        await road.walk()
        person = await self.perform(whose)
        async with self:
            self.result = f"done by {person}"

    @event(PUBLIC, background=True)
    async def fail(self) -> None:
        async with self:
            self.result = "half"
        raise Invalid("Not the second half.", field="half")


@pytest.fixture
async def house() -> AsyncIterator[House]:
    road.__init__()  # type: ignore[misc]  # an event belongs to one test's loop
    async with serving() as house:
        house.log_in("c1")
        yield house


@pytest.fixture
async def mina(house: House) -> Client:
    client = await house.connect(cookie=ME)
    await client.open()
    return client


async def begin(client: Client, handler: object) -> asyncio.Task[None]:
    task = asyncio.create_task(client.send(handler))
    await road.begun.wait()
    return task


async def finish(errand: asyncio.Task[None]) -> None:
    road.free.set()
    await errand


async def test_an_errand_acts_as_the_person_who_sent_it(door: Door, mina: Client) -> None:
    await finish(await begin(mina, ErrandState.change))
    assert mina.vars()["result"] == "done by 7"


async def test_an_errand_stops_acting_after_a_log_out(door: Door, house: House, mina: Client) -> None:
    errand = await begin(mina, ErrandState.change)
    del house.logins["c1"]
    await finish(errand)
    assert (mina.vars()["result"], mina.vars()["notice"].text) == ("", "You have been logged out.")


async def test_an_errand_writes_nothing_into_another_persons_tree(house: House, mina: Client) -> None:
    errand = await begin(mina, ErrandState.fetch)
    await mina.leave()
    house.log_in("c2", user_id=8, name="Noor")
    noor = await house.connect("tab", cookie="visitor=v1; login=c2")
    await noor.open()
    await finish(errand)
    errands = await (await house.tree()).get_state(ErrandState)
    assert (noor.vars()["result"], errands.result) == ("", "")


async def test_an_errands_refusal_is_shown(mina: Client) -> None:
    await mina.send(ErrandState.fail)
    assert (mina.vars()["result"], mina.vars()["errors"]) == ("half", {"half": "Not the second half."})


async def test_what_somebody_sent_before_they_left_is_dropped(house: House, mina: Client) -> None:
    old_line = live.connection_of(house.app, "tab")
    await mina.leave()
    other = await house.connect("tab", cookie="visitor=v2")
    event = Event(name=format_event_handler(ErrandState.quick), router_data=old_line or {})
    await house.app.event_processor.enqueue("tab", event)
    await house.settle()
    assert other.received == []
