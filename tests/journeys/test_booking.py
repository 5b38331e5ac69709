"""Booking in a browser: two people, two contexts, one session; and by the keyboard alone."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.market import logged_in, marketplace
from tests.journeys.server import AppServer, running
from tests.services.market import Market

NewPage = Callable[..., Page]
CONFIRMED = re.compile("It is on")


@pytest.fixture(scope="module")
def app_server(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """An app of its own, with nobody in it but these people."""
    with running(tmp_path_factory.mktemp("booking")) as server:
        yield server


@pytest.fixture(scope="module")
def market(app_server: AppServer) -> Iterator[Market]:
    with marketplace(app_server, price=3000) as market:
        yield market


def test_a_paid_session_is_booked_and_accepted_before_both_peoples_eyes(
    new_page: NewPage, app_server: AppServer, market: Market
) -> None:
    learner = logged_in(new_page, app_server, market.learner)
    choose_a_time(learner)
    describe(learner, "Lifetimes in async code")
    pay(learner)
    learner.wait_for_url("**/bookings/*")
    expect(learner.locator("main")).to_contain_text("Nothing is charged before that.")
    teacher = logged_in(new_page, app_server, market.teacher)
    teacher.goto(learner.url)
    accept(teacher, topic="Lifetimes by example")
    expect(learner.get_by_text(CONFIRMED)).to_be_visible()
    expect(learner.get_by_text("Lifetimes by example").first).to_be_visible()


def test_a_time_is_chosen_by_the_keyboard_alone(
    new_page: NewPage, app_server: AppServer, market: Market
) -> None:
    page = logged_in(new_page, app_server, market.other)
    open_modal(page)
    chosen = page.locator("[role=grid] button[aria-pressed=true]")
    chosen.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(chosen).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="The time you hold")).to_be_visible()


def test_a_guest_logs_in_on_the_way(new_page: NewPage, app_server: AppServer, market: Market) -> None:
    page = new_page()
    choose_a_time(page)
    page.wait_for_url("**/log-in?next=*")
    assert "book%3D" in page.url


def test_a_time_disappears_while_somebody_looks_at_it(
    new_page: NewPage, app_server: AppServer, market: Market
) -> None:
    page = logged_in(new_page, app_server, market.learner)
    rival = logged_in(new_page, app_server, market.third)
    open_modal(page)
    open_modal(rival)
    taken = rival.get_by_role("option").last
    name = taken.inner_text()
    taken.click()
    expect(page.get_by_role("option", name=name)).to_have_count(0)


def open_modal(page: Page, at: str = "/sessions/rust") -> None:
    page.goto(at)
    page.get_by_role("button", name="Book", exact=True).filter(visible=True).first.click()
    expect(page.get_by_role("option").first).to_be_visible()


def choose_a_time(page: Page, at: str = "/sessions/rust") -> None:
    open_modal(page, at)
    page.get_by_role("option").first.click()


def describe(page: Page, topic: str) -> None:
    page.get_by_label("What would you like to learn?").fill(topic)
    page.get_by_role("button", name="Go on to the review").click()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Pay").click()


def pay(page: Page) -> None:
    page.wait_for_url("**/sandbox/checkout/*")
    page.locator("#number").fill("4242 4242 4242 4242")
    page.locator("#expiry").fill("12/40")
    page.locator("#cvc").fill("123")
    if page.locator("#name").count():
        page.locator("#name").fill("Lena")
    page.get_by_role("button").first.click()


def accept(page: Page, topic: str) -> None:
    page.get_by_role("button", name="Accept").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Topic").fill(topic)
    dialog.get_by_role("button", name="Accept").click()
