"""/instructor/dashboard/requests"""

import reflex as rx

from livesessions.components import kit
from livesessions.components.dashboard_frame import dashboard_frame
from livesessions.components.requests import inbox
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.moves import MoveState
from livesessions.state.requests import RequestsState


def dashboard_requests() -> rx.Component:
    title = kit.page_title("Requests", intro="Say yes or no in time: who hears nothing pays nothing.")
    return dashboard_frame(title, inbox())


PAGE = Page(
    route=routes.DASHBOARD_REQUESTS,
    title="Requests · Live Sessions",
    build=dashboard_requests,
    on_load=[RequestsState.load, MoveState.resume],
)
