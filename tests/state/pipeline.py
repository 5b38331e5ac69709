"""Clients without a browser: they connect to the real app and send events through all of Reflex's pipeline.

Only the last step is caught: what would be written to the socket is kept in `Client.received`.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import reflex as rx
from reflex.istate.manager.memory import StateManagerMemory
from reflex_base.registry import RegistrationContext
from reflex_base.utils.format import format_event_handler, json_dumps

from livesessions.runtime.cookies import Cookies
from livesessions.runtime.hub import Hub
from livesessions.runtime.limits import Limits, MemoryLimits
from livesessions.state import live
from livesessions.state.gate.caller import Viewer
from livesessions.state.gate.keeper import Gate

HYDRATE = "reflex___state____state.hydrate_and_load"


@dataclass(frozen=True)
class Person:
    user_id: int = 7
    login_id: int = 1
    name: str = "Mina"
    roles: frozenset[str] = frozenset({"learner"})
    time_zone: str = "Asia/Kathmandu"
    locale: str = "en_GB"
    currency: str = "EUR"
    verified: bool = True


@dataclass
class Client:
    """One open socket."""

    house: "House"
    token: str
    sid: str
    received: list[Any] = field(default_factory=list)

    async def send(self, handler: Any, **payload: Any) -> None:
        """Sends an event for `handler` (or a name) and waits until everything it caused is done."""
        name = handler if isinstance(handler, str) else format_event_handler(handler)
        path, query = self.house.paths.get(self.token, ("/", {}))
        router_data = {"pathname": path, "asPath": path, "query": query}
        data = {"name": name, "payload": payload, "router_data": router_data}
        await self.house.namespace.on_event(self.sid, data)
        await self.house.settle()

    async def open(self, path: str = "/", **query: str) -> None:
        """Loads a page, as a browser does first of all; `query` are the parts of its address."""
        self.house.paths[self.token] = (path, query)
        await self.send(HYDRATE, hashes=[])

    async def come_back(self) -> None:
        """The page is still there and has its line again."""
        await self.send(HYDRATE)

    async def leave(self) -> None:
        """Closes the socket."""
        task = self.house.namespace.on_disconnect(self.sid)
        if task:
            await task

    def vars(self) -> dict[str, Any]:
        """What the browser holds: all deltas, one over the other, by bare name."""
        held: dict[str, Any] = {}
        for update in self.received:
            for changes in (update.delta or {}).values():
                held |= {name.removesuffix("_rx_state_"): value for name, value in changes.items()}
        return held

    def wire(self) -> str:
        """All that came down, as it is written to the socket."""
        return json_dumps(self.received)

    def sent(self, name: str) -> list[dict[str, Any]]:
        """The payloads of the events of this name that came down to the browser."""
        return [each.payload for update in self.received for each in update.events or [] if each.name == name]


class House:
    """The app with its gate, its hub and the logins that exist."""

    def __init__(self, limits: Limits | None = None) -> None:
        RegistrationContext.set(RegistrationContext.get().fork())
        self.app = rx.App(theme=None)
        self.app._state_manager = StateManagerMemory()
        self.logins: dict[str, Viewer] = {}
        self.hub = Hub(burst=0.01)
        self.pages = live.connect(self.app, self.hub)
        Gate(self.logins.get, Cookies(secure=False), limits or MemoryLimits()).install(self.app)
        assert self.app.event_namespace
        self.namespace = self.app.event_namespace
        self.clients: dict[str, Client] = {}
        self.paths: dict[str, tuple[str, dict[str, str]]] = {}
        self.namespace.emit = self._emit  # type: ignore[method-assign]

    async def connect(
        self, token: str = "tab", *, cookie: str = "visitor=v1", address: str = "192.0.2.1"
    ) -> Client:
        """Opens a socket with a token and a Cookie header, as any program could."""
        client = Client(self, token, f"socket{len(self.clients)}")
        self.clients[client.sid] = client
        headers = [(b"cookie", cookie.encode()), (b"origin", b"http://localhost")]
        scope = {"headers": headers, "client": ("192.0.2.1", 1)}
        await self.namespace.on_connect(client.sid, {"QUERY_STRING": f"token={token}", "asgi.scope": scope})
        client.token = self.namespace.sid_to_token[client.sid]
        return client

    async def settle(self) -> None:
        """Waits until no event is waiting or running."""
        processor = self.app.event_processor
        await processor.join()
        while waiting := [each for each in processor._futures.values() if not each.done()]:
            await asyncio.wait(waiting)
            await asyncio.sleep(0)
        while processor._tasks:
            await asyncio.wait(list(processor._tasks.values()))
            await asyncio.sleep(0)

    async def tree(self, token: str = "tab") -> Any:
        """The state tree that the server holds for a token."""
        return await self.app.state_manager.get_state(rx.BaseStateToken(ident=token, cls=rx.State))

    def log_in(self, cookie: str, **changes: Any) -> Person:
        """Makes a login with this cookie value."""
        person = self.logins[cookie] = replace(Person(), login_id=len(self.logins) + 1, **changes)
        return person

    async def _emit(self, name: str, data: Any = None, to: str | None = None, **_: Any) -> None:
        if name == "event" and to in self.clients:
            self.clients[to].received.append(data)


@asynccontextmanager
async def serving(make: Callable[[], House] = House) -> AsyncIterator[House]:
    """A house whose events are processed and whose rings are delivered."""
    house = make()
    async with house.app._setup_event_processor():
        pages = asyncio.create_task(house.pages.run())
        await asyncio.sleep(0)
        try:
            yield house
        finally:
            pages.cancel()
