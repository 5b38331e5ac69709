"""A learner and an instructor in front of their screens, with a small marketplace behind them."""

import asyncio
from dataclasses import dataclass
from typing import Any

from reflex_base.utils.format import format_event_handler

from livesessions.runtime.work import Actor
from tests.services.market import Market
from tests.state.pipeline import Client, House


@dataclass
class Screen:
    """One open tab of one person, at an address."""

    house: House
    client: Client
    query: dict[str, str]

    async def send(self, handler: Any, **payload: Any) -> None:
        """Sends an event from this address and waits until everything it caused is done."""
        data = {
            "name": format_event_handler(handler),
            "payload": payload,
            "router_data": {"pathname": "/x", "asPath": "/x", "query": self.query},
        }
        await self.house.namespace.on_event(self.client.sid, data)
        await self.house.settle()

    def vars(self) -> dict[str, Any]:
        return self.client.vars()


@dataclass
class Stage:
    """The marketplace and the app in front of it."""

    house: House
    market: Market

    async def screen(self, who: Actor | None, tab: str = "tab", **query: str) -> Screen:
        """A tab of this person, or of a guest. All tabs of a person are in one login."""
        cookie = "visitor=v1"
        if who:
            login = f"c{who.user_id}"
            if login not in self.house.logins:
                self.house.log_in(login, user_id=who.user_id, roles=who.roles, time_zone="UTC")
            cookie = f"{cookie}; login={login}"
        return Screen(self.house, await self.house.connect(tab, cookie=cookie), query)

    async def hear(self) -> None:
        """Waits until the rings of the last change have arrived."""
        await asyncio.sleep(0.05)
        await self.house.settle()
