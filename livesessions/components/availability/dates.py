"""Days off and dates with other hours: a month to choose from, the list, and the form."""

from typing import Any

import reflex as rx

from livesessions.components.availability.windows import window_fields
from livesessions.components.kit import (
    Choice,
    button,
    card,
    closes,
    date_field,
    dialog,
    event_form,
    icon_button,
    radio_cards,
)
from livesessions.components.kit.values import pick
from livesessions.state.availability import AvailabilityState

state: Any = AvailabilityState  # for mypy its vars are values; here they are Vars

KINDS = {
    "blank": "invisible",
    "past": "text-mute opacity-60",
    "closed": "text-mute hover:bg-sunken",
    "open": "bg-success-tint font-semibold hover:ring-2 hover:ring-line-strong",
    "own": "bg-accent-tint font-semibold text-accent-text ring-2 ring-accent-line hover:ring-line-strong",
    "off": "bg-danger-tint text-danger line-through hover:ring-2 hover:ring-line-strong",
}
_CELL = "grid min-h-tap place-items-center rounded-control tabular-nums disabled:pointer-events-none"
_MARK = "grid size-6 place-items-center rounded-tag text-xs"


def dates_editor() -> rx.Component:
    """The month, the list below it, and the form they open."""
    month = card(_month_head(), _month(), _legend())
    return rx.fragment(
        month,
        rx.el.ul(rx.foreach(state.dates, _row), class_name="flex flex-col gap-2"),
        button(
            "Add days off or other hours",
            icon="calendar-x",
            variant="secondary",
            on_click=state.open_dates("", ""),
            class_name="self-start",
        ),
        _form(),
    )


def _month_head() -> rx.Component:
    return rx.el.div(
        icon_button("chevron-left", label="Month before", on_click=state.turn_month(-1)),
        rx.el.h3(state.month, aria_live="polite", class_name="text-subheading"),
        icon_button("chevron-right", label="Next month", on_click=state.turn_month(1)),
        class_name="mb-3 flex items-center justify-between",
    )


def _month() -> rx.Component:
    heads = [
        rx.el.div(name, aria_hidden="true", class_name="py-1 text-center text-xs font-semibold text-mute")
        for name in ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
    ]
    return rx.el.div(*heads, rx.foreach(state.cells, _cell), class_name="grid grid-cols-7 gap-1 sm:gap-1.5")


def _cell(cell: Any) -> rx.Component:
    return rx.el.button(
        cell.number,
        type="button",
        disabled=(cell.kind == "past") | (cell.kind == "blank"),
        aria_label=cell.label,
        aria_current=rx.cond(cell.is_today, "date", "false"),
        on_click=state.open_dates(cell.day, ""),
        class_name=f"{_CELL} {pick(KINDS, cell.kind)}",
    )


def _legend() -> rx.Component:
    marks = (("open", "weekly hours"), ("own", "other hours"), ("off", "day off"))
    items = [
        rx.el.span(
            rx.el.span(
                "7",
                aria_hidden="true",
                class_name=f"grid size-6 place-items-center rounded-tag text-xs {KINDS[kind]}",
            ),
            words,
            class_name="flex items-center gap-2",
        )
        for kind, words in marks
    ]
    return rx.el.div(*items, class_name="mt-4 flex flex-wrap gap-x-5 gap-y-2 text-sm text-soft")


def _row(row: Any) -> rx.Component:
    words = rx.el.div(
        rx.el.p(row.label, class_name="font-semibold"),
        rx.el.p(row.hours, class_name="text-sm text-soft tabular-nums"),
        class_name="min-w-0 grow",
    )
    return rx.el.li(
        words,
        icon_button(
            "pencil",
            label=f"Change {row.label}",
            on_click=state.open_dates(row.first, row.last),
            class_name="shrink-0",
        ),
        icon_button(
            "undo-2",
            label=f"Weekly hours again on {row.label}",
            on_click=state.forget_dates(row.first, row.last),
            class_name="shrink-0",
        ),
        class_name="flex items-center gap-1 rounded-card border border-line bg-surface py-2 pr-2 pl-5",
    )


def _form() -> rx.Component:
    return dialog(
        event_form(
            _days(),
            _kinds(),
            rx.cond(state.dates_kind == "own", _windows(), rx.fragment()),
            rx.el.div(
                button("Apply", type="submit"),
                closes(button("Cancel", variant="ghost")),
                class_name="flex flex-wrap gap-3",
            ),
            on_submit=state.apply_dates,
        ),
        title="Days off and other hours",
        description="For one date or a range, holidays for instance.",
        open=state.dates_open,
        on_open_change=state.close_dates,
    )


def _days() -> rx.Component:
    return rx.el.div(
        date_field(
            "First day",
            name="first",
            required=True,
            default_value=state.dates_first,
            error=state.errors["first"],
        ),
        date_field(
            "Last day",
            name="last",
            optional=True,
            default_value=state.dates_last,
            error=state.errors["last"],
        ),
        class_name="grid gap-5 sm:grid-cols-2",
    )


def _kinds() -> rx.Component:
    return radio_cards(
        "What happens",
        [
            Choice("off", "Day off", "Nothing can be booked.", "ban"),
            Choice("own", "Other hours", "They replace the weekly ones.", "clock"),
        ],
        name="kind",
        chosen=state.dates_kind,
        on_change=state.set_dates_kind,
    )


def _windows() -> rx.Component:
    return rx.el.div(
        rx.foreach(
            state.dates_windows,
            lambda window, index: window_fields(
                window,
                of="Hours",
                on_time=lambda which, value: state.set_dates_time(index, which, value),
                on_remove=state.remove_dates_window(index),
            ),
        ),
        button("Add hours", variant="ghost", size="sm", icon="plus", on_click=state.add_dates_window),
        class_name="flex flex-col items-start gap-2",
    )
