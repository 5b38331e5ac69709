"""Finding a session in a browser: words, filters, pages that can be shared, pages that are not there."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from livesessions.models import SessionOffering, User
from livesessions.runtime.clock import system_clock
from livesessions.runtime.database import make_engine
from livesessions.runtime.work import Door, open_door
from tests.journeys.server import AppServer, running
from tests.shelves import a_review, a_shelf, change, stands_in
from tests.teaching import Teacher

NewPage = Callable[..., Page]


@pytest.fixture(scope="module")
def app_server(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """An app of its own, with these offerings in it."""
    with running(tmp_path_factory.mktemp("discovery")) as server:
        engine = make_engine(f"sqlite:///{server.data_dir / 'livesessions.db'}")
        open_door(Door(engine, system_clock))
        fill()
        engine.dispose()
        yield server


def fill() -> None:
    teacher = Teacher()
    teacher.opens(*range(7), min_lead_time_hours=1)
    change(User, teacher.id, name="Élodie Durand")
    music, code = a_shelf("tunes"), a_shelf("code")
    jazz = teacher.offers(title="Jazz guitar", description="Chords and time.", requirements="A guitar")
    stands_in(jazz, music, "Guitar")
    a_review(teacher, jazz, 5, "Finally I hear the changes."), a_review(teacher, jazz, 4)
    choir = teacher.offers(title="Choir", session_type="group", capacity=8, price=0)
    stands_in(choir, music, "Singing")
    stands_in(teacher.offers(title="Rust lifetimes"), code, "Rust")
    draft = teacher.offers(title="Not yet", status="draft")
    change(SessionOffering, draft.id, slug="not-yet")


def cards(page: Page) -> list[str]:
    return page.locator("article h3").all_inner_texts()


def test_somebody_searches_and_opens_what_they_find(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/")
    expect(page.locator("article")).to_have_count(1)
    page.get_by_role("searchbox").fill("elodie JAZZ")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sessions?q=elodie%20JAZZ")
    expect(page.get_by_role("status").filter(has_text="1 session found")).to_be_visible()
    page.get_by_role("link", name="Jazz guitar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jazz guitar")
    expect(page).to_have_title("Jazz guitar · Live Sessions")


def test_filters_stand_in_the_address_and_the_back_button_undoes_them(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/sessions")
    page.get_by_label("Filters").get_by_role("link", name="Tunes").click()
    expect(page.get_by_role("status").filter(has_text="2 sessions found")).to_be_visible()
    page.get_by_label("Filters").get_by_role("link", name="In a group").click()
    expect(page).to_have_url(re.compile(r"/sessions\?domain=tunes&type=group$"))
    expect(page.locator("article")).to_have_count(1)
    page.go_back()
    expect(page.locator("article")).to_have_count(2)
    page.go_back()
    expect(page.locator("article")).to_have_count(3)


def test_a_search_can_be_shared(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/sessions?domain=tunes&sort=price&max=30&currency=EUR")
    expect(page.get_by_role("list", name="Filters in force").get_by_role("listitem")).to_have_count(3)
    assert cards(page) == ["Choir", "Jazz guitar"]
    expect(page.get_by_label("Sort by")).to_have_value("price")


def test_prices_are_written_and_refused_at_their_field(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/sessions")
    side = page.get_by_label("Filters")
    side.get_by_text("Other days, price range").click()
    side.get_by_label("Price to").fill("cheap")
    side.get_by_role("button", name="Apply").click()
    expect(side.get_by_text("Write an amount such as 12.50.")).to_be_visible()
    expect(side.get_by_label("Price to")).to_have_value("cheap")
    side.get_by_label("Price to").fill("10")
    side.get_by_role("button", name="Apply").click()
    expect(page.locator("article")).to_have_count(1)


def test_nothing_found_says_what_to_try(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/sessions?q=gutar")
    page.get_by_role("link", name="Did you mean “guitar”?").click()
    expect(page.get_by_role("link", name="Jazz guitar")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_value("guitar")


def test_an_offering_shows_what_one_wants_to_know_and_opens_the_booking(new_page: NewPage) -> None:
    page = new_page(timezone_id="Asia/Kathmandu")
    page.goto("/sessions?q=jazz")
    page.get_by_role("link", name="Jazz guitar").click()
    main = page.get_by_role("main")
    for words in ("Chords and time.", "A guitar", "€30.00", "Next free times", "all of it back (€30.00)"):
        expect(main.get_by_text(words).first).to_be_visible()
    expect(main.get_by_text("Rated 4.5 of 5").first).to_be_attached()
    main.get_by_role("button", name="Book").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("Book “Jazz guitar”")


def test_the_instructor_leads_to_all_they_offer(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/sessions?q=rust")
    page.get_by_role("link", name="Rust lifetimes").click()
    page.get_by_role("main").get_by_role("link", name="Élodie Durand").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Élodie Durand")
    expect(page.locator("article")).to_have_count(3)
    expect(page.get_by_text("Finally I hear the changes.")).to_be_visible()


@pytest.mark.parametrize("path", ["/sessions/not-yet", "/sessions/nothing", "/instructors/nobody"])
def test_what_is_not_public_is_a_real_404(new_page: NewPage, path: str) -> None:
    page = new_page()
    response = page.goto(path)
    assert response
    assert response.status == 404
    expect(page.get_by_text("There is no such page")).to_be_visible()


def test_pages_can_be_read_and_searched_without_scripts(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/")
    page.get_by_label("What do you want to learn?").first.fill("jazz")
    page.get_by_role("button", name="Search").first.click()
    page.get_by_role("link", name="Jazz guitar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jazz guitar")
    assert "Chords and time." in page.locator("body").inner_text()


@pytest.mark.parametrize("path", ["/", "/sessions", "/sessions/offering-1-0", "/instructors/teacher-1"])
def test_nothing_sticks_out_on_a_small_phone(new_page: NewPage, path: str) -> None:
    page = new_page(viewport={"width": 360, "height": 740})
    page.goto(path)
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_phone_has_its_filters_in_a_drawer(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 360, "height": 740})
    page.goto("/sessions")
    page.get_by_role("button", name="Filters").click()
    drawer = page.get_by_role("dialog", name="Filters")
    drawer.get_by_role("link", name="Tunes").click()
    drawer.get_by_role("button", name="Show 2 sessions").click()
    expect(drawer).to_have_count(0)
    expect(page.locator("article")).to_have_count(2)
