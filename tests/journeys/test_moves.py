"""Another time, in a browser: proposed on one side, seen and taken on the other."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from livesessions.runtime.work import perform
from livesessions.services.bookings import accept
from tests.journeys.market import logged_in, marketplace
from tests.journeys.server import AppServer, running
from tests.services.market import Market

NewPage = Callable[..., Page]


@pytest.fixture(scope="module")
def app_server(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """An app of its own, with nobody in it but these people."""
    with running(tmp_path_factory.mktemp("moves")) as server:
        yield server


@pytest.fixture(scope="module")
def market(app_server: AppServer) -> Iterator[Market]:
    with marketplace(app_server, price=0) as market:
        yield market


def test_a_counter_proposal_is_taken_before_both_peoples_eyes(
    new_page: NewPage, app_server: AppServer, market: Market
) -> None:
    reference = market.request(key="counter")
    learner, teacher = both(new_page, app_server, market, reference)
    choose(teacher, "Propose another time")
    teacher.get_by_label("A word to Lena").fill("I teach until noon")
    teacher.get_by_role("button", name="Propose it to Lena").click()
    expect(learner.get_by_text("I teach until noon").first).to_be_visible()
    learner.get_by_role("button", name="Take this time").click()
    for page in (learner, teacher):
        expect(page.get_by_text("It is on")).to_be_visible()


def test_a_learner_moves_a_booking_and_its_instructor_sees_it(
    new_page: NewPage, app_server: AppServer, market: Market
) -> None:
    reference = market.request(market.other, key="moved", at=market.start + timedelta(days=7))
    perform(market.teacher, accept, reference=reference)
    learner, teacher = both(new_page, app_server, market, reference, who="other")
    before = teacher.locator("main time").first.inner_text()
    choose(learner, "Change the time")
    learner.get_by_role("button", name="Move it").click()
    expect(learner.get_by_text("Moved to another time").first).to_be_visible()
    expect(teacher.locator("main time").first).not_to_have_text(before)


def both(
    new_page: NewPage, server: AppServer, market: Market, reference: str, who: str = "learner"
) -> tuple[Page, Page]:
    """The learner and the instructor, each with the booking in front of them."""
    pages = [logged_in(new_page, server, each) for each in (getattr(market, who), market.teacher)]
    for page in pages:
        page.goto(f"/bookings/{reference}")
        expect(page.get_by_text(re.compile("^Booking ")).first).to_be_visible()
    return pages[0], pages[1]


def choose(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).click()
    page.get_by_role("dialog").get_by_role("option").last.click()
    expect(page.get_by_text("Choose again")).to_be_visible()
