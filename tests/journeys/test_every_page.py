"""No page, nothing one can open on it, breaks a rule of access or scrolls sideways: light, dark, wide, narrow."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.axe import objections
from tests.journeys.server import AppServer
from tests.journeys.town import Town
from tests.journeys.visits import EVERYWHERE, PHONE, Visit

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
