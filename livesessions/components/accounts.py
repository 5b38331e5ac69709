"""What stands around logging in, and what every page shows to who is logged in."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.components.kit.values import Child, Text
from livesessions.domain.times import zone_names
from livesessions.runtime import routes
from livesessions.state.accounts import AccountState
from livesessions.state.base import AppState

# A ticket is posted once, also when the page comes back from the browser's memory with the ticket still in it.
_POST_ONCE = """(() => {
  const form = document.getElementById("entrance")
  const ticket = form.elements.ticket.value
  if (sessionStorage.getItem("entered") === ticket) return
  sessionStorage.setItem("entered", ticket)
  form.submit()
})()"""
_LEAVE = "document.getElementById('leave').requestSubmit()"


def entrance(ticket: Text, onward: Text) -> rx.Component:
    """Takes the ticket to the HTTP route that sets the cookie, as soon as there is one."""
    form = kit.form(
        rx.el.input(type="hidden", name="ticket", value=ticket, read_only=True),
        action=routes.ENTER,
        next_url=onward,
        id="entrance",
        key=ticket,
        on_mount=rx.run_script(_POST_ONCE),
    )
    return rx.cond(ticket, form, rx.fragment())


def narrow_page(title: str, *parts: Child, intro: Text = "", below: Child = "") -> rx.Component:
    """A page of one small form: a heading, a card, and a line under it."""
    return kit.stack(
        kit.page_title(title, intro=intro),
        kit.card(kit.stack(*parts, class_name="gap-5")),
        rx.el.p(below, class_name="text-center text-soft") if below else "",
        class_name="mx-auto w-full max-w-md gap-6",
    )


def email_field(error: Text, **attrs: Any) -> rx.Component:
    """The address a person logs in with."""
    return kit.text_field(
        "E-mail address", name="email", type="email", auto_complete="username", error=error, **attrs
    )


def password_field(
    label: str = "Password", *, error: Text, name: str = "password", new: bool = False
) -> rx.Component:
    """A password; password managers are told whether it is a `new` one."""
    return kit.text_field(
        label,
        name=name,
        id=f"field-{name}",
        type="password",
        auto_complete="new-password" if new else "current-password",
        hint="At least 10 characters. A few words in a row are fine." if new else "",
        error=error,
    )


def zone_field(chosen: Text, *, error: Text, hint: str = "") -> rx.Component:
    """A time zone, found by typing a part of its name."""
    options = [(name, name.replace("_", " ").replace("/", " / ")) for name in zone_names()]
    return kit.combobox(
        "Time zone",
        options,
        name="time_zone",
        default_value=chosen,
        placeholder="Search for a city",
        hint=hint,
        error=error,
    )


def verify_banner() -> rx.Component:
    """Asks people whose address isn't verified to look into their inbox, on every page."""
    again = rx.el.button(
        "Send it again",
        type="button",
        on_click=AccountState.send_verification,
        class_name="ml-1 min-h-tap rounded-tag px-1 font-semibold underline underline-offset-4",
    )
    asks = kit.banner(
        "Please confirm your e-mail address with the link we sent you. ", again, tone="warning", icon="mail"
    )
    sent = kit.banner("We sent you another letter. Please look into your inbox.", tone="success", icon="mail")
    return rx.cond(AppState.viewer.must_verify, rx.cond(AccountState.letter_sent, sent, asks))


def account_menu() -> rx.Component:
    """At the top right: log in and sign up, or one's own menu."""
    return rx.cond(AppState.viewer.signed_in, _own_menu(), _way_in())


def _way_in() -> rx.Component:
    return rx.el.div(
        kit.button_link("Log in", href=routes.LOG_IN, variant="ghost", size="sm"),
        kit.button_link("Sign up", href=routes.SIGN_UP, size="sm", class_name="hidden sm:inline-flex"),
        class_name="flex items-center gap-1",
    )


def _own_menu() -> rx.Component:
    viewer = AppState.viewer
    teaching = rx.cond(
        viewer.has_dashboard,
        kit.menu_link("Teaching", href=routes.DASHBOARD, icon="layout-dashboard"),
        kit.menu_link("Become an instructor", href=routes.BECOME_INSTRUCTOR, icon="graduation-cap"),
    )
    name = rx.el.p(viewer.name, class_name="truncate px-3 pt-2 pb-1 text-sm font-semibold text-mute")
    return rx.fragment(
        kit.menu(
            kit.menu_button(viewer.name),
            name,
            kit.menu_link("My sessions", href=routes.MY_SESSIONS, icon="calendar"),
            kit.menu_link("Receipts", href=routes.RECEIPTS, icon="receipt"),
            teaching,
            rx.cond(viewer.is_admin, rx.fragment(*_admins_links()), rx.fragment()),
            kit.menu_link("Settings", href=routes.SETTINGS, icon="settings"),
            kit.menu_line(),
            kit.menu_action("Log out", icon="log-out", on_select=rx.run_script(_LEAVE)),
        ),
        # Outside of the menu, which is gone by the time the form is sent.
        kit.form(action=routes.LEAVE, id="leave", class_name="hidden"),
    )


def _admins_links() -> list[rx.Component]:
    return [
        kit.menu_link("Money", href=routes.ADMIN_MONEY, icon="circle-dollar-sign"),
        kit.menu_link("People", href=routes.ADMIN_PEOPLE, icon="users"),
    ]
