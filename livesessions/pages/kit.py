"""Every part of the kit in every state, for the eye and for the tests."""

import reflex as rx

from livesessions.components import kit

NAV = (
    kit.NavItem("Explore", "/sessions", "compass"),
    kit.NavItem("My sessions", "/student/sessions", "calendar"),
    kit.NavItem("Kit", "/kit", "palette"),
)


def kit_page() -> rx.Component:
    return kit.page_frame(
        kit.page_title("The kit", intro="Every part in every state."),
        _buttons(),
        nav=NAV,
        bar=NAV,
        banner=kit.test_mode_banner(),
        crumbs=[("Home", "/"), ("Kit", "/kit")],
    )


def _buttons() -> rx.Component:
    return kit.section("Buttons", kit.row(kit.button("Book"), kit.button("Later", variant="secondary")))
