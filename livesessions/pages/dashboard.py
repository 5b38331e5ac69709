"""/instructor/dashboard: what an instructor sees first."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.components.dashboard import figures, getting_started, next_sessions, requests_waiting
from livesessions.components.dashboard_frame import dashboard_frame
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.base import AppState
from livesessions.state.dashboard import DashboardState

state: Any = DashboardState  # for mypy its vars are values; here they are Vars


def dashboard() -> rx.Component:
    """First steps while there are any, then requests, figures and sessions."""
    waiting = kit.loading(*[kit.skeleton("h-24 w-full") for _ in range(4)])
    page = kit.button_link(
        "Your public page", href=state.public_page, variant="secondary", icon="external-link"
    )
    ready = rx.fragment(
        rx.cond(state.is_new, getting_started(), rx.fragment()),
        requests_waiting(),
        figures(),
        next_sessions(),
    )
    return dashboard_frame(
        kit.page_title(
            rx.cond(state.first_name != "", f"Hello, {state.first_name}", "Overview"),
            action=rx.cond(state.is_ready & ~state.is_new & ~AppState.viewer.is_paused, page, rx.fragment()),
        ),
        rx.cond(state.is_ready, ready, waiting),
    )


PAGE = Page(
    route=routes.DASHBOARD,
    title="Overview · Live Sessions",
    build=dashboard,
    on_load=[DashboardState.load],
)
