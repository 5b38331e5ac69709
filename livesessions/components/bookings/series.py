"""The other sessions of a weekly series, on the page of one of them."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.state.bookings import BookingState

state: Any = BookingState  # for mypy its vars are values; here they are Vars


def series() -> rx.Component:
    """Every session of the series and how it stands."""
    rows = rx.el.ol(rx.foreach(state.series, _session), class_name="flex flex-col divide-y divide-line")
    part = kit.section("Weekly series", kit.card(rows), intro="Each session is a booking of its own.")
    return rx.cond(state.series.length() > 0, part, rx.fragment())


def _session(row: Any) -> rx.Component:
    here = rx.el.span(row.when, class_name="font-semibold")
    name = rx.cond(row.is_this, here, kit.link(row.when, href=row.href, quiet=True))
    return rx.el.li(
        name,
        kit.badge(row.label, tone=row.tone),
        class_name="flex flex-wrap items-center justify-between gap-3 py-2.5",
        custom_attrs={"aria-current": rx.cond(row.is_this, "true", "false")},
        key=row.href,
    )
