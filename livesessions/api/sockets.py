"""How many pages one address may hold open. Each costs memory here, until an hour after its last event.

    Sockets(inner, limits, most=600, hops=1)      # around Reflex

It decides before anything is kept. A browser that is turned away knocks again after a second or two by itself.
"""

from collections import Counter
from ipaddress import ip_address

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from livesessions.runtime.limits import Limits, Rate, household

TRY_AGAIN_LATER = 1013  # IANA's registry of WebSocket close codes
SPAN = 600  # seconds


class Sockets:
    """ASGI layer: at most so many sockets of one address at once, and so many new ones in ten minutes."""

    def __init__(self, inner: ASGIApp, limits: Limits, *, most: int, hops: int = 0) -> None:
        self.inner = inner
        self._limits, self._rate = limits, Rate(most, SPAN)
        self._hops = hops
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        address = _counted(client_address(scope, self._hops)) if scope["type"] == "websocket" else ""
        if not address:
            return await self.inner(scope, receive, send)
        if not await self._has_room(address):
            return await send(
                {"type": "websocket.close", "code": TRY_AGAIN_LATER, "reason": "too many pages"}
            )
        self._open[address] += 1
        try:
            await self.inner(scope, receive, send)
        finally:
            self._open[address] -= 1
            if not self._open[address]:
                del self._open[address]

    async def _has_room(self, address: str) -> bool:
        if self._open[address] >= self._rate.times:
            return False
        return not await run_in_threadpool(self._limits.spend, f"socket:{address}", self._rate)


def client_address(scope: Scope, hops: int) -> str:
    """Where a request comes from, by the word of as many proxies as are trusted; the same as Reflex says."""
    told = [
        each.strip() for each in Headers(scope=scope).get("x-forwarded-for", "").split(",") if each.strip()
    ]
    if hops and len(told) >= hops:
        return told[-hops]
    return str((scope.get("client") or ("",))[0])


def _counted(address: str) -> str:
    """Whom an address counts for; nobody, where it is this network's own.

    That is a test, a visitor from the next room, or a proxy that nobody told us of, with everybody behind it.
    """
    try:
        is_out_there = ip_address(address.partition("%")[0]).is_global
    except ValueError:
        return ""
    return household(address) if is_out_there else ""
