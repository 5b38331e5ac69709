"""Who hears what, and how often."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from redis import RedisError

from livesessions.runtime.hub import Hub, Ring


class Heard(list[tuple[str, frozenset[str]]]):
    """Takes down each delivery; those named in `gone` have left."""

    def __init__(self, *gone: str, broken: str = "") -> None:
        super().__init__()
        self.gone, self.broken = gone, broken

    async def __call__(self, listener: str, messages: frozenset[str]) -> bool:
        if listener == self.broken:
            raise RuntimeError("line is cut")
        self.append((listener, messages))
        return listener not in self.gone


class Wire:
    """Two hubs' relay: what one sends, all hear."""

    def __init__(self) -> None:
        self.rings: list[Ring] = []

    def send(self, topics: Iterable[str]) -> None:
        for ring in self.rings:
            ring(topics)

    async def listen(self, ring: Ring) -> None:
        self.rings.append(ring)
        await asyncio.Event().wait()


class BrokenWire(Wire):
    def send(self, topics: Iterable[str]) -> None:
        raise RedisError("no route")


@asynccontextmanager
async def running(hub: Hub, heard: Heard) -> AsyncIterator[Hub]:
    task = asyncio.create_task(hub.run(heard))
    await asyncio.sleep(0)
    yield hub
    task.cancel()


async def burst_over(heard: Heard, count: int) -> None:
    async with asyncio.timeout(5):
        while len(heard) < count:
            await asyncio.sleep(0.005)
    await asyncio.sleep(0.03)


async def test_a_burst_reaches_each_of_a_hundred_listeners_once() -> None:
    heard = Heard()
    async with running(Hub(burst=0.01), heard) as hub:
        for number in range(100):
            hub.watch("calendar:1", f"tab{number}", "load")
            hub.watch("calendar:2", f"tab{number}", "load")
        for _ in range(10):
            hub.publish(["calendar:1", "calendar:2"])
        await burst_over(heard, 100)
    assert sorted(heard) == sorted((f"tab{number}", frozenset({"load"})) for number in range(100))


async def test_a_ring_from_another_thread_is_heard() -> None:
    heard = Heard()
    async with running(Hub(burst=0), heard) as hub:
        hub.watch("a", "tab", "load")
        threading.Thread(target=hub.publish, args=(["a"],)).start()
        await burst_over(heard, 1)
    assert heard == [("tab", frozenset({"load"}))]


async def test_only_who_watches_a_topic_hears_it() -> None:
    heard = Heard()
    async with running(Hub(burst=0), heard) as hub:
        hub.watch("a", "one", "load")
        hub.watch("b", "two", "load")
        hub.publish(["b"])
        await burst_over(heard, 1)
    assert [listener for listener, _ in heard] == ["two"]


async def test_who_has_left_is_forgotten() -> None:
    heard = Heard("tab")
    async with running(Hub(burst=0), heard) as hub:
        hub.watch("a", "tab", "load")
        hub.publish(["a"])
        await burst_over(heard, 1)
        assert len(hub) == 0


async def test_one_broken_line_silences_nobody_else() -> None:
    heard = Heard(broken="one")
    async with running(Hub(burst=0), heard) as hub:
        hub.watch("a", "one", "load")
        hub.watch("a", "two", "load")
        hub.publish(["a"])
        await burst_over(heard, 1)
    assert [listener for listener, _ in heard] == ["two"]


async def test_who_forgets_hears_nothing_more() -> None:
    hub = Hub()
    hub.watch("a", "tab", "load")
    hub.watch("b", "tab", "load")
    hub.forget("tab")
    assert (len(hub), hub.listeners()) == (0, [])


async def test_a_relay_carries_rings_to_every_process() -> None:
    wire, here, there = Wire(), Heard(), Heard()
    async with running(Hub(wire, burst=0), here) as one, running(Hub(wire, burst=0), there) as two:
        one.watch("a", "tab1", "load")
        two.watch("a", "tab2", "load")
        one.publish(["a"])
        await burst_over(there, 1)
    assert (len(here), len(there)) == (1, 1)


async def test_without_its_relay_a_process_still_hears_itself() -> None:
    heard = Heard()
    async with running(Hub(BrokenWire(), burst=0), heard) as hub:
        hub.watch("a", "tab", "load")
        hub.publish(["a"])
        await burst_over(heard, 1)
    assert len(heard) == 1


def test_a_ring_that_nobody_serves_is_silent() -> None:
    Hub().publish(["a"])
