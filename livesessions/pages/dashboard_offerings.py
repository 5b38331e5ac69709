"""/instructor/dashboard/offerings: all of an instructor's offerings."""

import reflex as rx

from livesessions.components import kit
from livesessions.components.dashboard_frame import dashboard_frame
from livesessions.components.offerings_editor import offerings_list
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.offerings import OfferingsState


def dashboard_offerings() -> rx.Component:
    """The list, with the way to a new one."""
    new = kit.button_link("New offering", href=routes.dashboard_offering("new"), icon="plus")
    return dashboard_frame(
        kit.page_title("Offerings", intro="What learners can book with you.", action=new),
        offerings_list(),
    )


PAGE = Page(
    route=routes.DASHBOARD_OFFERINGS,
    title="Offerings · Live Sessions",
    build=dashboard_offerings,
    on_load=[OfferingsState.load],
)
