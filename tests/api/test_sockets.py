"""How many pages one address may hold open."""

import asyncio
from dataclasses import dataclass, field

import pytest
from starlette.types import Message, Receive, Scope, Send

from livesessions.api.sockets import Sockets
from livesessions.runtime.limits import MemoryLimits

SCHOOL, STRANGER = "8.8.4.4", "9.9.9.9"


@dataclass
class Site:
    """Reflex behind the count: each of its sockets stays open until everybody leaves."""

    most: int = 3
    hops: int = 0
    now: float = 0.0
    end: asyncio.Event = field(default_factory=asyncio.Event)
    pages: list["asyncio.Task[None]"] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.door = Sockets(self._stay, MemoryLimits(lambda: self.now), most=self.most, hops=self.hops)

    async def _stay(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "websocket.accept"})
        await self.end.wait()

    async def visit(self, address: str, forwarded: str = "") -> str:
        """A page opens a socket and stays; what it is told."""
        headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
        scope = {"type": "websocket", "path": "/_event", "headers": headers, "client": (address, 1)}
        told: asyncio.Queue[Message] = asyncio.Queue()
        self.pages.append(asyncio.create_task(self.door(scope, nothing, told.put)))
        return (await told.get())["type"]

    async def visits(self, *addresses: str) -> list[str]:
        """One after the other."""
        return [await self.visit(each) for each in addresses]

    async def leave(self) -> None:
        """Everybody does, now and from now on."""
        self.end.set()
        await asyncio.gather(*self.pages)


async def nothing() -> Message:
    return {"type": "websocket.connect"}


IN, OUT = "websocket.accept", "websocket.close"


async def test_an_address_holds_so_many_pages_open_and_no_more() -> None:
    site = Site()
    told = await site.visits(*[SCHOOL] * 3)
    site.now += 6000
    assert (told, await site.visits(SCHOOL, SCHOOL, STRANGER)) == ([IN] * 3, [OUT, OUT, IN])


async def test_an_address_opens_so_many_pages_in_ten_minutes() -> None:
    site = Site()
    await site.leave()
    told = await site.visits(*[SCHOOL] * 4)
    site.now += 200
    assert (told, await site.visits(SCHOOL, SCHOOL)) == ([IN, IN, IN, OUT], [IN, OUT])


async def test_who_leaves_makes_room() -> None:
    site = Site()
    await site.visits(*[SCHOOL] * 3)
    await site.leave()
    site.now += 600
    assert await site.visit(SCHOOL) == IN


async def test_the_addresses_of_one_household_count_together() -> None:
    told = await Site(most=1).visits("2a01:4f8:1:2::3", "2a01:4f8:1:2:ffff::4", "2a01:4f8:1:3::3")
    assert told == [IN, OUT, IN]


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.7", "::1", "testclient"])
async def test_this_networks_own_addresses_are_not_counted(address: str) -> None:
    assert await Site(most=1).visits(address, address) == [IN, IN]


async def test_behind_a_trusted_proxy_the_visitor_counts_and_not_the_proxy() -> None:
    site = Site(most=1, hops=1)
    told = [await site.visit("10.0.0.1", f"{SCHOOL}, {each}") for each in (STRANGER, STRANGER, "9.9.9.10")]
    assert told == [IN, OUT, IN]
