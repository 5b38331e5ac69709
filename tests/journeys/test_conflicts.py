"""Two people, two tabs, a lost line: whatever happens in mid-booking ends in one booking and a clear screen."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from livesessions.models import BookingRequest
from livesessions.queries.availability import free_slots
from livesessions.runtime.work import GUEST, Actor, View, ask, perform
from livesessions.services.holds import release_hold
from tests.journeys.market import logged_in, marketplace
from tests.journeys.server import AppServer, running
from tests.journeys.test_booking import open_modal
from tests.services.market import Market

NewPage = Callable[..., Page]
KEEP_LINES = """
  window.lines = [];
  window.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given)
      lines.push(this)
      this.addEventListener("message", said => {
        this.hasLoaded ||= String(said.data).includes('"is_hydrated_rx_state_":true')
      })
    }
  }
"""


@pytest.fixture(scope="module")
def app_server(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """An app of its own, with nobody in it but these people."""
    with running(tmp_path_factory.mktemp("conflicts")) as server:
        yield server


@pytest.fixture(scope="module")
def market(app_server: AppServer) -> Iterator[Market]:
    with marketplace(app_server, price=0) as market:
        yield market


def test_a_time_taken_by_somebody_else_is_said_and_the_nearest_are_offered_in_place(
    new_page: NewPage, app_server: AppServer, market: Market
) -> None:
    page = logged_in(new_page, app_server, market.learner)
    open_modal(page)
    rival = market.hold(market.third, key="rival", at=first_free(market))  # the open page does not hear of it
    page.get_by_role("option").first.click()
    nearest = page.get_by_role("listbox", name="Free times close to it").get_by_role("option")
    expect(nearest).to_have_count(3)
    nearest.first.click()
    expect(page.get_by_role("group", name="The time you hold")).to_be_visible()
    perform(market.third, release_hold, reference=rival.reference)


def test_a_double_click_is_one_booking(new_page: NewPage, app_server: AppServer, market: Market) -> None:
    page = logged_in(new_page, app_server, market.third)
    open_modal(page)
    page.get_by_role("option").last.dblclick()
    describe(page)
    page.get_by_role("button", name="Send the request").dblclick()
    page.wait_for_url("**/bookings/*")
    expect(page.get_by_text("Waiting for an answer").first).to_be_visible()
    assert statuses(market.third).count("pending") == 1


def test_two_tabs_hold_one_time_and_send_one_request(
    new_page: NewPage, app_server: AppServer, market: Market
) -> None:
    first = logged_in(new_page, app_server, market.other)
    open_modal(first)
    first.get_by_role("option").last.click()
    expect(first.get_by_role("group", name="The time you hold")).to_be_visible()
    second = first.context.new_page()
    second.goto("/sessions/rust")
    second.get_by_role("button", name="Book", exact=True).filter(visible=True).first.click()
    expect(second.get_by_role("group", name="The time you hold")).to_be_visible()
    describe(first)
    first.get_by_role("button", name="Send the request").click()
    first.wait_for_url("**/bookings/*")
    expect(second.get_by_role("group", name="The time you hold")).to_have_count(0)
    assert statuses(market.other).count("pending") == 1


def test_going_back_shows_the_time_that_is_held(
    new_page: NewPage, app_server: AppServer, market: Market
) -> None:
    page = logged_in(new_page, app_server, market.learner)
    hold_one(page)
    page.goto("/student/sessions")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("group", name="The time you hold")).to_be_visible()
    assert statuses(market.learner).count("held") == 1


def test_a_lost_line_in_mid_booking_is_taken_up_again(
    new_page: NewPage, app_server: AppServer, market: Market
) -> None:
    page = logged_in(new_page, app_server, market.learner)
    page.add_init_script(KEEP_LINES)
    hold_one(page)
    topic = page.get_by_label("What would you like to learn?")
    topic.press_sequentially("Life")  # in mid-word: the app has heard nothing of it yet
    page.evaluate("lines.splice(0).forEach(line => line.close())")
    page.wait_for_function("() => lines.some(line => line.hasLoaded)")
    expect(topic).to_have_value("Life")
    describe(page)
    page.get_by_role("button", name="Send the request").click()
    page.wait_for_url("**/bookings/*")
    assert statuses(market.learner).count("pending") == 1


def first_free(market: Market) -> datetime:
    today = datetime.now(UTC).date()
    asked = {"offering_id": market.offering_id, "first_day": today, "last_day": today + timedelta(days=9)}
    return min(slot.start for slot in ask(GUEST, free_slots, **asked).slots())


def hold_one(page: Page) -> None:
    page.goto("/sessions/rust")
    page.get_by_role("button", name="Book", exact=True).filter(visible=True).first.click()
    held = page.get_by_role("group", name="The time you hold")
    times = page.get_by_role("listbox").get_by_role("option")
    expect(held.or_(times.first).first).to_be_visible()
    if not held.is_visible():
        times.last.click()
    expect(held).to_be_visible()


def describe(page: Page) -> None:
    keep = page.get_by_role("button", name="Keep this time")
    if keep.is_visible():
        keep.click()
    page.get_by_label("What would you like to learn?").fill("Lifetimes")
    page.get_by_role("button", name="Go on to the review").click()
    page.get_by_role("checkbox").check()


def statuses(who: Actor) -> list[str]:
    return ask(GUEST, _statuses, who.user_id or 0)


def _statuses(view: View, learner_id: int) -> list[str]:
    mine = select(BookingRequest.status).where(BookingRequest.learner_id == learner_id)
    return sorted(view.db.exec(mine))
