"""Money and time, as words that arrive ready."""

import reflex as rx

from .icon import icon as draw
from .values import Text, classes, when

_SIZES = {"sm": "text-base", "md": "text-subheading", "lg": "text-title"}


def price(
    amount: Text, *, per: Text = "", was: Text = "", size: str = "md", class_name: str = ""
) -> rx.Component:
    """ "€ 45" and what it is for ("per person"); `was` is struck through."""
    old = rx.el.s(
        rx.el.span("was ", class_name="sr-only"), was, class_name="mr-1.5 text-sm font-normal text-mute"
    )
    return rx.el.p(
        when(was, old),
        rx.el.span(amount, class_name=classes(_SIZES[size], "font-bold tabular-nums")),
        when(per, rx.el.span(" ", per, class_name="text-sm text-mute")),
        class_name=classes("whitespace-nowrap", class_name),
    )


def time(text: Text, *, iso: Text, other: Text = "", icon: str = "calendar") -> rx.Component:
    """A moment in the viewer's zone, and under it in the other person's where the two differ."""
    there = when(other, rx.el.span(other, class_name="block text-sm text-mute"))
    return rx.el.p(
        draw(icon, class_name="mt-0.5 text-accent-text") if icon else "",
        rx.el.span(rx.el.time(text, date_time=iso, class_name="font-medium"), there, class_name="min-w-0"),
        class_name="flex items-start gap-2.5",
    )
