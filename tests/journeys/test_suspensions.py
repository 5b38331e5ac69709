"""An admin suspends people in a browser: whoever looks at something of theirs sees it, and money is back."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from livesessions.domain.suspensions import INSTRUCTOR_GONE, TEACHING_SUSPENDED
from livesessions.runtime.work import SYSTEM, perform
from livesessions.services.accounts import make_admin
from tests.journeys.books import check_books
from tests.journeys.letters import letter_to
from tests.journeys.market import logged_in, marketplace
from tests.journeys.server import AppServer, running
from tests.journeys.test_refunds import accepted, after_refund
from tests.services.market import Market

NewPage = Callable[..., Page]
WHY = "Learners told us of rude words."


@pytest.fixture(scope="module")
def app_server(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """An app of its own, with nobody in it but these people."""
    with running(tmp_path_factory.mktemp("suspensions")) as server:
        yield server


@pytest.fixture(scope="module")
def market(app_server: AppServer) -> Iterator[Market]:
    with marketplace(app_server, price=3000) as market:
        perform(SYSTEM, make_admin, email="mia@example.org")
        yield market


@pytest.fixture
def admin(new_page: NewPage, app_server: AppServer, market: Market) -> Page:
    return logged_in(new_page, app_server, market.third)


def test_teaching_is_suspended_before_everybodys_eyes_and_restored(
    learner: Page, teacher: Page, admin: Page, app_server: AppServer
) -> None:
    reference = accepted(learner, teacher)
    teacher.goto("/instructor/dashboard/coupons")
    dialog = ask(admin, "Tara", "Suspend teaching")
    expect(dialog).to_contain_text("1 session still to come is called off")
    expect(dialog).to_contain_text("€30.00 goes back")
    dialog.get_by_role("button", name="Suspend teaching").click()
    expect(dialog.get_by_text("Please give a reason")).to_be_visible()
    give_reason(dialog, "Suspend teaching")
    expect(admin.get_by_text("Teaching suspended", exact=True)).to_be_visible()

    expect(learner.get_by_text(INSTRUCTOR_GONE).first).to_be_visible()
    expect(learner.get_by_text("Given back")).to_be_visible()
    check_books(reference, **after_refund(3000))
    expect(teacher.get_by_text("Your teaching is suspended", exact=True)).to_be_visible()
    teacher.get_by_role("button", name="New coupon").click()
    expect(teacher.get_by_role("alert")).to_contain_text(TEACHING_SUSPENDED)
    assert WHY in letter_to(app_server, "tara@example.org", "Your teaching is suspended").as_string()

    give_reason(ask(admin, "Tara", "Restore"), "Restore")
    expect(teacher.get_by_text("Your teaching is suspended", exact=True)).to_have_count(0)
    learner.goto("/sessions/rust")
    expect(learner.get_by_role("button", name="Book", exact=True).first).to_be_visible()


def test_a_suspended_person_is_out_at_once_and_stays_outside(
    new_page: NewPage, app_server: AppServer, market: Market, admin: Page
) -> None:
    omar = logged_in(new_page, app_server, market.other)
    omar.goto("/student/sessions")
    expect(omar.get_by_role("heading", level=1, name="My sessions")).to_be_visible()
    give_reason(ask(admin, "Omar", "Suspend"), "Suspend")
    omar.wait_for_url("**/log-in?*")


def ask(admin: Page, name: str, deed: str) -> Page:
    """Looks somebody up and opens the question about them."""
    if not admin.url.endswith("/admin/people"):
        admin.goto("/admin/people")
    people = admin.get_by_role("main").get_by_role("listitem")
    expect(people.first).to_be_visible()
    admin.get_by_label("Name, e-mail or public page").fill(name)
    admin.get_by_role("button", name="Search", exact=True).click()
    expect(people).to_have_count(1)
    admin.get_by_role("button", name=f"{deed} {name}", exact=True).click()
    return admin.get_by_role("dialog")  # type: ignore[return-value]


def give_reason(dialog: Page, button: str) -> None:
    dialog.get_by_label("Why?").fill(WHY)
    dialog.get_by_role("button", name=button, exact=True).click()
    expect(dialog).to_have_count(0)
