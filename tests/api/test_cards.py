"""The pictures of link previews."""

import asyncio
import signal
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from livesessions.api.cards import SITE, Card, card_address, card_routes, drawing
from livesessions.api.cards import studio as studios
from livesessions.api.cards.pen import Pen, PenBroke
from livesessions.api.cards.studio import MOST_WAITING, Busy, Studio
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


@pytest.fixture(scope="module")
def pen() -> Iterator[Pen]:
    pen = Pen()
    yield pen
    pen.lay_down()


@pytest.fixture
def studio(pen: Pen, tmp_path: Path) -> Studio:
    return Studio(tmp_path / "cards", pen)


@pytest.fixture
def client(studio: Studio) -> TestClient:
    return TestClient(Starlette(routes=card_routes(studio)), base_url=ORIGIN)


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


def test_nobody_writes_on_a_card_through_its_address(client, pen):
    asked = client.get("/art/card/site/site.png?title=Buy&line=now&v=1")
    assert asked.content == pen.draw(drawing(SITE))


@pytest.mark.parametrize("words", HOSTILE)
def test_a_card_bears_every_title(pen, words):
    assert size_of(pen.draw(drawing(Card(words, words, words, words)))) == (1200, 630)
    assert size_of(pen.draw(drawing(Card(words, words, words, is_portrait=True)))) == (1200, 630)


def test_another_price_is_another_picture(pen):
    cheap, dear = (Card("Rust", f"1 h · {price}", "rust") for price in ("€10", "€90"))
    assert cheap.version != dear.version
    assert pen.draw(drawing(cheap)) != pen.draw(drawing(dear))


async def test_a_picture_is_drawn_once_and_kept(studio, tmp_path):
    card = Card("Drawn once", "1 h", "once")
    picture = await studio.picture(card.version, drawing(card))
    assert await Studio(tmp_path / "cards", Pen()).picture(card.version, "not an SVG") == picture


async def test_a_card_that_takes_long_keeps_no_page_waiting(studio, pen):
    pen.draw(drawing(SITE))  # the process is there
    pen._process.send_signal(signal.SIGSTOP)
    card = asyncio.create_task(studio.picture("slow", drawing(SITE)))
    await asyncio.sleep(0.05)
    assert (await asyncio.to_thread(int), card.done()) == (0, False)
    pen._process.send_signal(signal.SIGCONT)
    assert size_of(await card) == (1200, 630)


async def test_when_many_wait_one_is_asked_to_come_back(studio):
    many = [Card(f"Card {each}", "1 h", str(each)) for each in range(MOST_WAITING + 1)]
    drawings = (studio.picture(each.version, drawing(each)) for each in many)
    results = await asyncio.gather(*drawings, return_exceptions=True)
    assert [type(each) for each in results if not isinstance(each, bytes)] == [Busy]


def test_busy_says_when_to_come_back(client, studio, monkeypatch):
    monkeypatch.setattr(studio, "_waiting", MOST_WAITING)
    asked = client.get("/art/card/site/site.png")
    assert (asked.status_code, asked.headers["retry-after"], asked.headers["cache-control"]) == (
        503,
        "5",
        "no-store",
    )


def test_a_broken_pen_is_replaced(pen):
    pen.lay_down()
    assert size_of(pen.draw(drawing(SITE))) == (1200, 630)
    with pytest.raises(PenBroke):
        pen.draw("not an SVG")
    assert size_of(pen.draw(drawing(SITE))) == (1200, 630)


async def test_the_oldest_cards_are_thrown_away(studio, tmp_path, monkeypatch):
    monkeypatch.setattr(studios, "MOST_KEPT", 2)
    for each in ("a", "b", "c"):
        await studio.picture(each, drawing(Card(each, "1 h", each)))
    assert sorted(file.name for file in (tmp_path / "cards").iterdir()) == ["b.png", "c.png"]
