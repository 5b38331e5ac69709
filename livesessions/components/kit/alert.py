"""Messages that stand in the page: alerts and banners across its top."""

from typing import Any

import reflex as rx

from .icon import icon as draw
from .values import Child, Text, pick, when

_TONES = {
    "info": "bg-accent-tint text-accent-text",
    "success": "bg-success-tint text-success",
    "warning": "bg-warning-tint text-warning",
    "danger": "bg-danger-tint text-danger",
}
_BASE = "flex flex-wrap items-center gap-x-4 gap-y-3 rounded-control p-4"
_ICONS = {"info": "info", "success": "circle-check", "warning": "triangle-alert", "danger": "circle-alert"}


def alert(
    *text: Child, title: Text = "", tone: Text = "info", action: rx.Component | None = None, **attrs: Any
) -> rx.Component:
    """A message about this page. `tone`: info, success, warning, danger (danger is announced at once)."""
    urgency = {} if isinstance(tone, rx.Var) else {"role": "alert" if tone == "danger" else "status"}
    words = rx.el.div(
        when(title, rx.el.p(title, class_name="font-semibold")),
        rx.el.div(*text, class_name="text-ink") if text else "",
        class_name="min-w-0 self-center",
    )
    mark = draw(pick(_ICONS, tone), among=tuple(_ICONS.values()), class_name="mt-0.5")
    return rx.el.div(
        rx.el.div(mark, words, class_name="flex min-w-0 flex-1 basis-56 items-start gap-3"),
        action or "",
        class_name=f"{_BASE} {pick(_TONES, tone)}",
        **{**urgency, **attrs},
    )


def banner(*text: Child, tone: Text = "info", icon: str = "info") -> rx.Component:
    """One line across the top of every page, for what concerns the whole visit."""
    line = rx.el.p(*text, class_name="min-w-0 text-sm font-medium")
    inside = rx.el.div(
        draw(icon, size=18), line, class_name="mx-auto flex max-w-page items-center gap-2.5 px-gutter py-2"
    )
    return rx.el.aside(inside, aria_label="Notice", class_name=pick(_TONES, tone))


def test_mode_banner() -> rx.Component:
    """Nothing here costs money: the payments of this installation are a sandbox."""
    return banner(
        "Test mode: no real money moves. Pay with card 4242 4242 4242 4242.",
        tone="warning",
        icon="credit-card",
    )
