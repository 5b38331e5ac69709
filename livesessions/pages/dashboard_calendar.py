"""/instructor/dashboard/calendar: the sessions of a week or a month."""

import reflex as rx

from livesessions.components import kit
from livesessions.components.dashboard_frame import dashboard_frame
from livesessions.components.teaching_calendar import teaching_calendar
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.teaching_calendar import TeachingCalendarState


def dashboard_calendar() -> rx.Component:
    """The calendar under its title."""
    hours = kit.button_link("Your hours", href=routes.DASHBOARD_SESSIONS, variant="secondary", icon="clock")
    return dashboard_frame(
        kit.page_title("Calendar", intro="Who you meet, and when.", action=hours), teaching_calendar()
    )


PAGE = Page(
    route=routes.DASHBOARD_CALENDAR,
    title="Calendar · Live Sessions",
    build=dashboard_calendar,
    on_load=[TeachingCalendarState.load],
)
