"""/instructor/dashboard/coupons: codes that lower a price, several sessions at once."""

import reflex as rx

from livesessions.components import kit
from livesessions.components.coupons import coupons, new_coupon
from livesessions.components.dashboard_frame import dashboard_frame
from livesessions.components.package_offers import package_offers
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.coupons import CouponsState
from livesessions.state.packages import PackageOffersState


def dashboard_coupons() -> rx.Component:
    """The list, with the way to a new one."""
    return dashboard_frame(
        kit.page_title("Coupons and packages", intro="Ways to pay less than your usual price."),
        kit.section("Coupons", coupons(), action=new_coupon()),
        package_offers(),
    )


PAGE = Page(
    route=routes.DASHBOARD_COUPONS,
    title="Coupons and packages · Live Sessions",
    build=dashboard_coupons,
    on_load=[CouponsState.load, PackageOffersState.load],
)
