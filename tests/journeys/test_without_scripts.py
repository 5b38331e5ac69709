"""What search engines, link previews and readers without JavaScript get: words, not an empty shell."""

from collections.abc import Callable
from typing import NamedTuple

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.markup import Markup
from tests.journeys.server import AppServer
from tests.journeys.town import Town


class Public(NamedTuple):
    path: str
    title: str
    heading: str
    words: str
    kinds: tuple[str, ...] = ()


PUBLIC = [
    Public(
        "/",
        "Live Sessions: learn live, from people who do it",
        "Learn live, from people who do it",
        "Rust lifetimes by example",
        ("WebSite",),
    ),
    Public(
        "/sessions",
        "Find a session · Live Sessions",
        "Find a session",
        "Rust lifetimes by example",
        ("ItemList",),
    ),
    Public(
        "/sessions/rust",
        "Rust lifetimes by example · Live Sessions",
        "Rust lifetimes by example",
        "We read your own code",
        ("Course", "BreadcrumbList"),
    ),
    Public(
        "/instructors/tara",
        "Tara Quinn · Live Sessions",
        "Tara Quinn",
        "Rust lifetimes by example",
        ("ProfilePage", "BreadcrumbList"),
    ),
    Public("/log-in", "Log in · Live Sessions", "Log in", "book a time"),
    Public("/sign-up", "Sign up · Live Sessions", "Sign up", "learning and for teaching"),
    Public("/forgot-password", "Forgot your password? · Live Sessions", "Forgot your password?", "a link"),
]
PRIVATE = [
    "/settings",
    "/student/sessions",
    "/student/receipts",
    "/receipts/{receipt}",
    "/admin/money",
    "/admin/people",
    "/bookings/{accepted}",
    "/room/{room}",
    "/become-instructor",
    "/instructor/dashboard",
    "/instructor/dashboard/requests",
    "/instructor/dashboard/sessions",
    "/instructor/dashboard/offerings",
    "/instructor/dashboard/offerings/{offering_id}",
    "/instructor/dashboard/calendar",
    "/instructor/dashboard/coupons",
    "/instructor/dashboard/earnings",
    "/instructor/dashboard/payouts",
    "/instructor/dashboard/reviews",
    "/payment/return",
    "/reset-password",
    "/verify-email",
    "/kit",
]
pytestmark = pytest.mark.usefixtures("town")


def read(server: AppServer, path: str) -> Markup:
    return Markup(httpx.get(server.base_url + path).text)


@pytest.mark.parametrize("page", PUBLIC, ids=lambda page: page.path)
def test_the_html_of_a_public_page_says_what_it_is(app_server: AppServer, page: Public) -> None:
    found = read(app_server, page.path)
    assert (found.titles, found.headings) == ([page.title], [page.heading])
    assert page.words in found.text
    assert tuple(each["@type"] for each in found.data) == page.kinds


@pytest.mark.parametrize("page", PUBLIC, ids=lambda page: page.path)
def test_a_link_to_a_public_page_has_a_preview(app_server: AppServer, page: Public) -> None:
    found, home = read(app_server, page.path), app_server.base_url + page.path
    description = found.named["description"]
    assert len(description) == 1
    assert 20 <= len(description[0]) <= 161
    assert found.canonical == found.named["og:url"] == [home]
    assert (found.named["og:title"], found.named["og:description"]) == ([page.title], description)
    assert "robots" not in found.named


def test_the_picture_of_a_preview_is_there(app_server: AppServer) -> None:
    picture = httpx.get(read(app_server, "/sessions/rust").named["og:image"][0])
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png")


@pytest.mark.parametrize("path", PRIVATE)
def test_a_private_page_is_kept_out_of_search_engines(app_server: AppServer, town: Town, path: str) -> None:
    found = read(app_server, path.format(**town.names))
    assert (found.named["robots"], found.canonical, len(found.titles)) == (["noindex"], [], 1)
    assert "JavaScript" in found.text


def test_every_address_of_the_map_is_there_and_may_be_found(app_server: AppServer) -> None:
    listed = httpx.get(f"{app_server.base_url}/sitemap.xml").text.split("<loc>")[1:]
    addresses = [each.partition("</loc>")[0] for each in listed]
    answers = [httpx.get(address) for address in addresses]
    assert f"{app_server.base_url}/sessions/rust" in addresses
    assert {answer.status_code for answer in answers} == {200}
    assert [each for each in answers if "robots" in Markup(each.text).named] == []


def test_robots_may_read_what_is_public(app_server: AppServer) -> None:
    closed = [
        line.removeprefix("Disallow: ")
        for line in httpx.get(f"{app_server.base_url}/robots.txt").text.splitlines()
        if line.startswith("Disallow")
    ]
    assert [page.path for page in PUBLIC if any(page.path.startswith(path) for path in closed)] == []


@pytest.mark.parametrize("path", ["/", "/sessions/rust", "/log-in", "/student/sessions"])
def test_one_heading_is_seen_where_scripts_do_not_run(new_page: Callable[..., Page], path: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("main")).to_have_count(1)
