"""Foreign sites are refused; browsers are told what else to refuse."""

import base64
import hashlib

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from livesessions.api.security import LONGEST_ADDRESS, Secure, content_policy, script_hashes

ORIGIN = "https://live.example"


@pytest.fixture
def client() -> TestClient:
    async def door(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("in", headers={"Referrer-Policy": "no-referrer"})

    async def socket(socket: WebSocket) -> None:
        await socket.accept()
        await socket.close()

    routes = [Route("/door", door, methods=["GET", "POST"]), WebSocketRoute("/_event", socket)]
    return TestClient(Secure(Starlette(routes=routes), origin=ORIGIN))


@pytest.mark.parametrize("address", ["/door?token={}", "/{}"])
def test_an_address_longer_than_any_of_ours_is_refused_in_words(client: TestClient, address: str) -> None:
    answer = client.get(address.format("a" * LONGEST_ADDRESS))
    assert (answer.status_code, "too long" in answer.text) == (414, True)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),  # a program, such as a payment provider's webhook
        ({"Origin": ORIGIN}, 200),
        ({"Origin": "http://testserver"}, 200),  # the address it was asked at
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://testserver.evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
def test_another_site_cannot_change_anything(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    assert client.post("/door", headers=headers).status_code == status


def test_another_site_may_link_here(client: TestClient) -> None:
    assert client.get("/door", headers={"Origin": "https://evil.example"}).status_code == 200


def test_another_site_cannot_open_the_socket(client: TestClient) -> None:
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("/_event", headers={"Origin": "https://e.vil"}),
    ):
        pass


def test_our_own_pages_open_the_socket(client: TestClient) -> None:
    with client.websocket_connect("/_event", headers={"Origin": ORIGIN}):
        pass


def test_every_response_is_sealed(client: TestClient) -> None:
    headers = client.get("/door").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_a_response_may_be_stricter_by_itself(client: TestClient) -> None:
    assert client.get("/door").headers["referrer-policy"] == "no-referrer"


def test_inline_scripts_are_admitted_by_their_hash_and_nothing_else_is() -> None:
    html = '<script>go()</script><script src="/a.js"></script><script type="application/ld+json">{}</script>'
    expected = base64.b64encode(hashlib.sha256(b"go()").digest()).decode()
    assert script_hashes(html) == (expected,)
    assert f"script-src 'self' 'sha256-{expected}';" in content_policy(script_hashes(html), "live.example")


def test_a_made_up_host_adds_nothing_to_the_policy() -> None:
    policy = content_policy((), "live.example; script-src *")
    assert "connect-src 'self';" in policy
    assert "*" not in policy
