"""The real command serves the real build to a real browser."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import httpx
from playwright.sync_api import Page

from livesessions.runtime.build import ROUTES
from tests.journeys.server import AppServer, running

NewPage = Callable[..., Page]
BAD = {"error", "warning"}


def test_no_page_breaks_a_browsers_rules(new_page: NewPage) -> None:
    page = new_page()
    complaints = []
    page.on(
        "console", lambda said: complaints.append(f"{page.url}: {said.text}") if said.type in BAD else None
    )
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    for path in without_parameters():
        page.goto(path, wait_until="networkidle")
        assert page.locator("h1").count() == 1, page.url
    assert complaints == []


def without_parameters() -> list[str]:
    """The address of every page of the build that has only one."""
    routes = json.loads(ROUTES.read_text())
    return [f"/{route}".replace("/index", "/") for route in routes if "[" not in route and route != "404"]


def test_events_travel_to_the_address_the_page_came_from(new_page: NewPage, app_server: AppServer) -> None:
    page = new_page()
    with page.expect_websocket() as socket:
        page.goto("/")
    with socket.value.expect_event("framereceived"):
        pass
    assert socket.value.url.startswith(app_server.base_url.replace("http", "ws") + "/_event")


def test_the_same_build_works_under_another_host_name(new_page: NewPage, app_server: AppServer) -> None:
    page = new_page()
    other = app_server.base_url.replace("localhost", "127.0.0.1")
    with page.expect_websocket() as socket:
        page.goto(other)
    with socket.value.expect_event("framereceived"):
        pass
    assert socket.value.url.startswith(other.replace("http", "ws"))


def test_another_site_cannot_open_the_socket(new_page: NewPage, app_server: AppServer) -> None:
    page = new_page()
    address = app_server.base_url.replace("http", "ws") + "/_event/?EIO=4&transport=websocket"
    outcome = page.evaluate(
        """address => new Promise(done => {
            const socket = new WebSocket(address)
            socket.onopen = () => done("open")
            socket.onerror = () => done("refused")
        })""",
        address,
    )
    assert outcome == "refused"


def test_an_unknown_address_is_a_404_with_a_page(app_server: AppServer) -> None:
    response = httpx.get(f"{app_server.base_url}/no/such/page")
    assert response.status_code == 404
    assert "<title>Page not found · Live Sessions</title>" in response.text


def test_hashed_assets_never_have_to_be_asked_for_again(app_server: AppServer) -> None:
    home = httpx.get(app_server.base_url).text
    asset = re.search(r'"(/assets/[^"]+\.js)"', home)
    assert asset is not None
    response = httpx.get(app_server.base_url + asset[1], headers={"Accept-Encoding": "br"})
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.headers["content-encoding"] == "br"


def test_the_app_ends_by_itself_while_people_are_connected(
    built: None, tmp_path: Path, new_page: NewPage
) -> None:
    with running(tmp_path) as server:
        page = new_page()
        with page.expect_websocket() as socket:
            page.goto(server.base_url)
        with socket.value.expect_event("framereceived"):
            pass
        assert server.stop() == 0
        assert "Killing" not in server.log.read_text()
