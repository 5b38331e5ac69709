"""/sessions"""

import reflex as rx

from livesessions.components import kit
from livesessions.components.discovery import results, search_form
from livesessions.components.site import site
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.discovery import DiscoveryState


def sessions_page() -> rx.Component:
    return site(kit.page_title("Find a session"), search_form(), results())


PAGE = Page(
    route=routes.SESSIONS,
    title="Find a session · Live Sessions",
    build=sessions_page,
    on_load=[DiscoveryState.load],
    description="Search live sessions by subject, price, language and the day you have time.",
)
