"""/instructor/dashboard/coupons: codes that lower a price."""

import reflex as rx

from livesessions.components import kit
from livesessions.components.coupons import coupons, new_coupon
from livesessions.components.dashboard_frame import dashboard_frame
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.coupons import CouponsState


def dashboard_coupons() -> rx.Component:
    """The list, with the way to a new one."""
    return dashboard_frame(
        kit.page_title("Coupons", intro="Codes that lower your price.", action=new_coupon()),
        coupons(),
    )


PAGE = Page(
    route=routes.DASHBOARD_COUPONS,
    title="Coupons · Live Sessions",
    build=dashboard_coupons,
    on_load=[CouponsState.load],
)
