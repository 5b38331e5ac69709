"""Every part of the kit in every state, for the eye and for the tests."""

import reflex as rx

from livesessions.components import kit
from livesessions.components.kit.showroom import controls, panels, pictures, states, words
from livesessions.pages.routes import Page

_NAV = (
    kit.NavItem("Explore", "/sessions", "compass"),
    kit.NavItem("My sessions", "/student/sessions", "calendar"),
    kit.NavItem("Kit", "/kit", "palette"),
)


def kit_page() -> rx.Component:
    return kit.page_frame(
        kit.page_title(
            "The kit", intro="Every part in every state.", action=kit.button("Share", variant="secondary")
        ),
        pictures.colours(),
        pictures.type_scale(),
        controls.buttons(),
        controls.fields(),
        controls.choices(),
        states.refused(),
        states.closed(),
        pictures.pictures(),
        pictures.offerings(),
        panels.panels(),
        words.words(),
        words.numbers(),
        panels.lists(),
        panels.blocks(),
        nav=_NAV,
        bar=kit.bottom_bar(_NAV),
        bell=rx.el.div(
            kit.icon_button("bell", label="Notifications"),
            kit.count_dot(rx.Var.create(3)),
            class_name="relative",
        ),
        account=_account(),
        search=kit.search_box(name="header-q", label="What do you want to learn?"),
        banner=kit.test_mode_banner(),
        crumbs=[("Home", "/"), ("Explore", "/sessions"), ("Kit", "/kit")],
    )


PAGE = Page(route="/kit", title="The kit", build=kit_page)


def _account() -> rx.Component:
    return kit.menu(
        kit.menu_button("Ada Lovelace", src=pictures.face("Ada Lovelace")),
        kit.menu_link("Settings", href="/settings", icon="settings"),
        kit.menu_action("Copy link", icon="copy", on_select=rx.set_clipboard("/kit")),
        kit.menu_line(),
        kit.menu_action("Log out", icon="log-out", danger=True),
    )
