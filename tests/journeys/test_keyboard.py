"""The site without a pointer, and what a screen reader is told meanwhile."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.keyboard import Keyboard
from tests.journeys.market import marketplace
from tests.journeys.server import AppServer, running
from tests.services.market import Market

NewPage = Callable[..., Page]


@pytest.fixture(scope="module")
def app_server(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """An app of its own, with nobody in it but these people."""
    with running(tmp_path_factory.mktemp("keyboard")) as server:
        yield server


@pytest.fixture(scope="module")
def market(app_server: AppServer) -> Iterator[Market]:
    with marketplace(app_server, price=3000) as market:
        yield market


def test_the_dialog_takes_the_focus_keeps_it_and_gives_it_back(new_page: NewPage, market: Market) -> None:
    page = new_page()
    page.goto("/sessions/rust")
    hands, book = Keyboard(page), page.get_by_role("button", name="Book", exact=True).filter(visible=True)
    hands.enter(book)
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("option").first).to_be_visible()
    for _ in range(20):
        hands.press("Tab")
        assert dialog.evaluate("each => each.contains(document.activeElement)"), hands.here()
    hands.press("Escape")
    expect(dialog).to_have_count(0)
    expect(book).to_be_focused()


def test_the_first_stop_leads_past_the_navigation(new_page: NewPage, market: Market) -> None:
    page = new_page()
    page.goto("/sessions")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.get_by_role("main").evaluate("each => each.contains(document.activeElement)")


def test_results_are_announced_as_they_change(new_page: NewPage, market: Market) -> None:
    page = new_page()
    page.goto("/sessions")
    found = page.get_by_role("status").filter(has_text="session")
    expect(found).to_have_text(re.compile("1 session found"))
    Keyboard(page).write(page.get_by_role("searchbox"), "xylophone")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="0 sessions found")).to_be_visible()
