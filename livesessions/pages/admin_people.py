"""/admin/people: everybody who has an account, and who of them is suspended."""

import reflex as rx

from livesessions.components import kit
from livesessions.components.people import people, search
from livesessions.components.site import site
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.people import PeopleState


def admin_people() -> rx.Component:
    """The search, then whom it finds."""
    content = rx.el.div(
        kit.page_title("People", intro="Look somebody up, suspend them or their teaching, and restore them."),
        search(),
        people(),
        class_name="flex min-w-0 flex-col gap-8",
    )
    return site(content)


PAGE = Page(
    route=routes.ADMIN_PEOPLE,
    title="People · Live Sessions",
    build=admin_people,
    on_load=[PeopleState.load],
)
