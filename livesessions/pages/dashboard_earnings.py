"""/instructor/dashboard/earnings: what came in, what is on its way, and when people learn."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.components.dashboard_frame import dashboard_frame
from livesessions.components.earnings import lines, over_time, popular_times, totals
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.earnings import EarningsState

state: Any = EarningsState  # for mypy its vars are values; here they are Vars


def dashboard_earnings() -> rx.Component:
    """Totals, charts, lines; before the first earning, where it will come from."""
    waiting = kit.loading(*[kit.skeleton("h-28 w-full") for _ in range(4)])
    none = kit.card(
        kit.empty(
            "Nothing earned yet",
            "After a completed session your share appears here. It can be paid out a few days later.",
            icon="wallet",
            action=kit.button_link(
                "See your offerings", href=routes.DASHBOARD_OFFERINGS, variant="secondary"
            ),
        )
    )
    charts = rx.el.div(over_time(), popular_times(), class_name="grid min-w-0 gap-6 2xl:grid-cols-2")
    full = rx.fragment(totals(), charts, kit.section("By booking", lines()))
    return dashboard_frame(
        kit.page_title("Earnings", intro="Your share of what learners paid, after the platform’s fee."),
        rx.cond(state.is_ready, rx.cond(state.totals, full, none), waiting),
    )


PAGE = Page(
    route=routes.DASHBOARD_EARNINGS,
    title="Earnings · Live Sessions",
    build=dashboard_earnings,
    on_load=[EarningsState.load],
)
