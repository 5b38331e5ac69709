"""The instructor's calendar: a week as columns of hours, a month as a table of days, a list on a phone."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.runtime import routes
from livesessions.state.teaching_calendar import TeachingCalendarState

state: Any = TeachingCalendarState  # for mypy its vars are values; here they are Vars

_KINDS = (
    "data-[kind=booked]:border-accent data-[kind=booked]:bg-accent-tint "
    "data-[kind=waiting]:border-warning data-[kind=waiting]:bg-warning-tint "
    "data-[kind=open]:border-success data-[kind=open]:bg-success-tint "
    "data-[kind=done]:border-line-strong data-[kind=done]:bg-sunken data-[kind=done]:text-soft "
    "data-[kind=busy]:border-line-strong data-[kind=busy]:bg-sunken data-[kind=busy]:text-mute"
)
_LEGEND = (
    ("booked", "Booked"),
    ("waiting", "Waits for your answer"),
    ("open", "Open date"),
    ("done", "Over"),
)
_HOUR = "3.75rem"


def teaching_calendar() -> rx.Component:
    """Everything under the title."""
    shown = rx.cond(state.span.is_month, _month(), rx.fragment(_week(), _list()))
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


def _week() -> rx.Component:
    """Seven columns of hours, where there is room for them."""
    heads = rx.el.div(
        rx.el.span(),
        rx.foreach(state.days, _day_head),
        class_name="grid grid-cols-[3.5rem_repeat(7,minmax(0,1fr))] border-b border-line",
    )
    hours = rx.el.div(
        rx.foreach(
            state.hours,
            lambda hour: rx.el.span(
                hour, class_name="-translate-y-2 pr-2 text-right text-xs text-mute", style={"height": _HOUR}
            ),
        ),
        aria_hidden="true",
        class_name="flex flex-col [&>:first-child]:invisible",
    )
    columns = rx.foreach(state.days, _column)
    body = rx.el.div(
        hours, columns, class_name="grid grid-cols-[3.5rem_repeat(7,minmax(0,1fr))] overflow-hidden"
    )
    return kit.card(heads, body, padded=False, class_name="hidden overflow-hidden lg:block")


def _day_head(day: Any) -> rx.Component:
    number = rx.el.span(
        day.number,
        class_name="mx-auto grid size-9 place-items-center rounded-full text-subheading tabular-nums "
        "group-data-[today=true]:bg-accent group-data-[today=true]:text-on-accent",
    )
    return rx.el.div(
        rx.el.span(day.weekday, class_name="text-xs font-semibold text-mute"),
        number,
        custom_attrs={"data-today": day.is_today},
        aria_hidden="true",
        class_name="group border-l border-line py-2 text-center",
    )


def _column(day: Any) -> rx.Component:
    lines = {"background_image": "linear-gradient(to bottom, var(--line) 1px, transparent 1px)"}
    now = rx.el.span(
        aria_hidden="true",
        style={"top": day.now},
        class_name="absolute inset-x-0 z-10 h-0.5 bg-danger before:absolute before:-top-1 before:-left-1 "
        "before:size-2.5 before:rounded-full before:bg-danger",
    )
    return rx.el.section(
        rx.el.h3(day.label, class_name="sr-only"),
        rx.el.ul(rx.foreach(day.lines, _block), class_name="contents"),
        rx.cond(day.now != "", now, rx.fragment()),
        style={**lines, "background_size": f"100% {_HOUR}"},
        custom_attrs={"data-today": day.is_today},
        class_name="relative min-w-0 border-l border-line data-[today=true]:bg-accent-tint/30",
    )


def _block(item: Any) -> rx.Component:
    words = rx.fragment(
        rx.el.span(item.title, class_name="block truncate font-semibold"),
        rx.el.span(item.when, class_name="block truncate tabular-nums"),
        rx.el.span(item.who, class_name="block truncate empty:hidden"),
    )
    look = "block h-full overflow-hidden rounded-tag border-l-4 px-2 py-1 text-xs/4 " + _KINDS
    return rx.el.li(
        _link_or_text(item, words, look),
        key=item.key,
        style={"top": item.top, "height": item.height},
        class_name="absolute inset-x-0.5 pb-0.5",
    )


def _list() -> rx.Component:
    """The same week, day by day."""
    return rx.el.div(rx.foreach(state.days, _list_day), class_name="flex flex-col gap-3 lg:hidden")


def _list_day(day: Any) -> rx.Component:
    nothing = rx.el.p("Nothing", class_name="text-sm text-mute")
    rows = rx.el.ul(rx.foreach(day.lines, _list_item), class_name="flex flex-col gap-2")
    return rx.el.section(
        rx.el.h3(
            day.label,
            rx.cond(day.is_today, kit.badge("Today", tone="accent"), rx.fragment()),
            class_name="flex items-center gap-2 text-sm font-semibold",
        ),
        rx.cond(day.lines.length() > 0, rows, nothing),
        custom_attrs={"data-past": day.is_past},
        class_name="flex flex-col gap-2 rounded-card border border-line bg-surface p-4 shadow-card "
        "data-[past=true]:bg-transparent data-[past=true]:shadow-none data-[past=true]:has-[p]:hidden",
    )


def _list_item(item: Any) -> rx.Component:
    words = rx.fragment(
        rx.el.span(item.when, class_name="block text-sm tabular-nums"),
        rx.el.span(item.title, class_name="block font-semibold break-words"),
        rx.el.span(item.who, class_name="block text-sm text-soft empty:hidden"),
    )
    look = "block min-h-tap rounded-tag border-l-4 px-3.5 py-2.5 " + _KINDS
    return rx.el.li(_link_or_text(item, words, look), key=item.key)


def _link_or_text(item: Any, words: rx.Component, look: str) -> rx.Component:
    kind = {"data-kind": item.kind}
    return rx.cond(
        item.href != "",
        kit.anchor(words, href=item.href, custom_attrs=kind, class_name=f"{look} hover:shadow-lift"),
        rx.el.div(words, custom_attrs=kind, class_name=look),
    )


def _month() -> rx.Component:
    """A table of days; each leads to its week."""
    days = rx.el.ol(rx.foreach(state.days, _month_day), class_name="grid grid-cols-7")
    heads = rx.el.div(
        rx.foreach(
            state.days[:7],
            lambda day: rx.el.span(
                day.weekday, class_name="py-2 text-center text-xs font-semibold text-mute"
            ),
        ),
        aria_hidden="true",
        class_name="grid grid-cols-7 border-b border-line",
    )
    return kit.card(heads, days, padded=False, class_name="overflow-hidden")


def _month_day(day: Any) -> rx.Component:
    number = rx.el.span(
        day.number,
        aria_hidden="true",
        class_name="grid size-8 place-items-center rounded-full text-sm font-medium tabular-nums "
        "group-data-[today=true]:bg-accent group-data-[today=true]:font-semibold "
        "group-data-[today=true]:text-on-accent group-data-[outside=true]:text-mute",
    )
    dots = rx.el.span(
        rx.foreach(day.lines[:3], _dot), aria_hidden="true", class_name="flex min-h-2 gap-1 px-1.5 lg:hidden"
    )
    chips = rx.el.span(
        rx.foreach(day.lines[:3], _chip),
        rx.cond(day.lines.length() > 3, rx.el.span("more …", class_name="px-1.5 text-xs text-mute"), ""),
        aria_hidden="true",
        class_name="hidden min-w-0 flex-col gap-1 lg:flex",
    )
    return rx.el.li(
        kit.anchor(
            rx.el.span(day.label, " ", day.count, class_name="sr-only"),
            number,
            dots,
            chips,
            href=day.href,
            class_name="flex h-full min-h-16 min-w-0 flex-col gap-1 p-1 hover:bg-sunken lg:min-h-28 lg:p-1.5",
        ),
        key=day.key,
        custom_attrs={"data-today": day.is_today, "data-outside": day.is_outside},
        class_name="group min-w-0 border-b border-line not-[:nth-child(7n+1)]:border-l "
        "data-[outside=true]:bg-sunken/60",
    )


def _dot(item: Any) -> rx.Component:
    return rx.el.span(
        custom_attrs={"data-kind": item.kind},
        class_name="size-2 rounded-full bg-line-strong data-[kind=booked]:bg-accent "
        "data-[kind=open]:bg-success data-[kind=waiting]:bg-warning",
    )


def _chip(item: Any) -> rx.Component:
    return rx.el.span(
        rx.el.b(item.starts, class_name="font-semibold tabular-nums"),
        " ",
        item.title,
        custom_attrs={"data-kind": item.kind},
        class_name=f"block truncate rounded-tag border-l-4 px-1.5 py-0.5 text-xs {_KINDS}",
    )


def _below() -> rx.Component:
    """What the colours mean; or where sessions come from, while there are none."""
    legend = rx.el.ul(
        *[
            rx.el.li(
                rx.el.span(
                    custom_attrs={"data-kind": kind}, class_name=f"h-4 w-5 rounded-[3px] border-l-4 {_KINDS}"
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
