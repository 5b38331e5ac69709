"""Gives every browser a random name of its own, so that what one has begun no other can go on with."""

from secrets import token_urlsafe

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from livesessions.runtime.cookies import Cookies, read_cookies

A_YEAR = 365 * 24 * 3600


class Visitors:
    """ASGI layer: who asks for a page without a visitor cookie gets one with it."""

    def __init__(self, inner: ASGIApp, cookies: Cookies) -> None:
        self.inner = inner
        self.cookies = cookies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET" and self._is_new(Headers(scope=scope)):
            send = self._naming(send)
        await self.inner(scope, receive, send)

    def _is_new(self, request: Headers) -> bool:
        # Pages alone are asked for as HTML: pictures and scripts arrive with the name the page brought.
        wants_page = "text/html" in request.get("accept", "")
        return wants_page and not read_cookies(request.get("cookie", "")).get(self.cookies.visitor)

    def _naming(self, send: Send) -> Send:
        async def name(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                # What caches on the way keep for everybody must name nobody.
                if "public" not in headers.get("cache-control", ""):
                    headers.append("Set-Cookie", self._cookie())
            await send(message)

        return name

    def _cookie(self) -> str:
        answer = Response()
        answer.set_cookie(
            self.cookies.visitor,
            token_urlsafe(24),
            max_age=A_YEAR,
            secure=self.cookies.secure,
            httponly=True,
            samesite="lax",
        )
        return answer.headers["set-cookie"]
