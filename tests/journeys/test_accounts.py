"""Somebody signs up, proves their address, leaves, comes back, forgets the password, and begins to teach."""

import re
from collections.abc import Callable

import httpx
from playwright.sync_api import Page, expect

from tests.journeys.letters import letter_to, link_in
from tests.journeys.server import AppServer

NewPage = Callable[..., Page]
PASSWORD = "correct horse battery"
BANNER = "Please confirm your e-mail address"


def sign_up(page: Page, email: str, name: str = "Mia Berg") -> None:
    page.goto("/sign-up?next=%2Fsettings")
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("I agree to the terms").check()
    page.get_by_role("main").get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("button", name="Your account")).to_be_visible()


def log_in(page: Page, email: str, at: str = "/log-in?next=%2Fsettings") -> None:
    page.goto(at)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()


def log_out(page: Page) -> None:
    page.get_by_role("button", name="Your account").click()
    page.get_by_role("menuitem", name="Log out").click()
    expect(page).to_have_url(re.compile(r":\d+/$"))


def login_cookie(page: Page) -> dict[str, object] | None:
    return next((each for each in page.context.cookies() if each["name"] == "login"), None)


def verify(page: Page, app_server: AppServer, email: str) -> None:
    page.goto(link_in(letter_to(app_server, email, "Please confirm your e-mail address")))
    expect(page.get_by_text("Your address is confirmed")).to_be_visible()


def test_signing_up_verifying_leaving_and_coming_back(new_page: NewPage, app_server: AppServer) -> None:
    page = new_page(timezone_id="America/New_York")
    sign_up(page, "mia@example.com")
    expect(page.get_by_text(BANNER)).to_be_visible()
    verify(page, app_server, "mia@example.com")
    expect(page.get_by_text(BANNER)).to_have_count(0)
    log_out(page)
    assert login_cookie(page) is None
    log_in(page, "mia@example.com")
    expect(page).to_have_url(re.compile("/settings$"))
    expect(page.get_by_label("Time zone")).to_have_value("America / New York")


def test_the_login_is_a_cookie_that_scripts_cannot_read(new_page: NewPage) -> None:
    page = new_page()
    sign_up(page, "cookie@example.com")
    cookie = login_cookie(page)
    assert cookie is not None
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    assert "login" not in page.evaluate("document.cookie")


def test_a_form_keeps_what_was_typed_and_says_what_is_wrong(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/sign-up")
    page.get_by_label("Your name").fill("Mia Berg")
    page.get_by_label("Password").fill("short")
    page.get_by_role("main").get_by_role("button", name="Sign up").click()
    expect(page.get_by_text("Tell us your e-mail address.")).to_be_visible()
    expect(page.get_by_text("Use at least 10 characters.")).to_be_visible()
    expect(page.get_by_text("Please agree to the terms to go on.")).to_be_visible()
    expect(page.get_by_label("Your name")).to_have_value("Mia Berg")
    expect(page.get_by_label("E-mail address")).to_have_attribute("aria-invalid", "true")


def test_a_wrong_password_is_told_at_the_field(new_page: NewPage) -> None:
    page = new_page()
    log_in(page, "nobody@example.com")
    expect(page.get_by_text("This e-mail address and password don’t belong together.")).to_be_visible()
    expect(page.get_by_label("E-mail address")).to_have_value("nobody@example.com")


def test_a_forgotten_password_is_replaced_and_other_browsers_are_out(
    new_page: NewPage, app_server: AppServer
) -> None:
    here, there = new_page(), new_page()
    sign_up(here, "forgets@example.com")
    there.goto("/forgot-password")
    there.get_by_label("E-mail address").fill("forgets@example.com")
    there.get_by_role("button", name="Send me a link").click()
    expect(there.get_by_text("Look into your inbox")).to_be_visible()
    there.goto(link_in(letter_to(app_server, "forgets@example.com", "Choose a new password")))
    there.get_by_label("New password").fill("another horse battery")
    there.get_by_role("button", name="Save and log in").click()
    expect(there).to_have_url(re.compile(r":\d+/$"))
    here.goto("/settings")
    expect(here).to_have_url(re.compile(r"/log-in\?next="))


def test_a_guest_comes_back_to_the_page_they_wanted(new_page: NewPage) -> None:
    page = new_page()
    sign_up(page, "wants@example.com")
    log_out(page)
    page.goto("/settings")
    expect(page).to_have_url(re.compile(r"/log-in\?next=%2Fsettings"))
    log_in(page, "wants@example.com", at=page.url)
    expect(page).to_have_url(re.compile("/settings$"))


def test_logging_out_everywhere_ends_the_other_browser_too(new_page: NewPage) -> None:
    here, there = new_page(), new_page()
    sign_up(here, "everywhere@example.com")
    log_in(there, "everywhere@example.com")
    expect(there.get_by_role("button", name="Your account")).to_be_visible()
    here.goto("/settings")
    here.get_by_role("button", name="Log out everywhere").click()
    expect(here).to_have_url(re.compile(r":\d+/$"))
    there.goto("/settings")
    expect(there).to_have_url(re.compile("/log-in"))


def test_a_copied_page_token_shows_nothing_of_the_person(new_page: NewPage) -> None:
    mine, thief = new_page(), new_page()
    sign_up(mine, "victim@example.com", name="Victoria Secret")
    mine.goto("/settings")
    expect(mine.get_by_label("Name", exact=True)).to_have_value("Victoria Secret")
    token = mine.evaluate("sessionStorage.getItem('token')")
    mine.close()
    thief.goto("/log-in")
    thief.evaluate("token => sessionStorage.setItem('token', token)", token)
    frames: list[str] = []
    thief.on("websocket", lambda socket: socket.on("framereceived", lambda data: frames.append(str(data))))
    thief.goto("/settings")
    expect(thief).to_have_url(re.compile("/log-in"))
    assert [frame for frame in frames if "Victoria" in frame or "victim@" in frame] == []


def test_a_ticket_is_worth_nothing_in_another_browser(new_page: NewPage, app_server: AppServer) -> None:
    page = new_page()
    sign_up(page, "ticket@example.com")
    log_out(page)
    page.route("**/auth/enter", lambda route: route.abort())
    with page.expect_request("**/auth/enter") as request:
        log_in(page, "ticket@example.com")
    ticket = dict(part.split("=") for part in (request.value.post_data or "").split("&"))["ticket"]
    answer = httpx.post(
        f"{app_server.base_url}/auth/enter",
        data={"ticket": ticket},
        headers={"Origin": app_server.base_url},
        cookies={"visitor": "a thief"},
    )
    assert (answer.status_code, "login" in answer.cookies) == (303, False)


def test_a_learner_becomes_an_instructor(new_page: NewPage, app_server: AppServer) -> None:
    page = new_page(timezone_id="Europe/Berlin")
    sign_up(page, "ivo@example.com", name="Ivo Lang")
    page.goto("/become-instructor")
    expect(page.get_by_text("Please confirm your e-mail address first")).to_be_visible()
    verify(page, app_server, "ivo@example.com")
    page.goto("/become-instructor")
    page.get_by_label("Headline").fill("Rust for people who know Python")
    zone = page.get_by_label("Time zone")
    zone.fill("kolk")
    page.get_by_role("option", name="Asia / Kolkata").click()
    page.get_by_role("button", name="Become an instructor").click()
    expect(page).to_have_url(re.compile("/instructor/dashboard/sessions$"))
    page.goto("/become-instructor")
    expect(page.get_by_role("heading", name="Your profile")).to_be_visible()
    expect(page.get_by_label("Headline")).to_have_value("Rust for people who know Python")
