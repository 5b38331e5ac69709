"""/admin/money: what of the marketplace's money waits for an admin."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.components.packages import give_back_by_hand
from livesessions.components.reports import reports
from livesessions.components.site import site
from livesessions.components.trouble import disputes, health, payments, payouts, shares
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.reports import ReportsState
from livesessions.state.trouble import TroubleState

state: Any = TroubleState  # for mypy its vars are values; here they are Vars


def admin_money() -> rx.Component:
    """The ledger's health, then what is stuck, the most urgent first."""
    shape = kit.loading(kit.skeleton("h-20 w-full"), *[kit.skeleton("h-32 w-full") for _ in range(3)])
    shown = rx.fragment(health(), disputes(), reports(), payments(), payouts(), shares(), give_back_by_hand())
    content = rx.el.div(
        kit.page_title("Money", intro="What does not move by itself, and what you can do about it."),
        rx.cond(state.is_ready, shown, shape),
        class_name="flex min-w-0 flex-col gap-8",
    )
    return site(content)


PAGE = Page(
    route=routes.ADMIN_MONEY,
    title="Money · Live Sessions",
    build=admin_money,
    on_load=[TroubleState.load, ReportsState.load],
)
