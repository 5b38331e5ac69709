"""Reflex's doors as a hostile client finds them."""

from urllib.parse import parse_qs

import pytest
from starlette.types import Receive, Scope, Send

from livesessions.api.guard import Guard
from livesessions.runtime.cookies import Cookies


class Inside:
    """Notes what gets through."""

    def __init__(self) -> None:
        self.scopes: list[Scope] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scopes.append(scope)


async def token_inside(token: str, cookie: str) -> str:
    inside = Inside()
    scope = {
        "type": "websocket",
        "path": "/_event",
        "query_string": f"EIO=4&transport=websocket&token={token}".encode(),
        "headers": [(b"cookie", cookie.encode())] if cookie else [],
    }
    await Guard(inside, Cookies(secure=True))(scope, nothing, drop)
    return parse_qs(inside.scopes[0]["query_string"].decode())["token"][0]


async def test_a_browser_that_comes_back_finds_its_state() -> None:
    first = await token_inside("t", "__Host-visitor=v1; zone=UTC")
    assert await token_inside("t", "__Host-visitor=v1") == first


async def test_a_copied_token_leads_another_browser_elsewhere() -> None:
    mine = await token_inside("t", "__Host-visitor=v1")
    assert await token_inside("t", "__Host-visitor=v2") != mine


async def test_the_token_that_the_server_uses_opens_nothing_either() -> None:
    mine = await token_inside("t", "__Host-visitor=v1")
    assert await token_inside(mine, "__Host-visitor=v2") != mine


async def test_a_browser_without_cookies_starts_anew_each_time() -> None:
    assert await token_inside("t", "") != await token_inside("t", "")


async def test_a_cookie_that_a_subdomain_could_set_is_not_the_visitors() -> None:
    assert await token_inside("t", "visitor=v1") != await token_inside("t", "visitor=v1")


@pytest.mark.parametrize("path", ["/_upload", "/_upload/x.html"])
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_uploads_through_reflex_do_not_exist(path: str, method: str) -> None:
    inside, answers = Inside(), []

    async def send(message):
        answers.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": []}
    await Guard(inside, Cookies(secure=True))(scope, nothing, send)
    assert (inside.scopes, answers[0]["status"]) == ([], 404)


async def nothing():
    return {"type": "http.disconnect"}


async def drop(message):
    return None
