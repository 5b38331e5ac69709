"""/instructor/dashboard/sessions: an instructor's hours, with what is booked in them."""

from typing import Any

import reflex as rx

from livesessions.components import availability, kit
from livesessions.components.calendars import calendars_section
from livesessions.components.dashboard_frame import dashboard_frame
from livesessions.components.kit.values import Child
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.availability import AvailabilityState
from livesessions.state.calendars import CalendarsState

state: Any = AvailabilityState  # for mypy its vars are values; here they are Vars


def dashboard_sessions() -> rx.Component:
    """Sessions to come, then the hours in four parts, then the bar to save them."""
    return dashboard_frame(
        kit.page_title("Hours", intro="When learners can book you, and what is booked already."),
        rx.cond(state.is_ready, _ready(), kit.loading(*[kit.skeleton("h-16 w-full") for _ in range(5)])),
    )


def _ready() -> rx.Component:
    return rx.el.div(
        kit.section("Coming up", availability.coming_up()),
        kit.section(
            "When you teach",
            kit.tabs(
                [
                    kit.Tab(
                        "week", "Weekly hours", _part(availability.zone_editor(), availability.week_editor())
                    ),
                    kit.Tab("dates", "Dates", _part(availability.dates_editor())),
                    kit.Tab("rules", "Rules", _part(availability.rules_editor())),
                    kit.Tab("preview", "Preview", _part(availability.preview_panel())),
                    kit.Tab("why", "Why not?", _part(availability.troubleshooter())),
                ],
                label="Hours",
            ),
            intro="Changes show in the preview at once, and to learners when you save them.",
        ),
        kit.section(
            "Your other calendars",
            calendars_section(),
            intro="Times you are busy elsewhere are not offered. They are looked at every half hour.",
        ),
        availability.save_bar(),
        availability.outside_question(),
        class_name="flex min-w-0 flex-col gap-10",
    )


def _part(*content: Child) -> rx.Component:
    return rx.el.div(*content, class_name="flex min-w-0 flex-col gap-5")


PAGE = Page(
    route=routes.DASHBOARD_SESSIONS,
    title="Hours · Live Sessions",
    build=dashboard_sessions,
    on_load=[AvailabilityState.load, CalendarsState.load],
)
