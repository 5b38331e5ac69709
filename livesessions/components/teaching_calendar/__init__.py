"""The instructor's calendar: a week as columns of hours, a month as a table of days, a list on a phone."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.components.teaching_calendar.month import month
from livesessions.components.teaching_calendar.sessions import KINDS
from livesessions.components.teaching_calendar.week import listed, week
from livesessions.runtime import routes
from livesessions.state.teaching_calendar import TeachingCalendarState

state: Any = TeachingCalendarState  # for mypy its vars are values; here they are Vars

_LEGEND = (
    ("booked", "Booked"),
    ("waiting", "Waits for your answer"),
    ("open", "Open date"),
    ("done", "Over"),
)


def teaching_calendar() -> rx.Component:
    """Everything under the title."""
    shown = rx.cond(state.span.is_month, month(), rx.fragment(week(), listed()))
    waiting = kit.loading(kit.skeleton("h-11 w-1/2"), kit.skeleton("h-112 w-full rounded-card!"))
    return rx.cond(
        state.is_ready,
        rx.el.div(_head(), shown, _below(), class_name="flex min-w-0 flex-col gap-5"),
        waiting,
    )


def _head() -> rx.Component:
    span = state.span
    turn = rx.el.div(
        _turn("chevron-left", "Earlier", span.before),
        _turn("chevron-right", "Later", span.after),
        kit.button_link("Today", href=span.today, variant="secondary", size="sm"),
        class_name="flex items-center gap-1",
    )
    views = rx.el.nav(
        _view("Week", span.as_week, ~span.is_month),
        _view("Month", span.as_month, span.is_month),
        aria_label="How much to show",
        class_name="flex rounded-control bg-sunken p-1",
    )
    return rx.el.div(
        rx.el.h2(span.title, aria_live="polite", class_name="text-heading tabular-nums max-sm:w-full"),
        rx.el.div(turn, views, class_name="flex flex-wrap items-center justify-between gap-3 max-sm:w-full"),
        class_name="flex flex-wrap items-center justify-between gap-3",
    )


def _turn(icon: str, label: str, href: Any) -> rx.Component:
    look = "grid size-tap place-items-center rounded-control hover:bg-sunken"
    return kit.anchor(kit.icon(icon, label=label), href=href, prevent_scroll_reset=True, class_name=look)


def _view(label: str, href: Any, is_on: Any) -> rx.Component:
    return kit.anchor(
        label,
        href=href,
        prevent_scroll_reset=True,
        aria_current=rx.cond(is_on, "true", "false"),
        class_name="inline-flex min-h-tap items-center rounded-tag px-4 text-sm font-semibold text-soft "
        "aria-[current=true]:bg-raised aria-[current=true]:text-ink aria-[current=true]:shadow-card",
    )


def _below() -> rx.Component:
    """What the colours mean; or where sessions come from, while there are none."""
    legend = rx.el.ul(
        *[
            rx.el.li(
                rx.el.span(
                    custom_attrs={"data-kind": kind}, class_name=f"h-4 w-5 rounded-[3px] border-l-4 {KINDS}"
                ),
                words,
                class_name="flex items-center gap-2",
            )
            for kind, words in _LEGEND
        ],
        aria_label="What the colours mean",
        class_name="flex flex-wrap gap-x-5 gap-y-2 text-sm text-soft",
    )
    nothing = kit.empty(
        "Nothing in these days",
        "Sessions that learners book appear here by themselves. They book in your weekly hours.",
        icon="calendar",
        action=kit.button_link("Set your hours", href=routes.DASHBOARD_SESSIONS, variant="secondary"),
    )
    return rx.cond(state.is_empty, nothing, legend)
