"""The frame of every page of the site: navigation, account, what went wrong, what was just done."""

from collections.abc import Sequence

import reflex as rx

from livesessions.components import kit
from livesessions.components.accounts import account_menu, verify_banner
from livesessions.components.bell import bell
from livesessions.components.kit.values import Child, Text
from livesessions.runtime import routes
from livesessions.state.base import AppState

Crumbs = Sequence[tuple[Text, Text]]

_teach = rx.cond(AppState.viewer.has_dashboard, routes.DASHBOARD, routes.BECOME_INSTRUCTOR)
NAV = (
    kit.NavItem("Explore", routes.SESSIONS, "compass"),
    kit.NavItem("My sessions", routes.MY_SESSIONS, "calendar"),
    kit.NavItem("Teach", _teach, "graduation-cap"),
)
BAR = (*NAV, kit.NavItem("Settings", routes.SETTINGS, "settings"))
GUEST_BAR = (NAV[0], NAV[2], kit.NavItem("Log in", routes.LOG_IN, "log-in"))
LEARN = ("Learn", (("Find a session", routes.SESSIONS), ("My sessions", routes.MY_SESSIONS)))
BEGIN = ("Become an instructor", routes.BECOME_INSTRUCTOR)
FOOTERS = {
    "guest": (
        LEARN,
        ("Teach", (BEGIN,)),
        ("Account", (("Log in", routes.LOG_IN), ("Sign up", routes.SIGN_UP))),
    ),
    "learner": (LEARN, ("Teach", (BEGIN,)), ("Account", (("Settings", routes.SETTINGS),))),
    "instructor": (
        LEARN,
        ("Teach", (("Dashboard", routes.DASHBOARD), ("Your offerings", routes.DASHBOARD_OFFERINGS))),
        ("Account", (("Settings", routes.SETTINGS), ("Your profile", routes.BECOME_INSTRUCTOR))),
    ),
}


def site(*content: Child, crumbs: Crumbs = (), width: str = "page") -> rx.Component:
    """`content` in the site's frame; a 404, 403 or apology instead of it when the page's load found a problem."""
    shown = rx.match(
        AppState.problem,
        (404, missing()),
        (403, _forbidden()),
        (500, _broken()),
        rx.fragment(*content),
    )
    return kit.page_frame(
        notice(),
        shown,
        nav=NAV,
        bar=rx.cond(AppState.viewer.signed_in, kit.bottom_bar(BAR), kit.bottom_bar(GUEST_BAR)),
        bell=bell(),
        account=account_menu(),
        banner=verify_banner(),
        footer=_footer(),
        crumbs=crumbs,
        width=width,
    )


def spoken_title(title: str) -> rx.Component:
    """The h1 of a page whose one block says everything to the eye."""
    return rx.el.h1(title, class_name="sr-only")


def notice() -> rx.Component:
    """The sentence a handler said, until it is dismissed."""
    said = AppState.notice
    tone = rx.cond(said.kind == "error", "danger", rx.cond(said.kind == "success", "success", "info")).to(str)
    quoted = rx.cond(said.reference, rx.el.p("Reference ", rx.el.code(said.reference)), rx.fragment())
    close = kit.icon_button("x", label="Dismiss", on_click=AppState.dismiss_notice, class_name="-my-2")
    line = kit.alert(
        rx.el.p(said.text), quoted, tone=tone, action=close, role="alert", key=f"notice-{said.number}"
    )
    # Whoever pressed a button at the end of a long page hears the answer there.
    in_sight = rx.el.div(line, class_name="sticky top-20 z-30 rounded-control shadow-lift")
    return rx.cond(said.text, in_sight, rx.fragment())


def _footer() -> rx.Component:
    """For each what they can use: nobody who is logged in is asked to log in."""
    viewer = AppState.viewer
    guest, learner, instructor = (kit.footer(columns) for columns in FOOTERS.values())
    return rx.cond(viewer.signed_in, rx.cond(viewer.has_dashboard, instructor, learner), guest)


def missing() -> rx.Component:
    """Nothing here, or nothing this person may know of."""
    block = kit.error_block(
        "There is no such page",
        "It may have been moved, or the address has a typing error.",
        icon="compass",
        action=kit.button_link("Find a session", href=routes.SESSIONS),
    )
    return rx.fragment(spoken_title("Page not found"), block)


def _forbidden() -> rx.Component:
    block = kit.error_block(
        "This page is not yours to see",
        "If it should be, log in with the account it belongs to.",
        icon="lock",
        action=kit.button_link("To the start", href=routes.HOME),
    )
    return rx.fragment(spoken_title("No access"), block)


def _broken() -> rx.Component:
    block = kit.error_block(
        "This page could not be filled",
        "It is our mistake and has been written down. Often a second try is enough.",
        reference=AppState.notice.reference,
        action=rx.el.a("Try again", href="", class_name=kit.button_look()),
    )
    return rx.fragment(spoken_title("Something went wrong"), block)


def zone_script() -> rx.Component:
    """Tells the server the browser's time zone, for the head of every page."""
    return rx.el.script(
        "document.cookie = 'zone=' + encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone) +"
        " '; path=/; max-age=31536000; samesite=lax'"
    )
