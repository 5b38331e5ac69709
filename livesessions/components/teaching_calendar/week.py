"""A week: columns of hours where there is room for them, else a list of its days."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.components.teaching_calendar.sessions import KINDS, link_or_text
from livesessions.state.teaching_calendar import TeachingCalendarState

state: Any = TeachingCalendarState  # for mypy its vars are values; here they are Vars

_HOUR = "3.75rem"


def week() -> rx.Component:
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
    look = "block h-full overflow-hidden rounded-tag border-l-4 px-2 py-1 text-xs/4 " + KINDS
    return rx.el.li(
        link_or_text(item, words, look),
        key=item.key,
        style={"top": item.top, "height": item.height},
        class_name="absolute inset-x-0.5 pb-0.5",
    )


def listed() -> rx.Component:
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
    look = "block min-h-tap rounded-tag border-l-4 px-3.5 py-2.5 " + KINDS
    return rx.el.li(link_or_text(item, words, look), key=item.key)
