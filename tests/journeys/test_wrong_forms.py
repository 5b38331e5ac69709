"""Every form that learners and instructors fill in, with something wrong in it: what they see, hear and keep."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from livesessions.models import TokenPurpose
from livesessions.runtime.work import SYSTEM, perform
from livesessions.services.accounts import make_link
from livesessions.services.calendars import add_address
from livesessions.services.moves import propose_time
from tests.journeys.axe import objections
from tests.journeys.conftest import patient
from tests.journeys.forms import FORMS, HEIGHT, Wrong
from tests.journeys.server import AppServer, running
from tests.journeys.town import Town, found_town
from tests.journeys.visits import DESK, PHONE
from tests.services.market import booking, live_session
from tests.teaching import Teacher, a_booking

LOOKS = {"phone dark": (PHONE, "dark"), "desk light": (DESK, "light")}
TOO_WIDE = """() => [document.documentElement, ...document.querySelectorAll("[data-panel]")]
    .filter(each => each.scrollWidth > each.clientWidth).map(each => each.tagName)"""
ERROR = """control => (control.getAttribute("aria-describedby") ?? "").split(" ")
    .map(id => document.getElementById(id)).filter(each => each?.matches("[aria-live]"))
    .filter(each => each.checkVisibility()).map(each => each.innerText).join()"""


@pytest.fixture(scope="module")
def app_server(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """An app of its own: what is made here is nothing for the other journeys."""
    with running(tmp_path_factory.mktemp("wrong-forms")) as server:
        yield server


@pytest.fixture(scope="module")
def town(app_server: AppServer) -> Town:
    return found_town(app_server)


@pytest.fixture(scope="module")
def names(town: Town) -> dict[str, str]:
    """What stands in the addresses, with a link to a new password and an offering on dates, one of them booked."""
    asked, taught = booking(town.names["pending"]), live_session(town.names["pending"])
    teacher = Teacher(id=taught.instructor_id, numbers=count(100))
    at = taught.starts_at + timedelta(hours=3)
    perform(teacher.actor, propose_time, reference=asked.reference, starts_at=at)
    perform(teacher.actor, add_address, name="Private", address="https://calendar.example/private.ics")
    circle = teacher.offers(
        title="Writing circle", session_type="group", capacity=6, schedule_mode="fixed_dates"
    )
    a_booking(teacher.runs(circle, taught.starts_at + timedelta(days=30), is_fixed_date=True))
    token = perform(SYSTEM, make_link, user_id=asked.learner_id, purpose=TokenPurpose.RESET_PASSWORD)
    return {**town.names, "token": token, "on_dates": str(circle.id)}


@pytest.fixture(scope="module")
def people(browser: Browser, app_server: AppServer, town: Town) -> Iterator[Callable[[str, str], Page]]:
    """One window for each of them and each look."""
    windows: dict[tuple[str, str], Page] = {}

    def page_of(who: str, look: str) -> Page:
        if (who, look) not in windows:
            width, mode = LOOKS[look]
            context = browser.new_context(
                base_url=app_server.base_url,
                viewport={"width": width, "height": HEIGHT},
                color_scheme=mode,  # type: ignore[arg-type]
                reduced_motion="reduce",
                timezone_id="Europe/Berlin",
            )
            if who in town.logins:
                login = {"name": "login", "value": town.logins[who], "url": app_server.base_url}
                context.add_cookies([login])  # type: ignore[list-item]
            windows[who, look] = patient(context.new_page())
            windows[who, look].set_default_timeout(20_000)
        return windows[who, look]

    yield page_of
    for page in windows.values():
        page.context.close()


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("form", FORMS, ids=str)
def test_a_form_says_what_is_wrong_where_it_is(
    people: Callable[[str, str], Page], names: dict[str, str], town: Town, form: Wrong, look: str
) -> None:
    page = people(form.who, look)
    page.goto(form.path.format(**names))
    form.opens(page, town)
    place = page.get_by_role("dialog").or_(page.get_by_role("main")).last
    for label, words in form.typed.items():
        field_of(place, label).fill(words)
    if form.send:
        place.get_by_role("button", name=form.send).last.click()
    for label in form.marked:
        expect(field_of(place, label)).to_have_attribute("aria-invalid", "true")
        assert field_of(place, label).evaluate(ERROR), f"no words at {label}"
    for label, words in form.typed.items():
        expect(field_of(place, label)).to_have_value(words)
    if form.send:
        has_focus(field_of(place, form.marked[0]))
    assert page.evaluate(TOO_WIDE) == []
    assert objections(page) == []


def field_of(place: Locator, label: str) -> Locator:
    """By the first words of its label: behind them stands what may be left out."""
    words = re.compile(rf"^{re.escape(label)}(\W|$)")
    return place.get_by_role("radiogroup", name=words).or_(place.get_by_label(words)).first


def has_focus(control: Locator) -> None:
    """Itself, or a button of its group."""
    inside = "each => each.contains(document.activeElement) && document.activeElement !== document.body"
    control.page.wait_for_function(inside, arg=control.element_handle())
