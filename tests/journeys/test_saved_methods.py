"""A card saved for a request far ahead, in a browser: charged on acceptance, or paid by a link."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from livesessions.domain.times import minute
from livesessions.runtime.clock import make_clock
from tests.journeys.books import check_books
from tests.journeys.letters import letter_to
from tests.journeys.market import marketplace
from tests.journeys.server import AppServer, running
from tests.journeys.test_booking import accept
from tests.journeys.test_refunds import enter
from tests.journeys.traveller import Traveller
from tests.services.market import Market, booking, payment

GOOD, ASKS, DECLINES = "4242424242424242", "4000002760003184", "4000000000000341"
LENA, TARA = "lena@example.org", "tara@example.org"
FEE = 117  # what the sandbox keeps of thirty euros
PAID = {"gateway": 3000 - FEE, "escrow": -3000, "gateway_fees": FEE}


@pytest.fixture(scope="module")
def app_server(
    built: None, traveller: Traveller, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AppServer]:
    """An app whose instructors may take longer to answer than any card is held."""
    settings = {"CLOCK_OFFSET_FILE": str(traveller.file), "ANSWER_WITHIN_HOURS": "240"}
    with running(tmp_path_factory.mktemp("saved"), **settings) as server:
        yield server


@pytest.fixture(scope="module")
def market(app_server: AppServer, traveller: Traveller) -> Iterator[Market]:
    with marketplace(app_server, clock=make_clock(traveller.file), price=3000) as market:
        yield market


def test_a_saved_card_is_charged_when_the_instructor_accepts(
    learner: Page, teacher: Page, market: Market
) -> None:
    reference = requested(learner, market, GOOD, days=14)
    expect(learner.get_by_text("Card saved, charged when accepted")).to_be_visible()
    check_books(reference)
    say_yes(teacher, learner.url)
    expect(learner.get_by_text("€30.00 paid")).to_be_visible()
    check_books(reference, **PAID)


@pytest.mark.parametrize(("card", "days"), [(ASKS, 15), (DECLINES, 16)], ids=["asks", "declines"])
def test_a_charge_that_needs_the_person_is_paid_by_a_link(
    learner: Page, teacher: Page, market: Market, app_server: AppServer, card: str, days: int
) -> None:
    reference = requested(learner, market, card, days=days)
    say_yes(teacher, learner.url)
    expect(learner.get_by_text("your place is kept until")).to_be_visible()
    expect(teacher.get_by_text("Lena’s card could not be charged")).to_be_visible()
    check_books(reference)
    assert "Your place is kept until" in str(letter_to(app_server, LENA, "Please pay “Rust” by"))
    assert letter_to(app_server, TARA, "Lena’s payment for “Rust”")
    learner.get_by_role("button", name="Pay €30.00").click()
    learner.wait_for_url("**/sandbox/checkout/*")
    enter(learner, GOOD)
    learner.wait_for_url(f"**/bookings/{reference}")
    expect(learner.get_by_text("€30.00 paid")).to_be_visible()
    check_books(reference, **PAID)


def test_a_link_nobody_used_gives_the_time_back(
    learner: Page, teacher: Page, market: Market, app_server: AppServer, traveller: Traveller
) -> None:
    reference = requested(learner, market, ASKS, days=17)
    say_yes(teacher, learner.url)
    expect(learner.get_by_text("your place is kept until")).to_be_visible()
    until = payment(reference).owed_until
    assert until is not None
    traveller.go_to(until + timedelta(seconds=1))
    expect(learner.get_by_text("Expired", exact=True).first).to_be_visible(timeout=20_000)
    check_books(reference)
    assert booking(reference).status == "expired"
    assert letter_to(app_server, TARA, "Not paid: “Rust”")


def requested(page: Page, market: Market, card: str, *, days: int) -> str:
    """Asks for a session so far ahead that its answer may take longer than a card is held."""
    page.goto(f"/sessions/rust?book={market.offering_id}@{minute(market.start + timedelta(days=days))}")
    page.get_by_role("option").first.click()
    topic = page.get_by_label("What would you like to learn?")
    expect(topic).to_be_visible()
    topic.fill("Lifetimes")
    page.get_by_role("button", name="Go on to the review").click()
    expect(page.get_by_text("Your card is saved now and charged when Tara accepts.")).to_be_visible()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Save your card").click()
    page.wait_for_url("**/sandbox/checkout/*")
    enter(page, card)
    if card == ASKS:
        page.get_by_role("button", name="Yes, it is me").click()
    page.wait_for_url("**/bookings/*")
    return page.url.rpartition("/")[2]


def say_yes(page: Page, url: str) -> None:
    page.goto(url)
    accept(page, topic="Lifetimes")
