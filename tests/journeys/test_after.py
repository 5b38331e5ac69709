"""What comes after booking: the room with two people in it, and what was earned."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from livesessions.domain import ledger
from livesessions.domain.money import Money, split
from livesessions.models import BookingRequest, LiveSession, Payment
from livesessions.runtime.work import SYSTEM, Work, perform
from livesessions.services.bookings import accept
from livesessions.services.ledger import post
from tests.journeys.market import logged_in, marketplace
from tests.journeys.server import AppServer, running
from tests.services.market import Market, booking, live_session

NewPage = Callable[..., Page]


@pytest.fixture(scope="module")
def app_server(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """An app of its own, with nobody in it but these people."""
    with running(tmp_path_factory.mktemp("after")) as server:
        yield server


@pytest.fixture(scope="module")
def market(app_server: AppServer) -> Iterator[Market]:
    with marketplace(app_server) as market:
        yield market


@pytest.fixture(scope="module")
def reference(market: Market) -> str:
    """An accepted booking whose session began five minutes ago."""
    reference = market.request(at=market.start.replace(second=0, microsecond=0))
    perform(market.teacher, accept, reference=reference)
    perform(SYSTEM, begin, live_session_id=live_session(reference).id)
    return reference


def begin(work: Work, *, live_session_id: int) -> None:
    running_now = work.db.get_one(LiveSession, live_session_id)
    running_now.starts_at = work.now - timedelta(minutes=5)
    running_now.ends_at = work.now + timedelta(minutes=55)


def earn(work: Work, *, booking_id: int, instructor_id: int) -> None:
    """Thirty euros for a booking, as the ledger keeps them once it is completed."""
    price = Money(3000, "EUR")
    row = work.db.get_one(BookingRequest, booking_id)
    paid = {"price": 3000, "due": 3000, "captured": 3000, "currency": "EUR", "status": "captured"}
    work.db.add(
        Payment(booking_id=row.id, gateway="sandbox", manual_capture=True, created_at=work.now, **paid)
    )
    post(work, ledger.capture("journey", booking_id, price))
    post(work, ledger.earn("journey", booking_id, split(price, 10), instructor_id))


def test_coming_and_going_is_seen_in_the_room(
    new_page: NewPage, app_server: AppServer, market: Market, reference: str
) -> None:
    room = f"/room/{live_session(reference).reference}"
    teacher, learner = (logged_in(new_page, app_server, who) for who in (market.teacher, market.learner))
    for page in (teacher, learner):
        page.goto(room)
        page.get_by_role("button", name="Enter the room").click()
    expect(teacher.get_by_text("Lena came in.")).to_be_visible()
    learner.reload()
    expect(learner.get_by_text("You are in the room")).to_be_visible()
    learner.get_by_role("button", name="Leave the room").click()
    expect(teacher.get_by_text("Lena left.")).to_be_visible()


def test_a_stranger_finds_no_room(
    new_page: NewPage, app_server: AppServer, market: Market, reference: str
) -> None:
    stranger = logged_in(new_page, app_server, market.other)
    stranger.goto(f"/room/{live_session(reference).reference}")
    expect(stranger.get_by_text("There is no such page")).to_be_visible()


def test_charts_are_fetched_when_somebody_looks_and_are_tables_too(
    new_page: NewPage, app_server: AppServer, market: Market, reference: str
) -> None:
    ids = {"booking_id": booking(reference).id, "instructor_id": market.teacher.user_id or 0}
    perform(SYSTEM, earn, **ids)
    page = logged_in(new_page, app_server, market.teacher)
    page.set_viewport_size({"width": 360, "height": 400})
    fetched: list[str] = []
    page.on("request", lambda sent: fetched.append(sent.url) if "plotly" in sent.url else None)
    page.goto("/instructor/dashboard/earnings")
    expect(page.get_by_text("€27.00").first).to_be_visible()
    assert fetched == []
    page.get_by_role("img", name="Bar chart of earnings by month").scroll_into_view_if_needed()
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    assert fetched
    page.get_by_text("As a table").first.click()
    expect(page.get_by_role("table", name="Your share by month").get_by_role("row")).to_have_count(13)
