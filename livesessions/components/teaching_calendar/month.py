"""A month: a table of days, each of which leads to its week."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.components.teaching_calendar.sessions import KINDS
from livesessions.state.teaching_calendar import TeachingCalendarState

state: Any = TeachingCalendarState  # for mypy its vars are values; here they are Vars


def month() -> rx.Component:
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
        class_name=f"block truncate rounded-tag border-l-4 px-1.5 py-0.5 text-xs {KINDS}",
    )
