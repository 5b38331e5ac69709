"""Sessions to come: the list, and the question when a change leaves some of them outside the hours."""

from typing import Any

import reflex as rx

from livesessions.components.kit import badge, button, card, closes, dialog, empty, link
from livesessions.state.availability import AvailabilityState

state: Any = AvailabilityState  # for mypy its vars are values; here they are Vars


def coming_up() -> rx.Component:
    """What is booked or waits for an answer."""
    rows = rx.el.ul(rx.foreach(state.booked, _row), class_name="divide-y divide-line")
    nothing = empty(
        "Nothing booked yet",
        "Sessions that learners book appear here, with the day and their name.",
        icon="calendar",
    )
    return card(rx.cond(state.booked.length() > 0, rows, nothing), padded=False)


def outside_question() -> rx.Component:
    """Asked before saving; nothing is ever cancelled by it."""
    return dialog(
        card(
            rx.el.ul(rx.foreach(state.outside, _row), class_name="divide-y divide-line"),
            padded=False,
        ),
        rx.el.p(
            "They stay booked as they are. To cancel one, open it.",
            class_name="mt-4 text-soft",
        ),
        title="Booked sessions outside the new hours",
        footer=rx.el.div(
            button("Save, keep these sessions", on_click=state.save_anyway),
            closes(button("Go on editing", variant="ghost")),
            class_name="flex flex-wrap gap-3",
        ),
        open=state.outside.length() > 0,
        on_open_change=state.keep_editing,
    )


def _row(row: Any) -> rx.Component:
    words = rx.el.div(
        link(row.title, href=row.href, quiet=True, class_name="font-semibold"),
        rx.el.p(row.when, " · ", row.who, class_name="text-sm text-soft"),
        class_name="min-w-0 grow",
    )
    waiting = badge("Waits for your answer", tone="warning", icon="hourglass")
    return rx.el.li(
        words,
        rx.cond(row.is_waiting, waiting, rx.fragment()),
        class_name="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3.5",
    )
