"""/verify-email, behind a mailed link"""

import reflex as rx

from livesessions.components import kit
from livesessions.components.site import site, spoken_title
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.accounts import AccountState
from livesessions.state.mailed_links import VerifyEmailState as State


def verify_email() -> rx.Component:
    shown = rx.match(
        State.outcome,
        ("verified", _verified()),
        ("dead", _dead()),
        kit.loading(label="Checking the link"),
    )
    return site(spoken_title("Confirm your address"), shown, width="form")


def _verified() -> rx.Component:
    return kit.success_block(
        "Your address is confirmed",
        "You can book sessions now.",
        action=rx.cond(
            State.viewer.signed_in,
            kit.button_link("Find a session", href=routes.SESSIONS),
            kit.button_link("Log in", href=routes.LOG_IN),
        ),
    )


def _dead() -> rx.Component:
    again = rx.cond(
        AccountState.letter_sent,
        rx.el.p("We sent you another letter.", role="status"),
        kit.button("Send me a new link", on_click=AccountState.send_verification),
    )
    return kit.error_block(
        "This link opens nothing any more",
        State.dead,
        action=rx.cond(
            State.viewer.must_verify, again, kit.button_link("Find a session", href=routes.SESSIONS)
        ),
    )


PAGE = Page(
    route=routes.VERIFY_EMAIL,
    title="Confirm your address · Live Sessions",
    build=verify_email,
    on_load=[State.load],
)
