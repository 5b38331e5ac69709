"""A weekly series in a browser: seen before it is held, mended, sent off or paid, one session cancelled."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from livesessions.domain.parts import divide
from livesessions.queries.availability import free_slots
from livesessions.queries.series import siblings
from livesessions.runtime.work import GUEST, ask
from tests.journeys.books import check_books
from tests.journeys.market import logged_in, marketplace
from tests.journeys.server import AppServer, running
from tests.journeys.test_booking import open_modal, pay
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


def test_a_paid_series_is_one_checkout_accepted_at_once_and_one_session_is_cancelled(
    new_page: NewPage, app_server: AppServer, market: Market
) -> None:
    market.change(price=3000)
    learner, teacher = (logged_in(new_page, app_server, who) for who in (market.third, market.teacher))
    hold_four_weeks(learner)
    describe(learner)
    review = learner.get_by_role("dialog")
    expect(review.get_by_role("list", name="Your sessions").get_by_text("€30.00")).to_have_count(4)
    review.get_by_role("checkbox").check()
    review.get_by_role("button", name="Pay €120.00").click()
    learner.wait_for_url("**/sandbox/checkout/*")
    expect(learner.get_by_role("list", name="What you pay for").get_by_role("listitem")).to_have_count(4)
    pay(learner)
    learner.wait_for_url("**/bookings/*")
    expect(learner.get_by_role("listitem").filter(has_text="Waiting for an answer")).to_have_count(4)
    teacher.goto("/instructor/dashboard/requests")
    teacher.get_by_role("button", name="Accept all 4 weeks").first.click()
    teacher.get_by_role("dialog").get_by_role("button", name="Accept all 4").click()
    expect(learner.get_by_role("listitem").filter(has_text="Confirmed")).to_have_count(4)
    reference = learner.url.rpartition("/")[2]
    references = [row.reference for row in ask(market.third, siblings, reference=reference)]
    fees = divide(378, dict.fromkeys(references, 3000))  # of one payment of 120.00
    for each, fee in fees.items():
        check_books(each, gateway=3000 - fee, escrow=-3000, gateway_fees=fee)
    cancel(learner)
    fee = fees.pop(reference)
    check_books(reference, gateway=-fee, gateway_fees=fee)
    for each, fee in fees.items():
        check_books(each, gateway=3000 - fee, escrow=-3000, gateway_fees=fee)


def hold_four_weeks(page: Page) -> None:
    open_modal(page)
    page.get_by_role("button", name="4 weeks").click()
    page.locator("[role=grid] button:enabled").nth(1).click()
    page.get_by_role("option").last.click()
    page.get_by_role("button", name="Hold these 4 sessions").click()


def first_free(market: Market) -> datetime:
    today = datetime.now(UTC).date()
    asked = {"offering_id": market.offering_id, "first_day": today, "last_day": today + timedelta(days=9)}
    return min(slot.start for slot in ask(GUEST, free_slots, **asked).slots())


def describe(page: Page) -> None:
    page.get_by_label("What would you like to learn?").fill("Lifetimes")
    page.get_by_role("button", name="Go on to the review").click()


def send(page: Page) -> None:
    describe(page)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Send 3 requests").click()
    page.wait_for_url("**/bookings/*")


def cancel(page: Page) -> None:
    page.get_by_role("button", name="Cancel this booking").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel the booking").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
