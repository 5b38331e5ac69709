"""A weekly series in a browser: seen before it is held, mended, sent off, one session cancelled."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from livesessions.queries.availability import free_slots
from livesessions.runtime.work import GUEST, ask
from tests.journeys.market import logged_in, marketplace
from tests.journeys.server import AppServer, running
from tests.journeys.test_booking import open_modal
from tests.services.market import Market

NewPage = Callable[..., Page]


@pytest.fixture(scope="module")
def app_server(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """An app of its own, with nobody in it but these people."""
    with running(tmp_path_factory.mktemp("series")) as server:
        yield server


@pytest.fixture(scope="module")
def market(app_server: AppServer) -> Iterator[Market]:
    with marketplace(app_server, price=0) as market:
        yield market


def test_a_series_is_previewed_mended_and_sent_and_one_session_is_cancelled(
    new_page: NewPage, app_server: AppServer, market: Market
) -> None:
    market.hold(market.other, key="rival", at=first_free(market) + timedelta(days=7))
    page = logged_in(new_page, app_server, market.learner)
    open_modal(page)
    page.get_by_role("button", name="4 weeks").click()
    page.get_by_role("option").first.click()
    expect(page.get_by_text("That time is taken.")).to_be_visible()
    expect(page.get_by_role("button", name="Hold these 3 sessions")).to_be_visible()
    page.get_by_role("listbox").get_by_role("option").first.click()
    expect(page.get_by_role("button", name="Hold these 4 sessions")).to_be_visible()
    page.get_by_role("button", name="Skip").last.click()
    page.get_by_role("button", name="Hold these 3 sessions").click()
    expect(page.get_by_text("and 2 more weeks")).to_be_visible()
    send(page)
    rows = page.get_by_role("listitem").filter(has_text="Waiting for an answer")
    expect(rows).to_have_count(3)
    cancel(page)
    expect(rows).to_have_count(2)


def first_free(market: Market) -> datetime:
    today = datetime.now(UTC).date()
    asked = {"offering_id": market.offering_id, "first_day": today, "last_day": today + timedelta(days=9)}
    return min(slot.start for slot in ask(GUEST, free_slots, **asked).slots())


def send(page: Page) -> None:
    page.get_by_label("What would you like to learn?").fill("Lifetimes")
    page.get_by_role("button", name="Go on to the review").click()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Send the request").click()
    page.wait_for_url("**/bookings/*")


def cancel(page: Page) -> None:
    page.get_by_role("button", name="Cancel this booking").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel the booking").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
