"""Every browser has a random name of its own."""

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from livesessions.api.visitors import Visitors
from livesessions.runtime.cookies import Cookies


async def page(_request: object) -> PlainTextResponse:
    return PlainTextResponse("a page", headers={"Set-Cookie": "other=1"})


async def picture(_request: object) -> PlainTextResponse:
    return PlainTextResponse("for all", headers={"Cache-Control": "public, max-age=3600"})


@pytest.fixture
def client() -> TestClient:
    app = Starlette(routes=[Route("/", page, methods=["GET", "POST"]), Route("/robots.txt", picture)])
    return TestClient(Visitors(app, Cookies(secure=False)), headers={"Accept": "text/html"})


def test_the_first_page_names_the_browser(client: TestClient) -> None:
    client.get("/")
    assert len(client.cookies["visitor"]) == 32
    assert client.cookies["other"] == "1"


def test_the_name_stays(client: TestClient) -> None:
    client.get("/")
    first = client.cookies["visitor"]
    assert "visitor" not in client.get("/").headers["set-cookie"]
    assert client.cookies["visitor"] == first


def test_two_browsers_have_two_names(client: TestClient) -> None:
    names = set()
    for _ in range(2):
        client.cookies.clear()
        client.get("/")
        names.add(client.cookies["visitor"])
    assert len(names) == 2


def test_scripts_cannot_read_it(client: TestClient) -> None:
    given = client.get("/").headers.get_list("set-cookie")
    assert "httponly" in given[-1].lower()


@pytest.mark.parametrize(("method", "accept"), [("GET", "image/*"), ("POST", "text/html")])
def test_only_pages_name(client: TestClient, method: str, accept: str) -> None:
    client.request(method, "/", headers={"Accept": accept})
    assert "visitor" not in client.cookies


def test_what_caches_keep_for_everybody_names_nobody(client: TestClient) -> None:
    assert "set-cookie" not in client.get("/robots.txt").headers
