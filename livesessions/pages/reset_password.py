"""/reset-password, behind a mailed link"""

import reflex as rx

from livesessions.components import kit
from livesessions.components.accounts import entrance, narrow_page, password_field
from livesessions.components.site import site, spoken_title
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.mailed_links import ResetPasswordState as State


def reset_password() -> rx.Component:
    shown = rx.cond(State.dead, _dead(), rx.cond(State.ready, _form(), kit.loading()))
    return site(shown, width="form")


def _form() -> rx.Component:
    return narrow_page(
        "Choose a new password",
        kit.event_form(
            password_field("New password", error=State.errors["password"], new=True),
            kit.button("Save and log in", type="submit", size="lg", wide=True, loading=State.ticket != ""),
            on_submit=State.choose,
        ),
        entrance(State.ticket, State.onward),
        intro="You will be logged out everywhere else.",
    )


def _dead() -> rx.Component:
    block = kit.error_block(
        "This link opens nothing any more",
        State.dead,
        action=kit.button_link("Send me a new link", href=routes.FORGOT_PASSWORD),
    )
    return rx.fragment(spoken_title("Choose a new password"), block)


PAGE = Page(
    route=routes.RESET_PASSWORD,
    title="Choose a new password · Live Sessions",
    build=reset_password,
    on_load=[State.load],
)
