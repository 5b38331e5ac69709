"""The rules, each with what it does in words."""

from typing import Any

import reflex as rx

from livesessions.components.kit import card, select, text_field
from livesessions.domain.availability import SLOT_INTERVALS
from livesessions.runtime.locales import length
from livesessions.state.availability import AvailabilityState

state: Any = AvailabilityState  # for mypy its vars are values; here they are Vars

STEPS = [
    ("" if each is None else str(each), length(each) if each else "Session length") for each in SLOT_INTERVALS
]


def rules_editor() -> rx.Component:
    """Five fields; the sentence below each follows what is typed."""
    return card(
        rx.el.div(
            _number("Notice you need, in hours", "lead_hours"),
            _number("Most sessions a day", "max_per_day", optional=True),
            _number("Break between sessions, in minutes", "buffer_minutes"),
            _number("Bookable how many days ahead", "booking_window_days"),
            select(
                "Start times every",
                STEPS,
                name="slot_interval",
                hint=state.explained["slot_interval"],
                error=state.rule_errors["slot_interval"],
                default_value=state.rules.slot_interval,
                on_change=lambda value: state.set_rule("slot_interval", value),
            ),
            key=state.rules_key,
            class_name="grid gap-6 sm:grid-cols-2",
        )
    )


def _number(label: str, name: str, *, optional: bool = False) -> rx.Component:
    return text_field(
        label,
        name=name,
        input_mode="numeric",
        auto_complete="off",
        optional=optional,
        max_length=8,
        hint=state.explained[name],
        error=state.rule_errors[name],
        default_value=getattr(state.rules, name),
        on_change=lambda value: state.set_rule(name, value),
    )
