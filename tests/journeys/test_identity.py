"""Who somebody is, seen from real browsers: the cookie decides, at every event."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from livesessions.runtime.database import make_engine, migrate
from tests.journeys.server import AppServer

NewPage = Callable[..., Page]


@pytest.fixture
def mina(new_page: NewPage, app_server: AppServer) -> Page:
    """A person who has just signed up, on her settings page."""
    migrate(make_engine(f"sqlite:///{app_server.data_dir / 'livesessions.db'}"))
    page = new_page()
    page.goto("/sign-up?next=/settings")
    page.get_by_label("Your name").fill("Mina Rai")
    page.get_by_label("E-mail address").fill(f"mina{id(page)}@example.org")
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_label("I agree to the terms").check()
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Mina Rai")
    return page


def test_no_script_can_read_who_is_logged_in(mina: Page) -> None:
    cookies = {each["name"]: each["httpOnly"] for each in mina.context.cookies()}
    assert (cookies["login"], cookies["visitor"]) == (True, True)


def test_a_log_out_in_one_tab_reaches_the_other_at_its_next_click(mina: Page) -> None:
    other = mina.context.new_page()
    other.goto("/")
    other.evaluate("fetch('/auth/leave', {method: 'POST', body: ''})")
    mina.get_by_role("button", name="Save").first.click()
    expect(mina).to_have_url(re.compile(r"/log-in\?next="))


def test_a_copied_token_shows_nothing_in_another_browser(mina: Page, new_page: NewPage) -> None:
    token = mina.evaluate("sessionStorage.getItem('token')")
    thief = new_page()
    thief.add_init_script(f"sessionStorage.setItem('token', '{token}')")
    thief.goto("/settings")
    expect(thief).to_have_url(re.compile(r"/log-in\?next="))
    assert "Mina" not in thief.content()


def test_a_form_of_another_site_can_not_log_anybody_out(mina: Page) -> None:
    origin = re.match(r"https?://[^/]+", mina.url)
    answer = mina.request.post(f"{origin[0]}/auth/leave", headers={"Origin": "https://evil.example"})
    assert answer.status == 403
