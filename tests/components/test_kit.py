"""The kit's parts as data: what they say to a browser."""

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import reflex as rx

from livesessions.components import kit
from livesessions.components.kit.icon import PATHS
from livesessions.components.kit.showroom import states
from livesessions.pages.kit import kit_page

WITHOUT_LOOK = {
    "anchor",
    "app_wraps",
    "avatar_url",
    "button_look",
    "control_attrs",
    "control_id",
    "cover_url",
    "served_or",
}
ELSEWHERE = {"head_components", "offline_banner", "toast_region", "wrap"}  # in the app or in `page_frame`
CONTROLS = {
    "text_field",
    "text_area",
    "select",
    "combobox",
    "date_field",
    "time_field",
    "checkbox",
    "radio_cards",
}
IN_THE_FRAME = {"bottom_bar", "brand", "breadcrumbs", "color_mode_toggle", "footer", "header", "banner"}


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


def test_every_icon_the_app_names_is_in_the_set() -> None:
    sources = [path.read_text(encoding="utf-8") for path in Path("livesessions").rglob("*.py")]
    named = {name for source in sources for name in re.findall(r'icon(?:_after)?="([a-z0-9-]+)"', source)}
    assert named - set(PATHS) == set()


def test_the_kit_page_shows_every_part() -> None:
    rooms = [Path("livesessions/pages/kit.py"), *Path("livesessions/components/kit/showroom").glob("*.py")]
    source = "".join(room.read_text(encoding="utf-8") for room in rooms)
    parts = {
        name for name in kit.__all__ if name.islower() and name not in WITHOUT_LOOK | ELSEWHERE | IN_THE_FRAME
    }
    assert {name for name in parts if f"kit.{name}(" not in source} == set()


@pytest.mark.parametrize(
    ("shown", "parts"),
    [(states.refused, CONTROLS | {"rating_input"}), (states.closed, CONTROLS | {"switch", "button"})],
)
def test_every_control_is_shown_refused_and_closed(
    shown: Callable[[], rx.Component], parts: set[str]
) -> None:
    source = inspect.getsource(shown)
    assert {name for name in parts if f"kit.{name}(" not in source} == set()


def test_the_kit_page_can_be_built() -> None:
    assert kit_page().render()["children"]
