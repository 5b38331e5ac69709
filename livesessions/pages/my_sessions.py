"""/student/sessions"""

import reflex as rx

from livesessions.components import kit
from livesessions.components.bookings import my_sessions as sessions
from livesessions.components.site import site
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.bookings import MySessionsState


def my_sessions() -> rx.Component:
    more = kit.row(
        kit.button_link("Receipts", href=routes.RECEIPTS, variant="ghost", icon="receipt"),
        kit.button_link("Find a session", href=routes.SESSIONS, variant="secondary", icon="search"),
    )
    return site(kit.page_title("My sessions", action=more), sessions())


PAGE = Page(
    route=routes.MY_SESSIONS,
    title="My sessions · Live Sessions",
    build=my_sessions,
    on_load=[MySessionsState.load],
)
