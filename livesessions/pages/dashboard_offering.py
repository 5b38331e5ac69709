"""/instructor/dashboard/offerings/[offering_id]: writing one offering; "new" for one that isn't there yet."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.components.dashboard_frame import dashboard_frame
from livesessions.components.offerings_editor import (
    archive_question,
    dates_section,
    offering_form,
    offering_head,
)
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.offerings import OfferingEditorState

state: Any = OfferingEditorState  # for mypy its vars are values; here they are Vars


def dashboard_offering() -> rx.Component:
    """Its state and its dates above the form."""
    shown = rx.el.div(
        offering_head(),
        dates_section(),
        offering_form(),
        archive_question(),
        class_name="flex min-w-0 flex-col gap-8",
    )
    waiting = kit.loading(kit.skeleton("h-10 w-1/2"), *[kit.skeleton("h-40 w-full") for _ in range(3)])
    return dashboard_frame(
        rx.cond(state.is_ready, shown, waiting),
        crumbs=[("Offerings", routes.DASHBOARD_OFFERINGS), ("Offering", routes.DASHBOARD_OFFERING)],
    )


PAGE = Page(
    route=routes.DASHBOARD_OFFERING,
    title="Offering · Live Sessions",
    build=dashboard_offering,
    on_load=[OfferingEditorState.load],
)
