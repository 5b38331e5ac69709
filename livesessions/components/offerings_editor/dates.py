"""The dates of an offering that runs on dates."""

from typing import Any

import reflex as rx

from livesessions.components.kit import (
    button,
    card,
    date_field,
    event_form,
    icon_button,
    section,
    time_field,
)
from livesessions.components.kit.field import error_line
from livesessions.state.offerings import OfferingEditorState

state: Any = OfferingEditorState  # for mypy its vars are values; here they are Vars


def dates_section() -> rx.Component:
    """Once the offering is saved: its dates, and a form for one more."""
    rows = rx.el.ul(rx.foreach(state.dates, _row), class_name="divide-y divide-line")
    nothing = rx.el.p("No dates yet.", class_name="text-mute")
    shown = section(
        "Dates",
        card(rx.cond(state.dates.length() > 0, rows, nothing)),
        _add(),
        intro="Each date can be booked until its seats are gone.",
    )
    return rx.cond(state.saved_on_dates & (state.status != "archived"), shown, rx.fragment())


def _add() -> rx.Component:
    return rx.el.div(
        event_form(
            date_field("Date", name="day", required=True),
            time_field("Start", name="time", step_minutes=5, required=True, hint=state.zone),
            button("Add date", type="submit", variant="secondary", icon="calendar-plus"),
            on_submit=state.add_date,
            class_name="!grid items-start gap-x-5 sm:grid-cols-[1fr_1fr_auto] sm:[&>button]:mt-[1.65rem]",
        ),
        error_line("field-date", state.errors["date"]),
        error_line("field-times", state.errors["times"]),
        class_name="flex flex-col gap-2",
    )


def _row(row: Any) -> rx.Component:
    words = rx.el.div(
        rx.el.p(row.when, class_name="font-semibold tabular-nums"),
        rx.el.p(row.seats, class_name="text-sm text-soft"),
        class_name="min-w-0 grow",
    )
    remove = icon_button("trash-2", label=f"Withdraw {row.when}", on_click=state.withdraw_date(row.reference))
    return rx.el.li(
        words,
        rx.cond(row.is_booked, rx.fragment(), remove),
        class_name="flex items-center gap-3 py-2.5 first:pt-0 last:pb-0",
    )
