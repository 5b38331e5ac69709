"""The kit's parts as data: what they say to a browser."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.components.kit.icon import PATHS
from livesessions.pages.kit import kit_page


def props(component: rx.Component) -> dict[str, Any]:
    return dict(prop.split(":", 1) for prop in component.render()["props"])


def test_a_button_does_not_submit_the_form_it_stands_in() -> None:
    assert props(kit.button("Book"))["type"] == '"button"'


def test_a_loading_button_cannot_be_pressed_twice() -> None:
    assert props(kit.button("Pay", loading=True))["disabled"] == "true"


def test_an_icon_is_silent_unless_it_has_a_label() -> None:
    assert props(kit.icon("star"))['"aria-hidden"'] == '"true"'
    assert props(kit.icon("star", label="Rated"))['"aria-label"'] == '"Rated"'


def test_a_field_with_an_error_points_to_it() -> None:
    wiring = kit.control_attrs("email", hint="Work address", error="Taken")
    assert wiring["aria_describedby"] == "field-email-hint field-email-error"


def test_a_native_form_leaves_the_submit_to_the_browser() -> None:
    form = kit.form(action="/auth/login")
    assert (form.tag, form.event_triggers) == ("form", {})


def test_a_known_name_in_a_picture_address_is_quoted() -> None:
    assert kit.avatar_url("Ana/María") == "/art/avatar/Ana%2FMar%C3%ADa.svg"


def test_a_step_that_leads_nowhere_cannot_be_pressed() -> None:
    previous = kit.pagination("1–3 of 3", before=None, after=None).children[0]
    assert props(previous)["disabled"] == "true"


def test_every_icon_the_kit_names_is_in_the_set() -> None:
    named = {"chevron-left", "circle-check", "loader-circle", "wifi-off", "calendar-check", "file-text"}
    assert named - set(PATHS) == set()


def test_the_kit_page_shows_every_part() -> None:
    shown = kit_page().render()
    assert shown["children"]
