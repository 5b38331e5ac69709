"""Paying and getting money back in a browser: what the pages say, what the letters say, what the ledger holds."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from livesessions.models import InstructorAvailability
from livesessions.runtime.clock import make_clock
from livesessions.runtime.locales import moment
from livesessions.runtime.work import SYSTEM, Work, perform
from tests.journeys.books import check_books
from tests.journeys.letters import letter_to
from tests.journeys.market import marketplace
from tests.journeys.server import AppServer, running
from tests.journeys.test_booking import accept, choose_a_time, describe, pay
from tests.journeys.traveller import Traveller
from tests.services.market import Market, live_session

LENA = "lena@example.org"
FEE = 117  # what the sandbox keeps of thirty euros
DECLINED, POOR, CHALLENGED, GOOD = (
    "4000000000000002",
    "4000000000009995",
    "4000002500003155",
    "4242424242424242",
)


@pytest.fixture(scope="module")
def app_server(
    built: None, traveller: Traveller, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AppServer]:
    """An app of its own, whose clock can be moved."""
    folder = tmp_path_factory.mktemp("refunds")
    with running(folder, CLOCK_OFFSET_FILE=str(traveller.file)) as server:
        yield server


@pytest.fixture(scope="module")
def market(app_server: AppServer, traveller: Traveller) -> Iterator[Market]:
    with marketplace(app_server, clock=make_clock(traveller.file), price=3000) as market:
        perform(SYSTEM, ask_for_notice, hours=48)
        yield market


def ask_for_notice(work: Work, *, hours: int) -> None:
    """The first free time is far enough ahead for every tier."""
    for window in work.db.exec(select(InstructorAvailability)):
        window.min_lead_time_hours = hours


def test_a_bank_that_says_no_is_heard_and_another_card_pays(learner: Page) -> None:
    choose_a_time(learner)
    describe(learner, "Lifetimes")
    learner.wait_for_url("**/sandbox/checkout/*")
    for number, said in ((DECLINED, "was declined"), (POOR, "insufficient funds")):
        enter(learner, number)
        expect(learner.get_by_role("alert")).to_contain_text(said)
    enter(learner, CHALLENGED)
    learner.get_by_role("button", name="No, let it fail").click()
    expect(learner.get_by_role("alert")).to_contain_text("could not confirm that it is you")
    learner.get_by_role("link", name="Cancel and go back").click()
    reference = booked(learner)
    expect(learner.get_by_role("alert")).to_contain_text("Your bank could not confirm that it is you.")
    expect(learner.get_by_text(re.compile(r"Held for \d"))).to_be_visible()
    check_books(reference)
    learner.get_by_role("button", name="Pay €30.00").click()
    learner.wait_for_url("**/sandbox/checkout/*")
    enter(learner, GOOD)
    learner.wait_for_url("**/bookings/*")
    expect(learner.get_by_text("Reserved on the card")).to_be_visible()
    check_books(reference)


@pytest.mark.parametrize(
    ("notice", "preview", "books"),
    [
        (timedelta(hours=24, minutes=5), "You get all of it back: €30.00.", {"refunded": 3000}),
        (timedelta(hours=13), "You get €15.00 of €30.00 back.", {"refunded": 1500}),
        (timedelta(hours=3), "It is too late for a refund of the €30.00.", {"refunded": 0}),
    ],
    ids=["free", "partial", "none"],
)
def test_a_learner_who_cancels_gets_back_what_was_said(
    learner: Page,
    teacher: Page,
    app_server: AppServer,
    traveller: Traveller,
    notice: timedelta,
    preview: str,
    books: dict[str, int],
) -> None:
    reference = accepted(learner, teacher)
    traveller.go_to(starts_at(reference) - notice)
    learner.reload()
    cancel(learner, preview)
    back = books["refunded"]
    check_books(reference, **after_refund(back))
    said = f"You get back €{back / 100:.2f}." if back else "It was too late for a refund."
    assert said in letter(app_server, "Cancelled: ", reference)
    expect(learner.get_by_text("Cancelled", exact=True).first).to_be_visible()
    given = learner.get_by_text("Given back")
    expect(given).to_be_visible() if back else expect(given).to_have_count(0)


def test_an_instructor_who_cancels_gives_everything_back(
    learner: Page, teacher: Page, app_server: AppServer, traveller: Traveller
) -> None:
    reference = accepted(learner, teacher)
    traveller.go_to(starts_at(reference) - timedelta(hours=1))
    teacher.reload()
    cancel(teacher, "Lena gets €30.00 back, all that was paid. You earn nothing.")
    check_books(reference, **after_refund(3000))
    assert "You get back €30.00." in letter(app_server, "Cancelled: ", reference)
    expect(learner.get_by_text("Given back")).to_be_visible()


def test_a_request_that_is_withdrawn_was_never_charged(learner: Page, app_server: AppServer) -> None:
    reference = requested(learner)
    cancel(learner, "Nothing has been charged, and nothing will be.")
    expect(learner.get_by_text("Not charged", exact=True)).to_be_visible()
    assert "You were not charged." in letter(app_server, "Cancelled: ", reference)
    check_books(reference)


def test_a_request_that_is_declined_was_never_charged(
    learner: Page, teacher: Page, app_server: AppServer
) -> None:
    reference = requested(learner)
    teacher.goto(f"/bookings/{reference}")
    teacher.get_by_role("button", name="Decline").click()
    dialog = teacher.get_by_role("dialog")
    dialog.get_by_label("Reason").fill("I am away that day.")
    dialog.get_by_role("button", name="Decline").click()
    expect(learner.get_by_text("You were not charged.")).to_be_visible()
    expect(learner.get_by_text("Not charged", exact=True)).to_be_visible()
    assert "You were not charged." in letter(app_server, "Tara can’t take", reference)
    check_books(reference)


def test_a_request_that_nobody_answers_was_never_charged(
    learner: Page, app_server: AppServer, traveller: Traveller
) -> None:
    reference = requested(learner)
    traveller.go_to(now(traveller) + timedelta(hours=25))
    expect(learner.get_by_text("Expired", exact=True).first).to_be_visible(timeout=15_000)
    expect(learner.get_by_text("Not charged", exact=True)).to_be_visible()
    assert "You were not charged." in letter(app_server, "Tara did not answer", reference)
    check_books(reference)


def requested(page: Page) -> str:
    """A session two days ahead or more, asked for and authorised."""
    choose_a_time(page)
    describe(page, "Lifetimes")
    pay(page)
    page.wait_for_url("**/bookings/*")
    expect(page.get_by_text("Reserved on the card")).to_be_visible()
    return booked(page)


def accepted(learner: Page, teacher: Page) -> str:
    reference = requested(learner)
    teacher.goto(f"/bookings/{reference}")
    accept(teacher, topic="Lifetimes")
    expect(learner.get_by_text("€30.00 paid")).to_be_visible()
    check_books(reference, gateway=3000 - FEE, escrow=-3000, gateway_fees=FEE)
    return reference


def cancel(page: Page, preview: str) -> None:
    page.get_by_role("button", name="Cancel this booking").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(preview)
    dialog.get_by_role("button", name="Cancel the booking").click()
    expect(dialog).to_have_count(0)


def enter(page: Page, number: str) -> None:
    page.locator("#number").fill(number)
    page.locator("#expiry").fill("12/40")
    page.locator("#cvc").fill("123")
    page.locator("button").first.click()


def booked(page: Page) -> str:
    page.wait_for_url("**/bookings/*")
    return page.url.rpartition("/")[2]


def starts_at(reference: str) -> datetime:
    return live_session(reference).starts_at


def now(traveller: Traveller) -> datetime:
    return make_clock(traveller.file)()


def letter(server: AppServer, subject: str, reference: str) -> str:
    """The text of Lena's letter about this booking."""
    when = moment(starts_at(reference), "UTC")
    wanted = re.escape(subject) + (f".*{re.escape(when)}" if subject.startswith("Cancelled") else "")
    body = letter_to(server, LENA, re.compile(wanted)).get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def after_refund(back: int) -> dict[str, int]:
    """What thirty captured euros come to, once `back` of them are returned and the rest is earned."""
    kept = 3000 - back
    sums = {
        "gateway": kept - FEE,
        "gateway_fees": FEE,
        "instructor": -kept * 9 // 10,
        "revenue": -kept // 10,
    }
    return {account: amount for account, amount in sums.items() if amount}
