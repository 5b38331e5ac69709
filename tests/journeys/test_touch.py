"""Fingers and keys: targets are large enough, places know themselves, what opens gives the focus back."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.journeys.market import logged_in, marketplace
from tests.journeys.server import AppServer, running
from tests.services.market import Market

NewPage = Callable[..., Page]
PHONE = {"width": 360, "height": 740}
DASHBOARD = "/instructor/dashboard"
PHONES = (PHONE, {"width": 390, "height": 844})
PUBLIC = ("/", "/sessions", "/sessions/rust", "/instructors/tara", "/log-in", "/sign-up", "/kit", "/nowhere")
LEARNERS = ("/student/sessions", "/settings", "/become-instructor")
PARTS = ("", "/requests", "/calendar", "/sessions", "/offerings", "/offerings/new", "/earnings", "/reviews")
# Links within a sentence are as high as their line (WCAG 2.5.8 leaves them out), and so is what nobody sees. A
# field's label is part of its target, and a card's link covers its card.
SMALL = """() => {
  const kinds = "a[href], button, input, select, textarea, summary, [role=tab], [role=option]"
  const reach = (thing) => [thing, ...(thing.labels ?? []), thing.closest("label")].filter(Boolean)
  const size = (thing) => Math.max(...reach(thing).map(each => each.getBoundingClientRect().height))
  const isSeen = (thing) => thing.checkVisibility() && thing.getBoundingClientRect().width > 4
  const isInline = (thing) => getComputedStyle(thing).display === "inline"
  const covers = (thing) => getComputedStyle(thing, "::after").position === "absolute"
  const counts = (thing) => isSeen(thing) && !isInline(thing) && !covers(thing)
  return [...document.querySelectorAll(kinds)].filter(thing => counts(thing) && size(thing) < 43.5)
    .map(thing => `${thing.tagName} ${thing.ariaLabel ?? thing.innerText} ${Math.round(size(thing))}`)
}"""


@pytest.fixture(scope="module")
def app_server(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """An app of its own, with nobody in it but these people."""
    with running(tmp_path_factory.mktemp("touch")) as server:
        yield server


@pytest.fixture(scope="module")
def market(app_server: AppServer) -> Iterator[Market]:
    with marketplace(app_server, price=3000) as market:
        yield market


def small_targets(page: Page, address: str) -> list[str]:
    page.set_viewport_size(PHONE)
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_attached()
    page.wait_for_load_state("networkidle")
    return page.evaluate(SMALL)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_guests_finger_hits(new_page: NewPage, market: Market, address: str) -> None:
    assert small_targets(new_page(), address) == []


@pytest.mark.parametrize("address", LEARNERS)
def test_a_learners_finger_hits(
    new_page: NewPage, app_server: AppServer, market: Market, address: str
) -> None:
    assert small_targets(logged_in(new_page, app_server, market.learner), address) == []


@pytest.mark.parametrize("part", PARTS)
def test_an_instructors_finger_hits(
    new_page: NewPage, app_server: AppServer, market: Market, part: str
) -> None:
    assert small_targets(logged_in(new_page, app_server, market.teacher), DASHBOARD + part) == []


@pytest.mark.parametrize(
    ("part", "name"), [("", "Overview"), ("/calendar", "Calendar"), ("/earnings", "Earnings")]
)
def test_the_dashboard_says_where_one_is_after_a_full_load(
    new_page: NewPage, app_server: AppServer, market: Market, part: str, name: str
) -> None:
    page = logged_in(new_page, app_server, market.teacher)
    page.goto(DASHBOARD + part)
    places = page.get_by_role("navigation", name="Dashboard")
    expect(places.locator("[aria-current=page]")).to_have_text([name])
    places.get_by_role("link", name="Requests").click()
    expect(places.locator("[aria-current=page]")).to_have_text(["Requests"])


def test_the_place_one_is_at_is_in_sight_on_a_phone(
    new_page: NewPage, app_server: AppServer, market: Market
) -> None:
    page = logged_in(new_page, app_server, market.teacher)
    page.set_viewport_size(PHONE)
    page.goto(f"{DASHBOARD}/reviews")
    expect(
        page.get_by_role("navigation", name="Dashboard").locator("[aria-current=page]")
    ).to_be_in_viewport()


def test_nobody_who_is_logged_in_is_asked_to_log_in(
    new_page: NewPage, app_server: AppServer, market: Market
) -> None:
    page = logged_in(new_page, app_server, market.learner)
    page.goto("/")
    expect(page.get_by_role("contentinfo").get_by_role("link", name="Settings")).to_be_visible()
    expect(page.get_by_role("link", name="Log in")).to_have_count(0)


@pytest.mark.parametrize("size", PHONES, ids=lambda size: f"{size['width']} wide")
def test_each_step_of_booking_opens_at_its_top_and_has_the_focus(
    new_page: NewPage, app_server: AppServer, market: Market, size: ViewportSize
) -> None:
    page = logged_in(new_page, app_server, market.learner)
    page.set_viewport_size(size)
    page.goto("/sessions/rust")
    page.get_by_role("button", name="Book", exact=True).filter(visible=True).first.click()
    last = page.locator("[role=option]").last
    last.scroll_into_view_if_needed()
    last.click()
    opens_at_its_top(page, "Topic and message")
    page.get_by_label("What would you like to learn?").fill("Lifetimes")
    page.get_by_role("button", name="Go on to the review").click()
    opens_at_its_top(page, "Review and pay")
    page.get_by_role("button", name="Let it go").click()
    opens_at_its_top(page, "Choose a time")


def opens_at_its_top(page: Page, step: str) -> None:
    """Its steps are in sight, and the next Tab leads to the first thing in it."""
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("group", name=step)).to_be_focused()
    expect(dialog.get_by_role("navigation", name="Booking")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Tab")
    assert dialog.get_by_role("group", name=step).evaluate("each => each.contains(document.activeElement)")


@pytest.mark.parametrize("name", ["Open dialog", "Open drawer", "Open popover"])
def test_what_opens_over_the_page_gives_the_focus_back(new_page: NewPage, name: str) -> None:
    page = new_page()
    page.goto("/kit", wait_until="networkidle")
    opener = page.get_by_role("button", name=name)
    opener.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()


def test_tabs_are_walked_with_the_arrow_keys(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/kit", wait_until="networkidle")
    page.get_by_role("tab", name="Upcoming").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Waiting")).to_be_focused()
    expect(page.get_by_text("Nothing waits for an answer.")).to_be_visible()


def test_nothing_moves_for_people_who_asked_for_that(new_page: NewPage) -> None:
    page = new_page(reduced_motion="reduce")
    page.goto("/kit", wait_until="networkidle")
    page.get_by_role("button", name="Open dialog").click()
    panel = page.get_by_role("dialog")
    assert float(panel.evaluate("it => getComputedStyle(it).animationDuration").removesuffix("s")) < 0.001


def test_the_focus_can_be_seen(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/", wait_until="networkidle")
    page.keyboard.press("Tab")
    seen = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert (seen, page.evaluate("document.activeElement.innerText")) == ("solid", "Skip to content")
