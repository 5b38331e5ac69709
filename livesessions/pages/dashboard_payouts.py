"""/instructor/dashboard/payouts: where the money goes, what waits, what arrived."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.components.dashboard_frame import dashboard_frame
from livesessions.components.payouts import account, history, purses, waiting
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.payouts import PayoutsState

state: Any = PayoutsState  # for mypy its vars are values; here they are Vars


def dashboard_payouts() -> rx.Component:
    """The account first: without it nothing arrives."""
    shape = kit.loading(kit.skeleton("h-24 w-full"), *[kit.skeleton("h-28 w-full") for _ in range(3)])
    shown = rx.fragment(account(), purses(), waiting(), history())
    return dashboard_frame(
        kit.page_title("Payouts", intro="Every cent from your sessions to your bank, and when it comes."),
        rx.cond(state.is_ready, shown, shape),
    )


PAGE = Page(
    route=routes.DASHBOARD_PAYOUTS,
    title="Payouts · Live Sessions",
    build=dashboard_payouts,
    on_load=[PayoutsState.load],
)
