"""One paid live session, from sign-up to the coming payout: two people, two browsers, one app."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.letters import letter_to
from tests.journeys.server import AppServer, running
from tests.journeys.test_accounts import sign_up, verify
from tests.journeys.test_booking import choose_a_time, describe, pay
from tests.journeys.traveller import Traveller

NewPage = Callable[..., Page]


@pytest.fixture(scope="module")
def app_server(
    built: None, traveller: Traveller, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AppServer]:
    """An app of its own, whose clock can be moved."""
    folder = tmp_path_factory.mktemp("walk")
    with running(folder, CLOCK_OFFSET_FILE=str(traveller.file)) as server:
        yield server


def test_one_paid_session_from_sign_up_to_payout(
    new_page: NewPage, app_server: AppServer, traveller: Traveller
) -> None:
    teacher, learner = new_page(timezone_id="Europe/Berlin"), new_page(timezone_id="America/New_York")
    sign_up(teacher, "ada@example.org", "Ada Stone")
    verify(teacher, app_server, "ada@example.org")
    become_instructor(teacher)
    set_hours(teacher)
    publish_offering(teacher)
    sign_up(learner, "ben@example.org", "Ben Hill")
    verify(learner, app_server, "ben@example.org")
    discover(learner)
    choose_a_time(learner, at=learner.url)
    describe(learner, "My first proof")
    pay(learner)
    learner.wait_for_url("**/bookings/*")
    answer(teacher)
    expect(learner.get_by_text("It is on").first).to_be_visible()
    expect(learner.locator("header").get_by_role("button", name=re.compile(r"\d new"))).to_be_visible()
    assert "calendar" in {part.get_content_type().split("/")[1] for part in invitation(app_server).walk()}
    meet(teacher, learner, app_server, traveller)
    review(learner)
    see_earnings(teacher)
    see_progress(learner)


def become_instructor(page: Page) -> None:
    page.goto("/become-instructor")
    page.get_by_label("Headline").fill("Proofs for everybody")
    page.get_by_label("About you").fill("I have taught logic for ten years, calmly and with many drawings.")
    page.get_by_role("button", name="Become an instructor").click()
    page.wait_for_url("**/instructor/dashboard/sessions")


def set_hours(page: Page) -> None:
    page.get_by_role("button", name="Monday to Friday, 9–17").click()
    page.get_by_role("button", name="Save hours").click()
    expect(page.get_by_text("Your hours are saved.").first).to_be_visible()


def publish_offering(page: Page) -> None:
    page.goto("/instructor/dashboard/offerings/new")
    page.get_by_label("Title").fill("Proofs by drawing")
    page.get_by_label("Description").fill(
        "We draw proofs together until they are clear, then write them down."
    )
    page.get_by_text("The learner proposes a topic, you agree on it.").click()
    page.get_by_label("Domain").select_option(label="Maths & Science")
    page.get_by_label("Another topic").fill("Proofs")
    page.get_by_label("Price for each learner").fill("30.00")
    page.get_by_role("button", name="Save and publish").click()
    expect(page.get_by_role("button", name="Save changes")).to_be_visible()


def discover(page: Page) -> None:
    page.goto("/sessions?q=proofs")
    page.get_by_role("link", name=re.compile("Proofs by drawing")).first.click()
    page.wait_for_url("**/sessions/proofs-by-drawing")


def answer(page: Page) -> None:
    page.goto("/instructor/dashboard/requests")
    page.get_by_role("button", name="Accept").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Accept").click()
    expect(dialog).to_have_count(0)


def invitation(server: AppServer) -> object:
    with closing(sqlite3.connect(server.data_dir / "livesessions.db")) as db:
        (starts_at,) = db.execute("SELECT starts_at FROM live_session").fetchone()
    assert starts_at
    return letter_to(server, "ben@example.org", re.compile("^Booked: “Proofs by drawing”"))


def meet(teacher: Page, learner: Page, server: AppServer, traveller: Traveller) -> None:
    """Both come in when the doors are open; afterwards the instructor says that it took place."""
    with closing(sqlite3.connect(server.data_dir / "livesessions.db")) as db:
        room, starts, ends = db.execute("SELECT reference, starts_at, ends_at FROM live_session").fetchone()
    traveller.go_to(_instant(starts) - timedelta(minutes=5))
    for page in (teacher, learner):
        page.goto(f"/room/{room}")
        page.get_by_role("button", name="Enter the room").click()
        expect(page.get_by_text("You are in the room")).to_be_visible()
    expect(teacher.get_by_text("Ben Hill").first).to_be_visible()
    traveller.go_to(_instant(starts) + timedelta(minutes=1))
    for page in (teacher, learner):
        page.reload()
        page.get_by_role("button", name="Enter the room").or_(page.get_by_text("You are in the room")).click()
    traveller.go_to(_instant(ends) + timedelta(minutes=1))
    teacher.reload()
    teacher.get_by_role("button", name="Mark as completed").click()
    expect(teacher.get_by_text("Completed").first).to_be_visible()


def review(page: Page) -> None:
    page.goto("/student/sessions")
    page.get_by_role("link", name=re.compile("Proofs by drawing")).first.click()
    page.locator("#review label", has_text="5").or_(page.get_by_label("5 stars")).first.click()
    page.locator("#review").get_by_role("textbox").fill("Now I can prove things!")
    page.locator("#review").get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Now I can prove things!").first).to_be_visible()


def see_earnings(page: Page) -> None:
    page.goto("/instructor/dashboard/earnings")
    expect(page.get_by_text("€27.00").first).to_be_visible()
    expect(page.get_by_text("€3.00").first).to_be_visible()
    page.goto("/instructor/dashboard/reviews")
    expect(page.get_by_text("Now I can prove things!").first).to_be_visible()


def see_progress(page: Page) -> None:
    page.goto("/student/sessions")
    expect(page.get_by_role("main")).to_contain_text("Your progress")


def _instant(stored: str) -> datetime:
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)
