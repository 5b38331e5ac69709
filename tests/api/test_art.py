"""Drawn pictures have addresses."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from livesessions.api.art import art_routes
from livesessions.components.kit.art import avatar_svg, cover_svg


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=art_routes()))


def test_a_portrait_is_drawn_for_a_name(client: TestClient) -> None:
    response = client.get("/art/avatar/Zo%C3%AB%20M%C3%BCller.svg")
    assert (response.text, response.headers["content-type"]) == (avatar_svg("Zoë Müller"), "image/svg+xml")


@pytest.mark.parametrize("name", ["AC/DC", "a.svg", "<script>alert(1)</script>", "?"])
def test_any_name_has_a_portrait(client: TestClient, name: str) -> None:
    response = client.get(f"/art/avatar/{name.replace('?', '%3F')}.svg")
    assert (response.status_code, "<script" in response.text) == (200, False)


def test_a_cover_is_drawn_for_an_offering(client: TestClient) -> None:
    assert client.get("/art/cover/rust?domain=x").status_code == 404
    assert client.get("/art/cover/rust.svg?domain=music").text == cover_svg("rust", "music")


def test_pictures_are_kept_by_browsers(client: TestClient) -> None:
    assert client.get("/art/avatar/A.svg").headers["cache-control"] == "public, max-age=604800"
