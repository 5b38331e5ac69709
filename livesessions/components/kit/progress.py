"""Where one stands: steps of a task, events of a history."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from .icon import icon as draw
from .values import Child, Text, each

_DOT = (
    "grid size-8 shrink-0 place-items-center rounded-full border-2 text-sm font-bold transition-colors "
    "duration-200 data-[at=past]:border-accent data-[at=past]:bg-accent data-[at=past]:text-on-accent "
    "data-[at=now]:border-accent-text data-[at=now]:text-accent-text data-[at=later]:border-line-strong "
    "data-[at=later]:text-mute"
)


def stepper(steps: Sequence[str], current: int | rx.Var[int], *, label: str = "Progress") -> rx.Component:
    """The steps of a task; `current` counts from 0. On a phone only the current one shows its words."""
    items = [_step(name, place, current, last=place == len(steps) - 1) for place, name in enumerate(steps)]
    said = [(place, f"Step {place + 1} of {len(steps)}: {name}") for place, name in enumerate(steps)]
    return rx.el.nav(
        rx.el.ol(*items, class_name="flex items-center gap-2 sm:gap-3"),
        rx.el.p(rx.match(rx.Var.create(current), *said, ""), aria_live="polite", class_name="sr-only"),
        aria_label=label,
    )


class StepPlace(rx.Component):
    """See step_place.js."""

    library = f"$/public/{rx.asset('step_place.js', shared=True)}"
    tag = "StepPlace"
    step: rx.Var[str]


def step_place(*content: Child, step: Text) -> rx.Component:
    """What one step shows, by the name of the `step`: a panel is at its top and the focus here when it changes."""
    return StepPlace.create(*content, step=step, custom_attrs={"aria-label": step}, class_name="outline-none")


def _step(name: str, place: int, current: Any, *, last: bool) -> rx.Component:
    now = current == place
    at = rx.cond(now, "now", rx.cond(current > place, "past", "later"))
    number = rx.cond(current > place, draw("check", size=16), str(place + 1))
    words = rx.el.span(
        name,
        rx.cond(current > place, rx.el.span(", done", class_name="sr-only"), ""),
        custom_attrs={"data-at": at},
        class_name="truncate text-sm font-semibold data-[at=later]:text-mute data-[at=past]:text-soft "
        "max-sm:data-[at=later]:sr-only max-sm:data-[at=past]:sr-only",
    )
    line = rx.el.span(aria_hidden="true", class_name="h-px min-w-4 grow bg-line-strong") if not last else ""
    return rx.el.li(
        rx.el.span(number, custom_attrs={"data-at": at}, class_name=_DOT),
        words,
        line,
        aria_current=rx.cond(now, "step", "false"),
        class_name=f"flex min-w-0 items-center gap-2 sm:gap-3 {'' if last else 'grow'}",
    )


@dataclass(frozen=True)
class Moment:
    """One line of a `timeline`."""

    title: Text
    when: Text
    text: Text = ""
    icon: str = "check"


def timeline(
    moments: Sequence[Moment] | rx.Var[list[dict[str, str]]], *, label: str = "History"
) -> rx.Component:
    """What happened, oldest first. A Var list holds rows with title, when, text, ahead ("": it happened)."""
    if isinstance(moments, rx.Var):
        lines = each(
            moments, lambda row: _moment(row["title"], row["when"], row["text"], _tick(row["ahead"]))
        )
    else:
        lines = [_moment(moment.title, moment.when, moment.text, _dot(moment.icon)) for moment in moments]
    return rx.el.ol(*lines, aria_label=label, class_name="flex flex-col")


def _tick(ahead: Any) -> rx.Component:
    to_come = rx.el.span(
        rx.el.span("Still to come: ", class_name="sr-only"),
        class_name="relative z-1 m-2 size-5 shrink-0 rounded-full border-2 border-line-strong bg-canvas",
    )
    return rx.cond(ahead == "", _dot("check"), to_come)


def _dot(mark: str) -> rx.Component:
    return rx.el.span(
        draw(mark, size=16),
        class_name="relative z-1 grid size-9 shrink-0 place-items-center rounded-full bg-accent-tint "
        "text-accent-text",
    )


def _moment(title: Text, when: Text, text: Text, dot: rx.Component) -> rx.Component:
    words = rx.el.div(
        rx.el.p(title, class_name="font-semibold"),
        rx.el.p(text, class_name="text-soft empty:hidden"),
        rx.el.p(when, class_name="text-sm text-mute"),
        class_name="min-w-0 pb-6",
    )
    return rx.el.li(
        dot,
        words,
        class_name="relative flex gap-4 before:absolute before:top-9 before:bottom-0 "
        "before:left-[1.0625rem] before:w-0.5 before:bg-line last:before:hidden",
    )
