"""Surfaces and the places things stand in: card, section, grid, stat."""

from typing import Any

import reflex as rx

from .icon import icon as draw
from .values import Child, Text, classes, when


def card(*children: Child, padded: bool = True, class_name: str = "", **attrs: Any) -> rx.Component:
    """A raised surface for one thing."""
    look = classes(
        "min-w-0 rounded-card border border-line bg-surface shadow-card",
        "p-5 sm:p-6" if padded else None,
        class_name,
    )
    return rx.el.div(*children, class_name=look, **attrs)


def section(
    title: Child,
    *children: Child,
    intro: Text = "",
    action: rx.Component | None = None,
    class_name: str = "",
    **attrs: Any,
) -> rx.Component:
    """A part of a page under its own heading (h2), with a link or button at its right."""
    words = rx.el.div(
        rx.el.h2(title, class_name="text-heading"),
        when(intro, rx.el.p(intro, class_name="mt-1 max-w-prose text-soft")),
        class_name="min-w-0",
    )
    head = rx.el.div(
        words,
        action or "",
        class_name="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 [&>a]:inline-flex [&>a]:min-h-tap "
        "[&>a]:items-center",
    )
    return rx.el.section(
        head, *children, class_name=classes("flex min-w-0 flex-col gap-5", class_name), **attrs
    )


def page_title(title: Child, *, intro: Text = "", action: rx.Component | None = None) -> rx.Component:
    """The one h1 of a page."""
    words = rx.el.div(
        rx.el.h1(title, class_name="text-title"),
        when(intro, rx.el.p(intro, class_name="mt-2 max-w-prose text-lg text-soft")),
        class_name="min-w-0",
    )
    return rx.el.div(
        words, action or "", class_name="flex flex-wrap items-end justify-between gap-x-6 gap-y-4"
    )


def grid(*children: Child, min_width: str = "17rem", class_name: str = "") -> rx.Component:
    """As many equal columns as fit, each at least `min_width` wide; one on a phone."""
    columns = f"repeat(auto-fill, minmax(min(100%, {min_width}), 1fr))"
    return rx.el.div(
        *children,
        style={"grid_template_columns": columns},
        class_name=classes("grid gap-5 sm:gap-6", class_name),
    )


def stat(
    label: Text, value: Text, *, detail: Text = "", icon: str = "", class_name: str = ""
) -> rx.Component:
    """A number worth a tile."""
    return rx.el.div(
        rx.el.p(
            draw(icon, size=18, class_name="text-accent-text max-[26rem]:hidden") if icon else "",
            label,
            class_name="flex items-center gap-2 text-sm font-medium text-mute",
        ),
        rx.el.p(value, class_name="mt-2 text-heading tabular-nums sm:text-title"),
        when(detail, rx.el.p(detail, class_name="mt-1 text-sm text-soft")),
        class_name=classes(
            "min-w-0 rounded-card border border-line bg-surface p-4 shadow-card sm:p-5", class_name
        ),
    )


def row(*children: Child, class_name: str = "") -> rx.Component:
    """Things side by side, wrapping where they do not fit."""
    return rx.el.div(*children, class_name=classes("flex min-w-0 flex-wrap items-center gap-3", class_name))


def stack(*children: Child, class_name: str = "") -> rx.Component:
    """Things under each other."""
    return rx.el.div(*children, class_name=classes("flex min-w-0 flex-col gap-4", class_name))
