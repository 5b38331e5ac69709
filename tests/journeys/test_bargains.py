"""Paying less in a browser: a trial lesson, a coupon, a package; and what the ledger holds of each."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from livesessions.runtime.work import perform
from livesessions.services.coupons import CouponDraft, create_coupon
from livesessions.services.packages import offer_package
from tests.journeys.books import check_books
from tests.journeys.market import logged_in, marketplace
from tests.journeys.server import AppServer, running
from tests.journeys.test_booking import choose_a_time, pay
from tests.services.market import Market

NewPage = Callable[..., Page]


@pytest.fixture(scope="module")
def app_server(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """An app of its own, with nobody in it but these people."""
    with running(tmp_path_factory.mktemp("bargains")) as server:
        yield server


@pytest.fixture(scope="module")
def market(app_server: AppServer) -> Iterator[Market]:
    offering = {"price": 3000, "trial_price": 1000, "booking_mode": "instant"}
    with marketplace(app_server, **offering) as market:
        spring = CouponDraft(code="SPRING", currency="EUR", percent=50)
        perform(market.teacher, create_coupon, draft=spring)
        asked = {"offering_id": market.offering_id, "sessions": 3, "each": 2000}
        perform(market.teacher, offer_package, **asked)
        yield market


def test_a_trial_lesson_is_booked_at_its_price(
    new_page: NewPage, app_server: AppServer, market: Market
) -> None:
    page = logged_in(new_page, app_server, market.learner)
    page.goto("/sessions/rust")
    page.get_by_role("button", name="Book a trial").click()
    page.get_by_role("option").first.click()
    describe(page)
    expect(page.get_by_role("radio", name="Trial lesson")).to_be_checked()
    send_off(page, "Pay €10.00")
    pay(page)
    check_books(booked(page), gateway=941, escrow=-1000, gateway_fees=59)
    page.goto("/sessions/rust")
    expect(page.get_by_role("heading", name="Next free times")).to_be_visible()
    expect(page.get_by_role("button", name="Book a trial")).to_have_count(0)


def test_a_coupon_is_refused_at_its_field_and_then_taken(
    new_page: NewPage, app_server: AppServer, market: Market
) -> None:
    page = logged_in(new_page, app_server, market.other)
    choose_a_time(page)
    describe(page)
    coupon = page.get_by_label("Coupon")
    coupon.fill("WINTER")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("There is no such coupon.")).to_be_visible()
    coupon.fill("spring")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("is applied.")).to_be_visible()
    send_off(page, "Pay €15.00")
    pay(page)
    check_books(booked(page), gateway=1427, escrow=-1500, gateway_fees=73)


def test_a_package_is_bought_and_spent_without_a_second_payment(
    new_page: NewPage, app_server: AppServer, market: Market
) -> None:
    page = logged_in(new_page, app_server, market.third)
    page.goto("/sessions/rust")
    page.get_by_role("button", name="€60.00").click()
    page.get_by_role("dialog").get_by_role("button", name="Pay €60.00").click()
    pay(page)
    expect(page.get_by_text("3 of 3 sessions left")).to_be_visible()
    page.get_by_role("link", name="Book a session").click()
    page.wait_for_url("**/sessions/rust")
    choose_a_time(page)
    describe(page)
    expect(page.get_by_role("radio", name="From your package")).to_be_checked()
    send_off(page, "Book the session")
    check_books(booked(page), escrow=-2000, credits=2000)
    expect(page.get_by_text("Paid from a package")).to_be_visible()
    page.goto("/student/receipts")
    expect(page.get_by_role("cell", name="3 sessions: Rust")).to_be_visible()
    page.goto("/student/sessions")
    page.get_by_role("button", name="Give back Rust").click()
    expect(page.get_by_role("dialog")).to_contain_text("You get back €40.00")
    page.get_by_role("dialog").get_by_role("button", name="Give it back").click()
    expect(page.get_by_text("€40.00 is on its way back to you.").first).to_be_visible()
    page.goto("/student/receipts")
    expect(page.get_by_role("cell", name="-€40.00")).to_be_visible()


def describe(page: Page) -> None:
    page.get_by_label("What would you like to learn?").fill("Lifetimes")
    page.get_by_role("button", name="Go on to the review").click()
    expect(page.get_by_text("You pay", exact=True)).to_be_visible()


def send_off(page: Page, button: str) -> None:
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name=button).click()


def booked(page: Page) -> str:
    page.wait_for_url("**/bookings/*")
    return page.url.rpartition("/")[2]
