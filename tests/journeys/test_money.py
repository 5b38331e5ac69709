"""Money in a browser beyond paying: it is disputed, it is paid out, and the ledger balances after each."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from livesessions.runtime.clock import make_clock
from livesessions.runtime.work import SYSTEM, perform
from livesessions.services.accounts import make_admin
from livesessions.services.rooms import enter_room
from tests.journeys.books import check_books
from tests.journeys.market import logged_in, marketplace
from tests.journeys.server import AppServer, running
from tests.journeys.test_booking import accept, choose_a_time, describe
from tests.journeys.test_refunds import booked, enter, now
from tests.journeys.traveller import Traveller
from tests.services.market import Market, live_session

NewPage = Callable[..., Page]
GOOD, DISPUTED = "4242424242424242", "4000000000000259"
FEE, DISPUTE_FEE = 117, 1500


@pytest.fixture(scope="module")
def app_server(
    built: None, traveller: Traveller, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AppServer]:
    """An app of its own, whose clock can be moved."""
    with running(tmp_path_factory.mktemp("money"), CLOCK_OFFSET_FILE=str(traveller.file)) as server:
        yield server


@pytest.fixture(scope="module")
def market(app_server: AppServer, traveller: Traveller) -> Iterator[Market]:
    with marketplace(app_server, clock=make_clock(traveller.file), price=3000) as market:
        perform(SYSTEM, make_admin, email="mia@example.org")
        yield market


@pytest.fixture
def admin(new_page: NewPage, app_server: AppServer, market: Market) -> Page:
    return logged_in(new_page, app_server, market.third)


def test_a_disputed_payment_is_answered_and_lost(learner: Page, teacher: Page, admin: Page) -> None:
    reference = sold(learner, teacher, DISPUTED)
    spent = FEE + DISPUTE_FEE
    check_books(reference, gateway=-spent, disputes=3000, escrow=-3000, gateway_fees=spent)
    admin.goto("/admin/money")
    admin.get_by_role("button", name="Answer").click()
    dialog = admin.get_by_role("dialog")
    expect(dialog).to_contain_text("Terms accepted")
    dialog.get_by_label("Anything to add").fill("They asked for this very time.")
    dialog.get_by_role("button", name="Send to the bank").click()
    expect(admin.get_by_text("Sent ", exact=False).first).to_be_visible()
    decide(admin, "We lose")
    check_books(reference, gateway=-spent, gateway_fees=spent)
    admin.goto("/admin/money")
    expect(admin.get_by_text("Lost", exact=True)).to_be_visible()


def test_a_disputed_share_is_held_back_until_it_is_won(
    learner: Page, teacher: Page, admin: Page, market: Market, traveller: Traveller
) -> None:
    reference = sold(learner, teacher, DISPUTED)
    take_place(reference, market, traveller)
    spent = FEE + DISPUTE_FEE
    check_books(reference, gateway=-spent, disputes=3000, gateway_fees=spent, instructor=-2700, revenue=-300)
    teacher.goto("/instructor/dashboard/payouts")
    expect(teacher.get_by_text("Held back: the learner’s bank is looking into the payment")).to_be_visible()
    decide(admin, "We win")
    earned = {"gateway": 3000 - FEE, "gateway_fees": FEE, "instructor": -2700, "revenue": -300}
    check_books(reference, **earned)
    expect(teacher.get_by_text("Available ", exact=False).first).to_be_visible()


def test_a_session_is_paid_out_to_the_last_cent(
    learner: Page, teacher: Page, market: Market, traveller: Traveller
) -> None:
    name_a_bank(teacher)
    reference = sold(learner, teacher, GOOD)
    take_place(reference, market, traveller)
    check_books(reference, gateway=3000 - FEE, gateway_fees=FEE, instructor=-2700, revenue=-300)
    traveller.go_to(now(traveller) + timedelta(days=8))
    check_books(reference, gateway=300 - FEE, gateway_fees=FEE, revenue=-300)
    teacher.goto("/instructor/dashboard/payouts")
    expect(teacher.get_by_text("Being prepared")).to_be_visible()
    for state in ("On its way", "Arrived"):
        traveller.go_to(now(traveller) + timedelta(hours=25))
        expect(teacher.get_by_role("cell").get_by_text(state)).to_be_visible(timeout=20_000)
    check_books(reference, gateway=300 - FEE, gateway_fees=FEE, revenue=-300)
    read_the_statement(teacher, reference)


def test_a_reported_problem_holds_the_share_back_until_a_part_is_given_back(
    learner: Page, teacher: Page, admin: Page, market: Market, traveller: Traveller
) -> None:
    reference = sold(learner, teacher, GOOD)
    take_place(reference, market, traveller)
    report(learner, reference, "The picture stood still for half an hour.")
    teacher.goto("/instructor/dashboard/payouts")
    expect(teacher.get_by_text("Held back: the learner reported a problem")).to_be_visible()
    admin.goto("/admin/money")
    expect(admin.get_by_text("The picture stood still for half an hour.")).to_be_visible()
    admin.get_by_role("button", name="Give money back").click()
    how_much = admin.get_by_label("How much goes back?")
    expect(how_much).to_have_value("30.00")
    how_much.fill("31")
    admin.get_by_role("button", name="Give it back").click()
    expect(admin.get_by_text("no more than is left of the payment")).to_be_visible()
    how_much.fill("10")
    admin.get_by_role("button", name="Give it back").click()
    expect(admin.get_by_text("No reported problems")).to_be_visible()
    check_books(reference, gateway=2000 - FEE, gateway_fees=FEE, instructor=-1800, revenue=-200)
    expect(learner.get_by_text("€10.00", exact=True)).to_be_visible()


def report(learner: Page, reference: str, said: str) -> None:
    """Tells of a problem; an empty report is refused where it is written."""
    learner.goto(f"/bookings/{reference}")
    learner.get_by_role("button", name="Report a problem").click()
    dialog = learner.get_by_role("dialog")
    dialog.get_by_role("button", name="Send the report").click()
    expect(dialog.get_by_text("Please say what went wrong")).to_be_visible()
    dialog.get_by_label("What went wrong?").fill(said)
    dialog.get_by_role("button", name="Send the report").click()
    expect(learner.get_by_text("We are looking at the problem you reported")).to_be_visible()


def sold(learner: Page, teacher: Page, card: str) -> str:
    """A session that is paid with this card and accepted."""
    choose_a_time(learner)
    describe(learner, "Lifetimes")
    learner.wait_for_url("**/sandbox/checkout/*")
    enter(learner, card)
    reference = booked(learner)
    teacher.goto(f"/bookings/{reference}")
    accept(teacher, topic="Lifetimes")
    expect(learner.get_by_text("€30.00 paid")).to_be_visible()
    return reference


def take_place(reference: str, market: Market, traveller: Traveller) -> None:
    """Both come, and a day later the session counts as completed."""
    met = live_session(reference)
    traveller.go_to(met.starts_at)
    for who in (market.teacher, market.learner):
        perform(who, enter_room, reference=met.reference)
    traveller.go_to(met.ends_at + timedelta(hours=25))


def decide(admin: Page, verdict: str) -> None:
    """Plays the bank."""
    admin.goto("/sandbox")
    admin.get_by_role("button", name=verdict).click()
    expect(admin.get_by_text("Pay with the card that disputes.")).to_be_visible()


def name_a_bank(teacher: Page) -> None:
    teacher.goto("/instructor/dashboard/payouts")
    teacher.get_by_label("Country of your bank").select_option("DE")
    teacher.get_by_role("button", name="Set up payouts").click()
    teacher.wait_for_url("**/sandbox/onboarding/*")
    teacher.get_by_role("link", name="Not now").click()
    expect(teacher.get_by_text("Your payout account is not finished")).to_be_visible()
    teacher.get_by_role("button", name="Go on").click()
    teacher.wait_for_url("**/sandbox/onboarding/*")
    teacher.get_by_role("link", name="DE89").click()
    teacher.get_by_role("button", name="Confirm and go back").click()
    expect(teacher.get_by_text("Payouts are set up")).to_be_visible(timeout=15_000)


def read_the_statement(teacher: Page, reference: str) -> None:
    table = teacher.request.get("/statements/1.csv").text()
    assert reference in table
    teacher.get_by_role("link", name="Print").last.click()
    expect(teacher.get_by_role("heading", name="Statement of payout")).to_be_visible()
    for amount in ("€30.00", "€3.00", "€27.00"):
        expect(teacher.get_by_role("cell", name=amount, exact=True).first).to_be_visible()
