"""Waiting for a taken time in a browser, until it is one's own."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.market import logged_in, marketplace
from tests.journeys.server import AppServer, running
from tests.journeys.test_booking import open_modal
from tests.services.market import Market

NewPage = Callable[..., Page]


@pytest.fixture(scope="module")
def app_server(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """An app of its own, with nobody in it but these people."""
    with running(tmp_path_factory.mktemp("waitlist")) as server:
        yield server


@pytest.fixture(scope="module")
def market(app_server: AppServer) -> Iterator[Market]:
    with marketplace(app_server, price=3000) as market:
        yield market


def test_whoever_waits_sees_the_place_become_theirs(
    new_page: NewPage, app_server: AppServer, market: Market
) -> None:
    market.hold()
    page = logged_in(new_page, app_server, market.other)
    open_modal(page)
    page.get_by_role("button", name="Join the waitlist").click()
    expect(page.get_by_text("You are next in line")).to_be_visible()
    page.goto("/student/sessions")
    expect(page.get_by_text("Next in line", exact=True)).to_be_visible()
    owner = logged_in(new_page, app_server, market.learner)
    owner.goto("/student/sessions")
    owner.get_by_role("button", name="Let it go").click()
    expect(page.get_by_text("Next in line", exact=True)).to_have_count(0)
    expect(page.get_by_role("link", name="Go on")).to_be_visible()


def test_dates_that_come_back_are_published_after_a_look(
    new_page: NewPage, app_server: AppServer, market: Market
) -> None:
    market.change(session_type="group", capacity=6, schedule_mode="fixed_dates")
    page = logged_in(new_page, app_server, market.teacher)
    page.goto(f"/instructor/dashboard/offerings/{market.offering_id}")
    page.get_by_label("Repeat", exact=True).select_option("weekly")
    page.get_by_label("How many dates").fill("3")
    page.get_by_role("textbox", name="Date", exact=True).fill(f"{market.start:%Y-%m-%d}")
    page.get_by_label("Start", exact=True).fill("19:00")
    page.get_by_role("button", name="Show the dates").click()
    expect(page.get_by_text("Before you publish")).to_be_visible()
    page.get_by_role("button", name="Publish 3 dates").click()
    expect(page.get_by_text("0 of 6 seats taken")).to_have_count(3)
