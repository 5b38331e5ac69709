"""Search engines learn of what is public, and of nothing else."""

from xml.etree import ElementTree

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from livesessions.api.sitemap import sitemap_routes
from livesessions.models import User
from livesessions.pages import all_pages
from livesessions.runtime import routes
from tests.shelves import change
from tests.teaching import NOON, Teacher

ORIGIN = "https://live.example"
EVERYBODYS = {
    routes.HOME,
    routes.SESSIONS,
    routes.OFFERING,
    routes.INSTRUCTOR,
    routes.SIGN_UP,
    routes.LOG_IN,
    routes.FORGOT_PASSWORD,
    routes.BECOME_INSTRUCTOR,
    routes.NOT_FOUND,
}


@pytest.fixture
def client(door) -> TestClient:
    return TestClient(Starlette(routes=sitemap_routes(ORIGIN)))


def addresses(client: TestClient) -> list[str]:
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return [each.text.removeprefix(ORIGIN) for each in tree.iter() if each.tag.endswith("loc")]


def test_published_offerings_and_their_instructors_are_listed(client):
    teacher, idle = Teacher(), Teacher()
    shown, hidden = teacher.offers(), teacher.offers(status="draft")
    idle.offers(status="archived")
    listed = addresses(client)
    assert listed[:2] == ["/", "/sessions"]
    assert listed[2:] == [f"/sessions/{shown.slug}", f"/instructors/teacher-{teacher.id}"]
    assert f"/sessions/{hidden.slug}" not in listed


def test_whoever_is_suspended_is_not_listed(client):
    teacher = Teacher()
    teacher.offers()
    change(User, teacher.id, suspended_at=NOON)
    assert len(addresses(client)) == 2


def test_the_day_of_the_last_change_is_told(client):
    Teacher().offers()
    assert client.get("/sitemap.xml").text.count("<lastmod>2026-08-12</lastmod>") == 2


def test_robots_keep_out_of_every_page_that_is_somebodys_own_and_find_the_map(client):
    lines = client.get("/robots.txt").text.splitlines()
    kept_out = tuple(line.removeprefix("Disallow: ") for line in lines[1:-1])
    open_to_all = {page.route for page in all_pages() if not page.route.startswith(kept_out)}
    assert open_to_all == EVERYBODYS
    assert (lines[0], lines[-1]) == ("User-agent: *", f"Sitemap: {ORIGIN}/sitemap.xml")
