"""Small words with a colour: a status, a kind, a count."""

from typing import Any

import reflex as rx

from .icon import icon as draw
from .values import Child, Text, classes, pick

TONES = {
    "neutral": "bg-sunken text-soft dark:bg-line",
    "accent": "bg-accent-tint text-accent-text",
    "success": "bg-success-tint text-success",
    "warning": "bg-warning-tint text-warning",
    "danger": "bg-danger-tint text-danger",
}
_BASE = (
    "inline-flex w-fit items-center gap-1.5 rounded-full px-2.5 py-1 text-xs font-semibold whitespace-nowrap"
)


def badge(*label: Child, tone: Text = "neutral", icon: str = "", class_name: str = "") -> rx.Component:
    """`tone`: neutral, accent, success, warning or danger. The words say it, the colour only helps."""
    mark = draw(icon, size=14) if icon else ""
    look = f"{classes(_BASE, class_name)} {pick(TONES, tone)}"
    return rx.el.span(mark, *label, class_name=look)


def count_dot(count: Any, *, label: Text = "new") -> rx.Component:
    """A number on the corner of an icon button; nothing at zero, 9+ above nine."""
    many, any_new = count > 9, count > 0
    shown = rx.el.span(
        rx.cond(many, "9+", count),
        rx.el.span(" ", label, class_name="sr-only"),
        class_name="pointer-events-none absolute top-0 right-0 min-w-5 rounded-full bg-danger px-1 "
        "text-center text-[0.6875rem] leading-5 font-bold text-surface",
    )
    return rx.cond(any_new, shown, rx.fragment())
