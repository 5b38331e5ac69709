"""Carries the hub's rings to open pages: the page's own handler runs again, through the gate, and asks again.

`AppState.watch` is how a page says what it shows. The composition root calls `connect(app, hub)` once.
"""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx
from reflex.app import EventNamespace
from reflex.event import Event
from reflex_base.constants import RouteVar
from reflex_base.event.processor import EventFuture
from reflex_base.utils.format import format_event_handler

from livesessions.runtime.hub import Hub

SWEEP = 1000  # listeners at which those who left without a word are looked for


@dataclass(frozen=True)
class LiveEvent(Event):
    """An event that a ring caused. No browser can send one."""


class LivePages:
    """The open pages of this process's clients."""

    def __init__(self, app: rx.App, hub: Hub) -> None:
        self._app = app
        self._hub = hub
        self._running: dict[tuple[str, str], EventFuture] = {}
        self._once_more: set[tuple[str, str]] = set()
        self._restarts: set[asyncio.Future[None]] = set()
        self._sweep_at = SWEEP

    async def run(self) -> None:
        """Delivers until cancelled."""
        await self._hub.run(self.deliver)

    def watch(self, token: str, topic: str, handler: Any) -> None:
        """See `AppState.watch`."""
        self._hub.watch(topic, token, format_event_handler(handler))
        if len(self._hub) > self._sweep_at:
            self._sweep()

    def is_awaited(self, event: Event, token: str) -> bool:
        """Whether the page that is open behind `token` watches for what caused this event."""
        return self._hub.is_awaited(token, event.name)

    def forget(self, token: str) -> None:
        """The page behind `token` has been left."""
        self._hub.forget(token)

    async def deliver(self, token: str, handlers: frozenset[str]) -> bool:
        """Runs handlers of the page behind `token`; False if it isn't connected here any more."""
        if connection_of(self._app, token) is None:
            return False
        for name in sorted(handlers):
            await self._start(token, name)
        return True

    async def _start(self, token: str, name: str) -> None:
        key = (token, name)
        if key in self._running:
            # What happens while a slow page loads takes one more run, not one each.
            self._once_more.add(key)
            return
        connection = connection_of(self._app, token)
        if connection is not None:
            event = LiveEvent(name=name, router_data=connection)
            future = self._running[key] = await self._app.event_processor.enqueue(token, event)
            future.add_done_callback(lambda _: self._finish(key))

    def _finish(self, key: tuple[str, str]) -> None:
        self._running.pop(key, None)
        if key in self._once_more:
            self._once_more.discard(key)
            task = asyncio.ensure_future(self._start(*key))
            self._restarts.add(task)
            task.add_done_callback(self._restarts.discard)

    def _sweep(self) -> None:
        for token in self._hub.listeners():
            if connection_of(self._app, token) is None:
                self._hub.forget(token)
        self._sweep_at = max(SWEEP, 2 * len(self._hub))


def connection_of(app: rx.App, token: str) -> dict[str, Any] | None:
    """Headers, address and socket of the client connected to this process under `token`; None if there is none.

    Not what the state remembers of the last event: who holds the line now is who will read the answer.
    """
    namespace = app.event_namespace
    if namespace is None or (sid := socket_of(namespace, token)) is None:
        return None
    if (known := namespace._static_router_data.get(sid)) is None:
        return None
    return {**known, RouteVar.HEADERS: dict(known[RouteVar.HEADERS]), RouteVar.CLIENT_TOKEN: token}


def socket_of(namespace: EventNamespace, token: str) -> str | None:
    """The id of the socket that `token` has on this process."""
    manager = namespace._token_manager
    record = manager.token_to_socket.get(token)
    return record.sid if record and record.instance_id == manager.instance_id else None


_pages: list[LivePages] = []


def connect(app: rx.App, hub: Hub) -> LivePages:
    """Joins the hub to the app's pages for as long as the app serves."""
    pages = LivePages(app, hub)
    app.register_lifespan_task(pages.run)
    _pages[:] = [pages]
    return pages


def watch(token: str, topic: str, handler: Any) -> None:
    """See `AppState.watch`."""
    for pages in _pages:
        pages.watch(token, topic, handler)


def is_late(event: Event, token: str) -> bool:
    """Whether a ring's event was under way when its page was left: the next page can't answer for it."""
    return isinstance(event, LiveEvent) and not any(pages.is_awaited(event, token) for pages in _pages)


def forget(token: str) -> None:
    """Ends the watches of a page that is left or loaded again."""
    for pages in _pages:
        pages.forget(token)
