"""Checkbox, switch and cards to choose one from: native inputs, so they post and obey the keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from .field import control_attrs, control_id, error_line, group_attrs, hint_line
from .icon import icon as draw
from .values import Child, Text, is_given

_BOX = (
    "peer size-6 shrink-0 appearance-none rounded-tag border-2 border-line-strong bg-surface "
    "transition-colors duration-150 checked:border-accent checked:bg-accent hover:border-ink "
    "aria-invalid:border-danger disabled:opacity-50 disabled:hover:border-line-strong"
)
_TRACK = (
    "peer h-7 w-12 shrink-0 appearance-none rounded-full border-2 border-line-strong bg-line-strong "
    "transition-colors duration-150 checked:border-accent checked:bg-accent disabled:opacity-50"
)
_KNOB = (
    "pointer-events-none absolute top-1 left-1 size-5 rounded-full bg-white shadow-card "
    "transition-transform duration-150 peer-checked:translate-x-5"
)


def checkbox(
    *label: Child,
    name: str,
    id: str = "",
    hint: Text = "",
    error: Text = "",
    required: bool = False,
    **attrs: Any,
) -> rx.Component:
    """A box to tick; the whole row is its target. `checked`, `on_change`, … pass through."""
    own = control_id(name, id)
    wiring = control_attrs(name, id=id, hint=hint, error=error, required=required)
    mark = draw(
        "check",
        size=18,
        class_name="pointer-events-none absolute top-[3px] left-[3px] hidden text-on-accent "
        "peer-checked:block",
    )
    box = rx.el.span(
        rx.el.input(type="checkbox", class_name=_BOX, **wiring, **attrs), mark, class_name="relative flex"
    )
    row = rx.el.label(
        box,
        rx.el.span(*label, class_name="pt-px"),
        html_for=own,
        class_name="flex min-h-tap items-start gap-3 py-2.5 leading-snug",
    )
    return _with_lines(row, own, hint, error, "pl-9")


def switch(*label: Child, name: str, id: str = "", hint: Text = "", **attrs: Any) -> rx.Component:
    """On or off, at once. Use a checkbox where something is saved later."""
    own = control_id(name, id)
    wiring = control_attrs(name, id=id, hint=hint)
    track = rx.el.input(type="checkbox", role="switch", class_name=_TRACK, **wiring, **attrs)
    row = rx.el.label(
        rx.el.span(*label, class_name="font-medium"),
        rx.el.span(track, rx.el.span(class_name=_KNOB), class_name="relative flex"),
        html_for=own,
        class_name="flex min-h-tap items-center justify-between gap-4",
    )
    return _with_lines(row, own, hint, "", "")


@dataclass(frozen=True)
class Choice:
    """One card of `radio_cards`."""

    value: str
    label: Text
    detail: Text = ""
    icon: str = ""


def radio_cards(
    legend: Text, choices: Sequence[Choice], *, name: str, chosen: Text = "", error: Text = "", **attrs: Any
) -> rx.Component:
    """Choose one of a few, each explained. With `on_change`, `chosen` controls it; else it starts there."""
    state = "checked" if "on_change" in attrs else "default_checked"
    cards = [_radio_card(choice, name, {state: chosen == choice.value, **attrs}) for choice in choices]
    return rx.el.fieldset(
        rx.el.legend(legend, class_name="mb-1.5 text-sm font-semibold"),
        rx.el.div(*cards, class_name="grid gap-3 sm:grid-cols-[repeat(auto-fit,minmax(13rem,1fr))]"),
        error_line(f"field-{name}", error) if is_given(error) else rx.fragment(),
        **group_attrs(name, error),
        class_name="flex min-w-0 flex-col gap-1.5",
    )


def _radio_card(choice: Choice, name: str, attrs: dict[str, Any]) -> rx.Component:
    words = rx.el.span(
        rx.el.span(choice.label, class_name="block font-semibold"),
        rx.el.span(choice.detail, class_name="block text-sm text-mute") if is_given(choice.detail) else "",
        class_name="min-w-0",
    )
    dot = rx.el.span(
        class_name="ml-auto mt-0.5 size-5 shrink-0 rounded-full border-2 border-line-strong "
        "group-has-checked:border-[6px] group-has-checked:border-accent"
    )
    return rx.el.label(
        rx.el.input(type="radio", name=name, value=choice.value, class_name="sr-only", **attrs),
        draw(choice.icon, class_name="mt-0.5 text-accent-text") if choice.icon else "",
        words,
        dot,
        class_name="group relative flex min-h-tap items-start gap-3 rounded-control border "
        "border-line-strong bg-surface p-4 transition-colors duration-150 hover:border-ink "
        "has-checked:border-accent-text has-checked:bg-accent-tint has-disabled:opacity-55 "
        "has-focus-visible:outline-3 has-focus-visible:outline-offset-2 "
        "has-focus-visible:outline-accent-text",
    )


def _with_lines(row: rx.Component, own: str, hint: Text, error: Text, indent: str) -> rx.Component:
    hinted = rx.el.div(hint_line(own, hint), class_name=indent) if is_given(hint) else rx.fragment()
    wrong = rx.el.div(error_line(own, error), class_name=indent) if is_given(error) else rx.fragment()
    return rx.el.div(row, hinted, wrong, class_name="min-w-0")
