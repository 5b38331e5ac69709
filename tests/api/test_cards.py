"""The pictures of link previews."""

import struct

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from livesessions.api.cards import SITE, Card, card_address, card_routes, drawn
from livesessions.api.page_heads import page_heads
from livesessions.components.first_screens import FirstScreens
from tests.teaching import Teacher

ORIGIN = "https://live.example"
HOSTILE = (
    "</text><script>alert(1)</script>",
    "W" * 500,
    "\x00\x1b\u202e]]>&#0;",
    "日本語 😀 Привет",
    "",
    "“a” & b",
)


@pytest.fixture
def teacher(door) -> Teacher:
    return Teacher()


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=card_routes()), base_url=ORIGIN)


def size_of(png: bytes) -> tuple[int, ...]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", png[16:24])


def test_every_public_page_has_a_picture_that_previews_can_show(teacher, client):
    offering = teacher.offers()
    head = page_heads(ORIGIN, FirstScreens())
    for path in (
        "/",
        "/sessions",
        "/log-in",
        f"/sessions/{offering.slug}",
        f"/instructors/teacher-{teacher.id}",
    ):
        picture = client.get(head(path).image)
        assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png"), path
        assert size_of(picture.content) == (1200, 630)
        assert picture.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert len(picture.content) < 150_000


def test_an_old_address_shows_what_is_now_and_is_not_kept_for_long(teacher, client):
    offering = teacher.offers()
    old = card_address(ORIGIN, "offering", offering.slug, Card("Old title", "", "x"))
    assert client.get(old).headers["cache-control"] == "public, max-age=3600"


def test_what_there_is_not_has_no_picture(teacher, client):
    draft = teacher.offers(status="draft")
    for address in (f"offering/{draft.slug}", "offering/none", "instructor/none", "nothing/site"):
        assert client.get(f"/art/card/{address}.png").status_code == 404


def test_nobody_writes_on_a_card_through_its_address(client):
    asked = client.get("/art/card/site/site.png?title=Buy&line=now&v=1")
    assert asked.content == drawn(SITE)


@pytest.mark.parametrize("words", HOSTILE)
def test_a_card_bears_every_title(words):
    assert size_of(drawn(Card(words, words, words, words))) == (1200, 630)
    assert size_of(drawn(Card(words, words, words, is_portrait=True))) == (1200, 630)


def test_another_price_is_another_picture(teacher):
    cheap, dear = (Card("Rust", f"1 h · {price}", "rust") for price in ("€10", "€90"))
    assert cheap.version != dear.version
    assert drawn(cheap) != drawn(dear)


def test_a_picture_is_drawn_once(teacher):
    card = Card("Drawn once", "1 h", "once")
    assert drawn(card) is drawn(Card("Drawn once", "1 h", "once"))
