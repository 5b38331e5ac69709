"""/instructor/dashboard/reviews: what learners say, and the reply to it."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.components.dashboard_frame import dashboard_frame
from livesessions.components.reviews import filters, received_list, summary
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.reviews import ReceivedState

state: Any = ReceivedState  # for mypy its vars are values; here they are Vars


def dashboard_reviews() -> rx.Component:
    """The average, then the reviews."""
    waiting = kit.loading(kit.skeleton("h-36 w-full"), *[kit.skeleton("h-24 w-full") for _ in range(3)])
    none = kit.card(
        kit.empty(
            "No reviews yet",
            "After a completed session the learner is asked for one. They appear here as soon as they come in.",
            icon="star",
            action=kit.button_link("See your calendar", href=routes.DASHBOARD_CALENDAR, variant="secondary"),
        )
    )
    full = rx.fragment(summary(), filters(), received_list())
    return dashboard_frame(
        kit.page_title(
            "Reviews", intro="What learners say after their sessions. You can reply once to each."
        ),
        rx.cond(state.is_ready, rx.cond(state.count > 0, full, none), waiting),
    )


PAGE = Page(
    route=routes.DASHBOARD_REVIEWS,
    title="Reviews · Live Sessions",
    build=dashboard_reviews,
    on_load=[ReceivedState.load],
)
