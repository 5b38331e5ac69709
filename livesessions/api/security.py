"""What a browser is told to refuse on our behalf, and whose requests we refuse ourselves."""

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(self), display-capture=(self), geolocation=()",
}
LONGEST_ADDRESS = 4000  # beyond it no page's events are taken, and the page would load for ever
A_YEAR = 365 * 24 * 3600
_INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*ld\+json)[^>]*>(.*?)</script>", re.DOTALL)
_HOST = re.compile(r"[A-Za-z0-9.:\[\]-]+")


class Secure:
    """ASGI layer around everything: refuses foreign origins and endless addresses, adds headers that lack."""

    def __init__(self, inner: ASGIApp, *, origin: str) -> None:
        self.inner = inner
        self.origin = origin
        self.headers = dict(HEADERS)
        if origin.startswith("https:"):
            self.headers["Strict-Transport-Security"] = f"max-age={A_YEAR}; includeSubDomains"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            return await self.inner(scope, receive, send)
        headers = Headers(scope=scope)
        if self._changes_something(scope) and not self._is_ours(headers):
            return await _refuse(scope, receive, send)
        if scope["type"] == "http" and len(scope["path"]) + len(scope["query_string"]) >= LONGEST_ADDRESS:
            return await PlainTextResponse("This address is too long.", 414)(scope, receive, send)
        return await self.inner(scope, receive, self._adding(headers, send))

    def _changes_something(self, scope: Scope) -> bool:
        return scope["type"] == "websocket" or scope["method"] not in SAFE_METHODS

    def _is_ours(self, headers: Headers) -> bool:
        # Programs (a payment provider's webhook, a calendar) send neither header; every browser sends one.
        origin = headers.get("origin")
        if origin is None:
            return headers.get("sec-fetch-site") != "cross-site"
        return origin == self.origin or urlsplit(origin).netloc == headers.get("host")

    def _adding(self, request: Headers, send: Send) -> Send:
        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                headers.setdefault("Content-Security-Policy", content_policy((), request.get("host", "")))
            await send(message)

        return add


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": "foreign origin"})
    else:
        await PlainTextResponse("This request came from another site.", 403)(scope, receive, send)


def content_policy(hashes: Iterable[str], host: str) -> str:
    """The Content-Security-Policy of a page whose inline scripts have these `hashes`.

    `host` is the request's own: not every browser counts a WebSocket to it as 'self'. Styles may be
    inline: charts and React write style attributes, which have no hash.
    """
    scripts = " ".join(f"'sha256-{value}'" for value in hashes)
    socket = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return (
        f"default-src 'self'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'{socket}; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )


@lru_cache(maxsize=128)  # of the same few pages, again and again
def script_hashes(html: str) -> tuple[str, ...]:
    """The hash of every inline script, in order, as a policy names it."""
    return tuple(
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for script in _INLINE.findall(html)
    )
