"""The zone the hours are meant in, and the question a change of it raises."""

from typing import Any

import reflex as rx

from livesessions.components.kit import button, card, closes, combobox, dialog
from livesessions.domain.times import zone_names
from livesessions.state.availability import AvailabilityState

state: Any = AvailabilityState  # for mypy its vars are values; here they are Vars

ZONES = [(name, name.replace("_", " ").replace("/", " / ")) for name in zone_names()]


def zone_editor() -> rx.Component:
    """One field; what the clock shows there now stands below it."""
    return card(
        combobox(
            "Your time zone",
            ZONES,
            name="zone",
            hint=state.zone_hint,
            placeholder="Search by city or region",
            value=state.zone.name,
            on_change=state.choose_zone,
        ),
        _question(),
    )


def _question() -> rx.Component:
    asked = state.zone_asked
    return dialog(
        rx.el.div(
            _answer(
                "Keep the clock times",
                "09:00 stays 09:00, now on the new zone’s clock. Choose this if you have moved.",
                state.keep_clock,
            ),
            _answer(
                "Keep the same moments",
                "Learners go on seeing the same times; your clock times change. Dates with hours of their own "
                "keep their clock times.",
                state.keep_moments,
            ),
            closes(button("Leave my time zone as it is", variant="ghost")),
            class_name="flex flex-col gap-3",
        ),
        title="What about your hours?",
        description=f"{asked.label}: it is {asked.clock} there now.",
        open=asked.name != "",
        on_open_change=state.keep_zone,
    )


def _answer(title: str, text: str, on_click: Any) -> rx.Component:
    return rx.el.button(
        rx.el.span(title, class_name="block font-semibold"),
        rx.el.span(text, class_name="mt-0.5 block text-sm text-soft"),
        type="button",
        on_click=on_click,
        class_name="rounded-control border border-line-strong bg-surface p-4 text-left hover:border-ink",
    )
