"""An instructor sets hours and writes offerings in a browser; learners see it at once."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.market import logged_in, marketplace
from tests.journeys.server import AppServer, running
from tests.journeys.test_booking import open_modal
from tests.services.market import Market

NewPage = Callable[..., Page]
HOURS = "/instructor/dashboard/sessions"
OFFERINGS = "/instructor/dashboard/offerings"


@pytest.fixture(scope="module")
def app_server(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """An app of its own, with nobody in it but these people."""
    with running(tmp_path_factory.mktemp("teaching")) as server:
        yield server


@pytest.fixture(scope="module")
def market(app_server: AppServer) -> Iterator[Market]:
    with marketplace(app_server, price=0) as market:
        yield market


@pytest.fixture
def hours(teacher: Page) -> Page:
    teacher.goto(HOURS)
    expect(teacher.get_by_role("tab", name="Weekly hours")).to_be_visible()
    return teacher


def save(page: Page) -> None:
    page.get_by_role("button", name="Save hours").click()
    expect(page.get_by_text("Your hours are saved.").first).to_be_visible()
    expect(page.get_by_role("button", name="Save hours")).to_have_count(0)


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def test_saved_hours_reach_a_picker_that_is_open(hours: Page, new_page: NewPage) -> None:
    learner = new_page(timezone_id="UTC")
    open_modal(learner)
    before = learner.get_by_role("option").count()
    tab(hours, "Rules")
    hours.get_by_label("Start times every").select_option(label="30 min")
    save(hours)
    expect(learner.get_by_role("option")).not_to_have_count(before)
    assert learner.get_by_role("option").count() > before


def test_wrong_hours_are_marked_and_kept_until_they_are_mended(hours: Page) -> None:
    until = hours.get_by_label("Tuesday, until")
    until.fill("08:00")
    expect(hours.get_by_text("Ends before it starts.")).to_be_visible()
    hours.get_by_role("button", name="Save hours").click()
    expect(hours.get_by_text("please mend what is marked")).to_be_visible()
    expect(until).to_have_value("08:00")
    until.fill("18:00")
    expect(hours.get_by_text("Ends before it starts.")).to_have_count(0)
    save(hours)
    hours.reload()
    expect(hours.get_by_label("Tuesday, until")).to_have_value("18:00")


def test_a_draft_outlives_a_reload_until_it_is_thrown_away(hours: Page) -> None:
    hours.get_by_role("switch", name="Sunday").click()
    expect(hours.get_by_label("Sunday, from")).to_have_count(0)
    hours.reload()
    expect(hours.get_by_label("Monday, from")).to_be_visible()
    expect(hours.get_by_label("Sunday, from")).to_have_count(0)
    hours.get_by_role("button", name="Discard").click()
    expect(hours.get_by_label("Sunday, from")).to_have_value("09:00")


def test_hours_are_copied_to_other_days(hours: Page) -> None:
    hours.get_by_label("Add hours on Wednesday").click()
    expect(hours.get_by_label("Wednesday, from")).to_have_count(2)
    hours.get_by_label("Copy the hours of Wednesday to other days").click()
    dialog = hours.get_by_role("dialog")
    dialog.get_by_label("Friday").check()
    dialog.get_by_role("button", name="Copy").click()
    expect(hours.get_by_label("Friday, from")).to_have_count(2)
    hours.get_by_role("button", name="Discard").click()
    expect(hours.get_by_label("Friday, from")).to_have_count(1)


def test_another_zone_asks_whether_the_clock_times_stay(hours: Page) -> None:
    zone = hours.get_by_label("Your time zone")
    zone.fill("kathmandu")
    hours.get_by_role("option", name="Asia / Kathmandu").click()
    hours.get_by_role("button", name="Keep the same moments").click()
    expect(hours.get_by_label("Monday, from")).to_have_value("14:45")
    expect(zone).to_have_value("Asia / Kathmandu")
    hours.get_by_role("button", name="Discard").click()
    expect(zone).to_have_value("UTC")


def test_a_day_off_empties_the_preview_and_says_why(hours: Page) -> None:
    day = datetime.now(UTC).date() + timedelta(days=4)
    tab(hours, "Dates")
    hours.get_by_role("button", name="Add days off or other hours").click()
    hours.get_by_label("First day").fill(day.isoformat())
    hours.get_by_role("button", name="Apply").click()
    expect(hours.get_by_text("Day off", exact=True)).to_be_visible()
    tab(hours, "Preview")
    expect(preview_of(hours, day)).to_contain_text("No times")
    tab(hours, "Why not?")
    hours.get_by_role("textbox", name="Date", exact=True).fill(day.isoformat())
    hours.get_by_label("Time on your clock").fill("10:00")
    hours.get_by_role("button", name="Why isn’t it offered?").click()
    expect(hours.get_by_text("That date has hours of its own")).to_be_visible()
    hours.get_by_role("button", name="Discard").click()


def preview_of(page: Page, day: date) -> Locator:
    return (
        page.get_by_label("Times a learner sees")
        .get_by_role("listitem")
        .filter(has_text=f" {day.day} {day:%b}")
    )


def test_a_booking_left_outside_is_shown_before_saving_and_stays(hours: Page, market: Market) -> None:
    market.request(at=market.start.replace(second=0, microsecond=0))
    hours.reload()
    expect(hours.get_by_text("Waits for your answer")).to_be_visible()
    hours.get_by_role("switch", name=f"{market.start:%A}").click()
    hours.get_by_role("button", name="Save hours").click()
    dialog = hours.get_by_role("dialog")
    expect(dialog).to_contain_text("Lena")
    dialog.get_by_role("button", name="Save, keep these sessions").click()
    expect(dialog).to_have_count(0)
    expect(hours.get_by_text("Waits for your answer")).to_be_visible()
    hours.reload()
    expect(hours.get_by_role("switch", name=f"{market.start:%A}")).not_to_be_checked()


def test_an_offering_is_mended_where_it_is_marked_and_published(teacher: Page, new_page: NewPage) -> None:
    teacher.goto(OFFERINGS)
    teacher.get_by_role("link", name="New offering").click()
    teacher.get_by_label("Title").fill("Rust")
    teacher.get_by_label("Price for each learner").fill("thirty")
    teacher.get_by_role("button", name="Save and publish").click()
    expect(teacher.get_by_text("Write an amount such as 12.50.").first).to_be_visible()
    teacher.get_by_label("Price for each learner").fill("30.00")
    teacher.get_by_label("Title").fill("Rust lifetimes in two hours")
    teacher.get_by_label("Domain").select_option(label="Programming")
    teacher.get_by_label("Another topic").fill("Rust, Lifetimes")
    teacher.get_by_role("button", name="Save and publish").click()
    expect(teacher).to_have_url(re.compile(rf"{OFFERINGS}/\d+$"))
    expect(teacher.get_by_text("Tell learners what they will do").first).to_be_visible()
    teacher.get_by_label("Description").fill("We read your code until the borrow checker is your friend.")
    teacher.get_by_role("button", name="Save and publish").click()
    expect(teacher.get_by_text("Published", exact=True)).to_be_visible()
    guest = new_page()
    guest.goto("/sessions/rust-lifetimes-in-two-hours")
    expect(guest.get_by_role("heading", name="Rust lifetimes in two hours")).to_be_visible()
    expect(guest.get_by_text("€30.00").first).to_be_visible()


def test_a_group_runs_on_published_dates(teacher: Page) -> None:
    day = datetime.now(UTC).date() + timedelta(days=9)
    teacher.goto(f"{OFFERINGS}/new")
    teacher.get_by_label("Title").fill("Rust reading circle")
    teacher.get_by_label("Domain").select_option(label="Programming")
    teacher.get_by_text("Several learners share a session.").click()
    teacher.get_by_label("Seats").fill("6")
    teacher.get_by_label("Price for each learner").fill("0")
    teacher.get_by_role("button", name="Save", exact=True).click()
    teacher.get_by_role("textbox", name="Date", exact=True).fill(day.isoformat())
    teacher.get_by_label("Start", exact=True).fill("19:00")
    teacher.get_by_role("button", name="Add date").click()
    expect(teacher.get_by_text("0 of 6 seats taken")).to_be_visible()
    teacher.get_by_label(re.compile("^Withdraw")).click()
    expect(teacher.get_by_text("No dates yet.")).to_be_visible()


def test_archiving_asks_first(teacher: Page, market: Market) -> None:
    teacher.goto(f"{OFFERINGS}/{market.offering_id}")
    teacher.get_by_role("button", name="Archive").click()
    teacher.get_by_role("dialog").get_by_role("button", name="Archive").click()
    expect(teacher.get_by_role("button", name="Save and publish again")).to_be_visible()


@pytest.mark.parametrize("path", [HOURS, OFFERINGS, f"{OFFERINGS}/new"])
def test_a_learner_is_kept_out(new_page: NewPage, app_server: AppServer, market: Market, path: str) -> None:
    page = logged_in(new_page, app_server, market.learner)
    page.goto(path)
    expect(page.get_by_text("This page is not yours to see")).to_be_visible()


@pytest.mark.parametrize("path", [HOURS, OFFERINGS, f"{OFFERINGS}/new"])
def test_a_phone_never_scrolls_sideways(teacher: Page, path: str) -> None:
    teacher.set_viewport_size({"width": 360, "height": 740})
    teacher.goto(path)
    expect(teacher.get_by_role("heading", level=1)).to_be_visible()
    teacher.wait_for_load_state("networkidle")
    assert teacher.evaluate("document.documentElement.scrollWidth") == 360
