"""/sign-up"""

import reflex as rx

from livesessions.components import kit
from livesessions.components.accounts import email_field, entrance, narrow_page, password_field
from livesessions.components.site import site, spoken_title
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.accounts import SignUpState as State


def sign_up() -> rx.Component:
    return site(rx.cond(State.sent_to, _look_into_inbox(), _form()), width="form")


def _form() -> rx.Component:
    return narrow_page(
        "Create your account",
        kit.event_form(
            kit.text_field("Your name", name="name", auto_complete="name", error=State.errors["name"]),
            email_field(State.errors["email"]),
            password_field(error=State.errors["password"], new=True),
            _zone(),
            kit.checkbox(
                "I agree to the terms: I keep to the sessions I book, and to the cancellation policy.",
                name="terms",
                error=State.errors["terms"],
            ),
            kit.button("Sign up", type="submit", size="lg", wide=True, loading=State.ticket != ""),
            on_submit=State.sign_up,
        ),
        entrance(State.ticket, State.onward),
        intro="One account for learning and for teaching.",
        below=rx.fragment("Signed up already? ", kit.link("Log in", href=State.other_way)),
    )


def _zone() -> rx.Component:
    zone = rx.el.strong(State.viewer.zone.replace("_", " "))
    words = rx.el.span("Times are shown for ", zone, ". You can change that in your settings.")
    return rx.el.p(
        kit.icon("globe", size=18, class_name="mt-0.5 shrink-0"),
        words,
        class_name="flex gap-2 text-sm text-soft",
    )


def _look_into_inbox() -> rx.Component:
    block = kit.success_block(
        "Look into your inbox",
        rx.el.span("We sent a letter to ", rx.el.strong(State.sent_to), ". It says how to go on."),
        action=kit.button_link("Log in", href=routes.LOG_IN, variant="secondary"),
    )
    return rx.fragment(spoken_title("Create your account"), block)


PAGE = Page(route=routes.SIGN_UP, title="Sign up · Live Sessions", build=sign_up, on_load=[State.load])
