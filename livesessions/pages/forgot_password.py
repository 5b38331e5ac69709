"""/forgot-password"""

import reflex as rx

from livesessions.components import kit
from livesessions.components.accounts import email_field, narrow_page
from livesessions.components.site import site, spoken_title
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.mailed_links import ForgotPasswordState as State


def forgot_password() -> rx.Component:
    return site(rx.cond(State.sent_to, _look_into_inbox(), _form()), width="form")


def _form() -> rx.Component:
    return narrow_page(
        "Forgot your password?",
        kit.event_form(
            email_field(State.errors["email"]),
            kit.button("Send me a link", type="submit", size="lg", wide=True),
            on_submit=State.send_link,
        ),
        intro="Tell us your e-mail address, and we send you a link to a new one.",
        below=kit.link("Back to the log-in", href=routes.LOG_IN),
    )


def _look_into_inbox() -> rx.Component:
    block = kit.success_block(
        "Look into your inbox",
        rx.el.span(
            "If ",
            rx.el.strong(State.sent_to),
            " has an account, a letter with a link is on its way. The link is good for one hour.",
        ),
        action=kit.button_link("Back to the log-in", href=routes.LOG_IN, variant="secondary"),
    )
    return rx.fragment(spoken_title("Forgot your password?"), block)


PAGE = Page(
    route=routes.FORGOT_PASSWORD,
    title="Forgot your password? · Live Sessions",
    build=forgot_password,
    on_load=[State.load],
)
