"""No page, nothing one can open on it, breaks a rule of access or scrolls sideways: light, dark, wide, narrow."""

import json
import re
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from livesessions.runtime.build import ROUTES
from tests.journeys.axe import objections
from tests.journeys.server import AppServer
from tests.journeys.test_booking import choose_a_time, pay
from tests.journeys.town import Town
from tests.journeys.visits import DESK, EVERYWHERE, PHONE, Visit

Send = Callable[[str], Page]
STICKS_OUT = """() => [...document.querySelectorAll("body *")]
    .filter(each => each.getBoundingClientRect().right > innerWidth + 1)
    .map(each => each.outerHTML.slice(0, 150))"""


@pytest.fixture(scope="module")
def send(browser: Browser, app_server: AppServer, town: Town) -> Iterator[Send]:
    """One page for each person, kept for all their visits."""
    contexts: dict[str, BrowserContext] = {}

    def send(who: str) -> Page:
        if who not in contexts:
            contexts[who] = browser.new_context(
                base_url=app_server.base_url, timezone_id="Europe/Berlin", reduced_motion="reduce"
            )
            login = {"name": "login", "value": town.logins.get(who, ""), "url": app_server.base_url}
            contexts[who].add_cookies([login] if login["value"] else [])
            contexts[who].new_page()
        return contexts[who].pages[0]

    yield send
    for context in contexts.values():
        context.close()


@pytest.mark.parametrize("visit", EVERYWHERE, ids=str)
def test_a_page_suits_everybody(visit: Visit, send: Send, town: Town) -> None:
    page = send(visit.who)
    page.set_viewport_size({"width": visit.widths[0], "height": 800})
    arrive(page, visit, town)
    assert "Live Sessions" in page.title() or visit.path == "/kit"
    if visit.opens:
        visit.opens(page)
    assert [line for width in visit.widths for line in judged(page, width)] == []


def test_every_step_of_booking_and_paying_suits_everybody(send: Send, town: Town) -> None:
    page = send("new learner")
    for step in (partial(hold, town=town), review, checkout, mistake, outcome):
        expect(step(page)).to_be_visible()
        assert [line for width in (DESK, PHONE) for line in judged(page, width)] == []


def test_no_page_is_left_out() -> None:
    listed = [f"/{route}".replace("/index", "/") for route in json.loads(ROUTES.read_text())]
    patterns = {route: re.sub(r"\[\w+]", "[^/]+", route) for route in listed if route != "/404"}
    visited = [visit.path.partition("?")[0] for visit in EVERYWHERE]
    left_out = [
        route for route, each in patterns.items() if not any(re.fullmatch(each, path) for path in visited)
    ]
    assert left_out == []


def hold(page: Page, town: Town) -> Locator:
    choose_a_time(page, f"/sessions/{town.names['paid']}")
    return page.get_by_role("group", name="The time you hold")


def review(page: Page) -> Locator:
    page.get_by_label("What would you like to learn?").fill("Lifetimes in async code")
    page.get_by_role("button", name="Go on to the review").click()
    return page.get_by_role("checkbox")


def checkout(page: Page) -> Locator:
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Pay").click()
    return page.get_by_role("heading", name="Pay", exact=True)


def mistake(page: Page) -> Locator:
    page.locator("#number").fill("1")
    page.get_by_role("button").first.click()
    return page.get_by_text("Please look at the marked field.")


def outcome(page: Page) -> Locator:
    pay(page)
    return page.get_by_text("Nothing is charged before that.")


def arrive(page: Page, visit: Visit, town: Town) -> None:
    page.goto(visit.path.format(**town.names))
    expect(page.get_by_role("heading", level=1)).to_have_text([visit.heading])
    expect(page.locator("[aria-busy=true]")).to_have_count(visit.busy)


def judged(page: Page, width: int) -> list[str]:
    """What is wrong in this width, in both modes."""
    page.set_viewport_size({"width": width, "height": 800})
    found = {line for mode in ("light", "dark") for line in seen_in(page, mode)}
    if page.evaluate("document.documentElement.scrollWidth") > width == PHONE:
        found |= {f"sticks out: {line}" for line in page.evaluate(STICKS_OUT)} | {"scrolls sideways"}
    return [f"{width} {line}" for line in sorted(found)]


def seen_in(page: Page, mode: str) -> list[str]:
    page.emulate_media(color_scheme="dark" if mode == "dark" else "light", reduced_motion="reduce")
    if "/sandbox/" not in page.url:  # which has no switch for it
        expect(page.locator("html")).to_have_class(re.compile(rf"\b{mode}\b"))
    return [f"{mode}: {line}" for line in objections(page)]
