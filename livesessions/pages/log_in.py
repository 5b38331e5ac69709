"""/log-in"""

import reflex as rx

from livesessions.components import kit
from livesessions.components.accounts import email_field, entrance, narrow_page, password_field
from livesessions.components.site import site
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.accounts import LogInState as State


def log_in() -> rx.Component:
    return site(
        narrow_page(
            "Welcome back",
            rx.cond(State.explained, kit.alert(State.explained, tone="warning"), rx.fragment()),
            kit.event_form(
                email_field(State.errors["email"]),
                password_field(error=State.errors["password"]),
                kit.button("Log in", type="submit", size="lg", wide=True, loading=State.ticket != ""),
                rx.el.p(
                    kit.link("Forgot your password?", href=routes.FORGOT_PASSWORD), class_name="text-center"
                ),
                on_submit=State.log_in,
            ),
            entrance(State.ticket, State.onward),
            below=rx.fragment("New here? ", kit.link("Sign up", href=State.other_way)),
        ),
        width="form",
    )


PAGE = Page(route=routes.LOG_IN, title="Log in · Live Sessions", build=log_in, on_load=[State.load])
