"""The frame of the instructor's dashboard: its parts at the side, in a row above the content on a phone."""

import reflex as rx

from livesessions.components import kit
from livesessions.components.kit.link import PlaceLink
from livesessions.components.kit.values import Child
from livesessions.components.site import Crumbs, site
from livesessions.runtime import routes
from livesessions.state.base import AppState

PARTS = (
    kit.NavItem("Overview", routes.DASHBOARD, "layout-dashboard", exact=True),
    kit.NavItem("Requests", routes.DASHBOARD_REQUESTS, "inbox"),
    kit.NavItem("Calendar", routes.DASHBOARD_CALENDAR, "calendar"),
    kit.NavItem("Hours", routes.DASHBOARD_SESSIONS, "clock"),
    kit.NavItem("Offerings", routes.DASHBOARD_OFFERINGS, "book-open"),
    kit.NavItem("Coupons", routes.DASHBOARD_COUPONS, "tag"),
    kit.NavItem("Earnings", routes.DASHBOARD_EARNINGS, "wallet"),
    kit.NavItem("Payouts", routes.DASHBOARD_PAYOUTS, "banknote"),
    kit.NavItem("Reviews", routes.DASHBOARD_REVIEWS, "star"),
)
_LINK = (
    "flex min-h-tap shrink-0 items-center gap-3 rounded-control px-3.5 font-medium text-soft hover:bg-sunken "
    "hover:text-ink aria-[current=page]:bg-accent-tint aria-[current=page]:text-accent-text"
)


def dashboard_frame(*content: Child, crumbs: Crumbs = ()) -> rx.Component:
    """`content` (its first part brings the page's h1) beside the dashboard's navigation."""
    side = rx.el.nav(
        *map(_link, PARTS),
        aria_label="Dashboard",
        class_name="-mx-gutter flex gap-1 overflow-x-auto px-gutter [scrollbar-width:none] "
        "lg:sticky lg:top-24 lg:mx-0 lg:flex-col lg:self-start lg:px-0",
    )
    main = rx.el.div(_paused(), *content, class_name="flex min-w-0 flex-col gap-8")
    return site(
        rx.el.div(side, main, class_name="grid min-w-0 gap-8 lg:grid-cols-[13rem_minmax(0,1fr)]"),
        crumbs=crumbs,
    )


def _paused() -> rx.Component:
    """Said once, above whatever they look at."""
    says = kit.alert(
        "Nobody can book with you at the moment, and but for your payouts nothing here can be changed. "
        "Our letter says why. What you have earned is still paid out.",
        title="Your teaching is suspended",
        tone="warning",
    )
    return rx.cond(AppState.viewer.is_paused, says, rx.fragment())


def _link(part: kit.NavItem) -> rx.Component:
    return PlaceLink.create(
        kit.icon(part.icon),
        part.label,
        to=part.href,
        end=part.exact,
        prefetch="intent",
        class_name=_LINK,
    )
