"""A paid booking without a pointer, and what a screen reader is told meanwhile."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.keyboard import Keyboard
from tests.journeys.market import logged_in, marketplace
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


def test_a_session_is_found_booked_and_paid_by_the_keyboard_alone(
    new_page: NewPage, app_server: AppServer, market: Market
) -> None:
    page = logged_in(new_page, app_server, market.learner)
    hands = Keyboard(page)
    find(hands)
    choose(hands)
    describe(hands)
    pay(hands)
    page.wait_for_url("**/bookings/*")
    expect(page.get_by_role("status").filter(has_text="Nothing is charged before that.")).to_be_visible()


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


def find(hands: Keyboard) -> None:
    page = hands.page
    page.goto("/")
    expect(page.locator("article")).to_have_count(1)
    hands.write(page.get_by_role("main").get_by_role("searchbox"), "rust")
    hands.press("Enter")
    page.wait_for_url("**/sessions?q=rust")
    hands.enter(page.get_by_role("link", name="Rust", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text("Rust")


def choose(hands: Keyboard) -> None:
    page = hands.page
    hands.enter(page.get_by_role("button", name="Book", exact=True).filter(visible=True))
    chosen = page.locator("[role=grid] button[aria-pressed=true]")
    hands.go_to(chosen)
    hands.press("ArrowRight", "Enter")
    expect(chosen).to_be_focused()
    hands.press("Tab")
    expect(page.get_by_role("option").first).to_be_focused()
    hands.press("ArrowDown")
    expect(page.get_by_role("option").nth(1)).to_be_focused()
    hands.press("Enter")
    expect(page.get_by_text("Step 2 of 3: Topic and message")).to_be_attached()


def describe(hands: Keyboard) -> None:
    page = hands.page
    expect(page.get_by_role("timer")).to_contain_text("minutes left")
    hands.write(page.get_by_label("What would you like to learn?"), "Lifetimes in async code")
    hands.enter(page.get_by_role("button", name="Go on to the review"))
    expect(page.get_by_text("Step 3 of 3: Review and pay")).to_be_attached()
    hands.go_to(page.get_by_role("checkbox"))
    hands.press("Space")
    expect(page.get_by_role("checkbox")).to_be_checked()
    hands.enter(page.get_by_role("button", name="Pay"))


def pay(hands: Keyboard) -> None:
    page = hands.page
    page.wait_for_url("**/sandbox/checkout/*")
    for field, words in (
        ("number", "4242424242424242"),
        ("expiry", "12/40"),
        ("cvc", "123"),
        ("name", "Lena"),
    ):
        hands.write(page.locator(f"#{field}"), words)
    hands.enter(page.get_by_role("button", name="Authorise €30.00"))
