"""The two doors of a login, because page events can't set an HttpOnly cookie: /auth/enter and /auth/leave.

Both take forms of our own pages; requests of other sites end before they get here (`api.security`).
"""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from livesessions.domain.errors import DomainError
from livesessions.queries.accounts import identify
from livesessions.runtime import routes
from livesessions.runtime.cookies import Cookies
from livesessions.runtime.work import GUEST, Actor, ask, perform
from livesessions.services.accounts import LOGIN_LASTS, enter, leave, leave_everywhere

LARGEST_FORM = 8_192  # bytes


def account_routes(origin: str) -> list[Route]:
    """The routes, for a site at `origin`."""
    desk = _Desk(secure=origin.startswith("https:"))
    return [
        Route(routes.ENTER, desk.enter, methods=["POST"]),
        Route(routes.LEAVE, desk.leave, methods=["POST"]),
    ]


class _Desk:
    def __init__(self, *, secure: bool) -> None:
        self.cookies = Cookies(secure)

    async def enter(self, request: Request) -> Response:
        """A ticket becomes a cookie, and the browser goes on to `next`."""
        fields = await _fields(request)
        onward = routes.local(fields.get("next", ""))
        try:
            entrance = await run_in_threadpool(
                perform,
                GUEST,
                enter,
                ticket=fields.get("ticket", ""),
                visitor=request.cookies.get(self.cookies.visitor, ""),
                leaving=request.cookies.get(self.cookies.login, ""),
            )
        except DomainError as no:
            return _see(routes.log_in(then=onward, problem=no.code))
        response = _see(onward)
        self._give(response, entrance.cookie, seconds=int(LOGIN_LASTS.total_seconds()))
        return response

    async def leave(self, request: Request) -> Response:
        """Ends this login, or with `everywhere` all of this person's."""
        fields = await _fields(request)
        everywhere = bool(fields.get("everywhere"))
        await run_in_threadpool(_leave, request.cookies.get(self.cookies.login, ""), everywhere)
        response = _see(routes.HOME)
        self._give(response, "", seconds=0)
        return response

    def _give(self, response: Response, cookie: str, *, seconds: int) -> None:
        response.set_cookie(
            self.cookies.login,
            cookie,
            max_age=seconds,
            secure=self.cookies.secure,
            httponly=True,
            samesite="lax",
        )


def _leave(cookie: str, everywhere: bool) -> None:
    viewer = ask(GUEST, identify, cookie=cookie)
    if viewer is None:
        return
    actor = Actor(viewer.user_id, viewer.roles)
    if everywhere:
        perform(actor, leave_everywhere)
    else:
        perform(actor, leave, cookie=cookie)


async def _fields(request: Request) -> Mapping[str, str]:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            raise HTTPException(413)
    try:
        return dict(parse_qsl(body.decode(), max_num_fields=10))
    except ValueError:
        raise HTTPException(400) from None


def _see(path: str) -> RedirectResponse:
    return RedirectResponse(path, 303, {"Cache-Control": "no-store"})
