"""A pair of time fields. The browser keeps what is typed; a new key makes it take what the server put in."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from livesessions.components.kit import icon_button
from livesessions.components.kit.field import CONTROL

_TIME = (
    f"{CONTROL} min-w-0 grow !px-2.5 tabular-nums sm:!w-36 sm:grow-0 sm:!px-3.5 "
    "max-sm:[&::-webkit-calendar-picker-indicator]:hidden"
)


def window_fields(
    window: Any,
    *,
    of: rx.Var[str] | str,
    on_time: Callable[[str, rx.Var[str]], Any],
    on_remove: Any,
) -> rx.Component:
    """From–to, with a bin and what is wrong; `of` says for screen readers whose hours they are."""
    error = rx.el.p(
        window.error,
        id=f"{window.key}-error",
        aria_live="polite",
        class_name="text-sm font-medium text-danger empty:hidden",
    )
    line = rx.el.div(
        _time(window, f"{of}, from", window.start, lambda value: on_time("start", value)),
        rx.el.span("–", aria_hidden="true", class_name="text-mute"),
        _time(window, f"{of}, until", window.end, lambda value: on_time("end", value)),
        icon_button(
            "trash-2", label=f"Remove {window.start}–{window.end}", on_click=on_remove, class_name="shrink-0"
        ),
        class_name="flex w-full items-center gap-1.5",
    )
    return rx.el.div(line, error, key=window.key, class_name="flex w-full min-w-0 flex-col gap-1")


def _time(window: Any, label: Any, value: rx.Var[str], on_change: Any) -> rx.Component:
    return rx.el.input(
        type="time",
        step="300",
        aria_label=label,
        aria_invalid=window.error.bool(),
        aria_describedby=f"{window.key}-error",
        default_value=value,
        on_change=on_change,
        class_name=_TIME,
    )
