"""What of Reflex's own doors stays shut, and how a socket's token is tied to the browser that brings it.

    Guard(inner, Cookies(secure=True))      # inside `Secure`, which refuses other sites' requests

A page's state is found by a token that scripts can read and addresses show. Here the token becomes another
one, made from it and the browser's own HttpOnly cookie: copied into another browser it leads to a state of
that browser's own, and nothing that is still on its way to the first one arrives there.
"""

import hmac
from secrets import token_hex
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from livesessions.runtime.cookies import Cookies, read_cookies

# Reflex runs upload handlers in the name of whoever's token is sent, without the gate's limits on size.
UPLOAD = "/_upload"


class Guard:
    """ASGI layer around Reflex."""

    def __init__(self, inner: ASGIApp, cookies: Cookies) -> None:
        self.inner = inner
        self.cookies = cookies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (scope["path"] == UPLOAD or scope["path"].startswith(f"{UPLOAD}/")):
            return await PlainTextResponse("Not found", 404)(scope, receive, send)
        if scope["type"] == "websocket":
            scope = {**scope, "query_string": self._tied(scope)}
        return await self.inner(scope, receive, send)

    def _tied(self, scope: Scope) -> bytes:
        header = Headers(scope=scope).get("cookie", "")
        # A browser that keeps no cookies gets a new state with every connection.
        visitor = read_cookies(header).get(self.cookies.visitor) or token_hex(16)
        fields = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        return urlencode(
            [(name, tied(value, visitor) if name == "token" else value) for name, value in fields]
        ).encode()


def tied(token: str, visitor: str) -> str:
    """The token under which `visitor` has the state that its browser knows as `token`."""
    return hmac.new(visitor.encode(), token.encode(), "sha256").hexdigest()[:36]
