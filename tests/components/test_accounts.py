"""What stands around logging in, as data."""

import json

import pytest
import reflex as rx

from livesessions.components.accounts import account_menu, entrance, password_field, zone_field
from livesessions.components.site import site, zone_script
from livesessions.domain.times import zone_names
from livesessions.pages import log_in, sign_up
from livesessions.pages.routes import Page
from livesessions.state.accounts import LogInState


def words(component: rx.Component) -> str:
    return json.dumps(component.render(), default=str)


def test_a_ticket_is_posted_and_never_stands_in_an_address() -> None:
    drawn = words(entrance(LogInState.ticket, LogInState.onward))
    assert ("/auth/enter" in drawn, "?ticket" in drawn) == (True, False)


def test_logging_out_is_a_form_that_is_posted() -> None:
    drawn = words(account_menu())
    assert ("/auth/leave" in drawn, '\\"post\\"' in drawn) == (True, True)


@pytest.mark.parametrize(("new", "told"), [(True, "new-password"), (False, "current-password")])
def test_password_managers_are_told_which_password_it_is(new: bool, told: str) -> None:
    assert told in words(password_field(error="", new=new))


def test_every_time_zone_can_be_found() -> None:
    drawn = words(zone_field("UTC", error=""))
    assert [name for name in zone_names() if name not in drawn] == []


@pytest.mark.parametrize(
    ("shown", "title"), [(log_in.PAGE, "Welcome back"), (sign_up.PAGE, "Create your account")]
)
def test_the_pages_say_what_they_are(shown: Page, title: str) -> None:
    assert title in words(shown.build())


def test_the_frame_shows_404_and_403_instead_of_the_page() -> None:
    drawn = words(site(rx.el.p("content")))
    assert ["There is no such page" in drawn, "This page is not yours to see" in drawn] == [True, True]


def test_the_browser_tells_its_time_zone_and_nothing_else() -> None:
    drawn = words(zone_script())
    assert ("resolvedOptions().timeZone" in drawn, drawn.count("document.cookie")) == (True, 1)
