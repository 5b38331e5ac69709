"""The slot picker: a month with the days that have times, and the times of one day.

Days are a grid, times a list box: one tab stop each, arrow keys inside.
"""

from typing import Any

import reflex as rx
from reflex.event import passthrough_event_spec

from livesessions.components import kit
from livesessions.components.kit.values import Child

_SOURCE = rx.asset("roving.js", shared=True)
_DAYS = (
    ("Mo", "Monday"),
    ("Tu", "Tuesday"),
    ("We", "Wednesday"),
    ("Th", "Thursday"),
    ("Fr", "Friday"),
    ("Sa", "Saturday"),
    ("Su", "Sunday"),
)
_DAY = (
    "mx-auto grid size-tap place-items-center rounded-full tabular-nums transition-colors duration-150 "
    "disabled:text-mute disabled:opacity-50 enabled:bg-accent-tint enabled:font-semibold "
    "enabled:text-accent-text enabled:hover:bg-accent-line aria-pressed:bg-accent! aria-pressed:text-on-accent!"
)
_TIME = (
    "flex min-h-tap w-full flex-col items-center justify-center rounded-control border border-line-strong "
    "bg-surface px-3 py-2 text-center tabular-nums transition-colors duration-150 hover:border-accent-text "
    "hover:bg-accent-tint aria-selected:border-accent-text aria-selected:bg-accent-tint"
)


class Roving(rx.Component):
    """One tab stop for many choices."""

    library = f"$/public/{_SOURCE}"
    tag = "Roving"
    grid: rx.Var[bool]

    @classmethod
    def get_event_triggers(cls) -> dict[str, Any]:
        return {**super().get_event_triggers(), "on_turn": passthrough_event_spec(int)}


def slot_picker(state: Any) -> rx.Component:
    """Month and times side by side, under each other on a phone. `state` mixes in `Picker`, and has `choose`."""
    chosen = rx.cond(
        state.has_times,
        rx.el.div(
            rx.el.div(_month_head(state), _month(state), class_name="min-w-0"),
            _times(state),
            class_name="grid gap-6 sm:grid-cols-[minmax(0,21rem)_minmax(0,1fr)]",
        ),
        kit.empty(
            "No free times right now",
            "New times appear here by themselves as soon as there are any.",
            icon="calendar-x",
        ),
    )
    return rx.el.div(_zones(state), chosen, class_name="flex flex-col gap-4")


def time_choices(rows: Any, label: Any, choose: Any) -> rx.Component:
    """A list box of times."""
    return Roving.create(
        rx.el.div(
            rx.foreach(rows, lambda row, place: _time(row, place, choose)),
            role="listbox",
            aria_label=label,
            class_name="grid grid-cols-[repeat(auto-fill,minmax(7.5rem,1fr))] gap-2",
        )
    )


def _zones(state: Any) -> rx.Component:
    theirs: Child = rx.cond(
        state.zones.theirs != "",
        rx.fragment(" ", state.zones.name, " is in ", state.zones.theirs, "."),
        rx.fragment(),
    )
    return rx.el.p(
        kit.icon("globe", size=18, class_name="mt-0.5 text-accent-text"),
        rx.el.span("Times are yours, in ", rx.el.b(state.zones.own), ".", theirs),
        class_name="flex items-start gap-2 text-sm text-soft",
    )


def _month_head(state: Any) -> rx.Component:
    return rx.el.div(
        kit.icon_button(
            "chevron-left",
            label="Month before",
            disabled=~state.has_earlier,
            on_click=state.turn_month(-1),
        ),
        rx.el.h3(state.month, id="picker-month", aria_live="polite", class_name="text-subheading"),
        kit.icon_button(
            "chevron-right", label="Next month", disabled=~state.has_later, on_click=state.turn_month(1)
        ),
        class_name="mb-2 flex items-center justify-between",
    )


def _month(state: Any) -> rx.Component:
    heads = [
        rx.el.th(
            rx.el.span(short, aria_hidden="true"),
            rx.el.span(name, class_name="sr-only"),
            scope="col",
            class_name="pb-1 text-center text-xs font-semibold text-mute",
        )
        for short, name in _DAYS
    ]
    table = rx.el.table(
        rx.el.thead(rx.el.tr(*heads)),
        rx.el.tbody(rx.foreach(state.month_weeks, lambda week: _week(week, state))),
        role="grid",
        aria_labelledby="picker-month",
        class_name="w-full table-fixed border-separate border-spacing-y-1",
    )
    return Roving.create(table, grid=True, on_turn=lambda by: state.turn_month(by))


def _week(week: Any, state: Any) -> rx.Component:
    return rx.el.tr(rx.foreach(week.days, lambda cell: _day(cell, state)), key=week.key)


def _day(cell: Any, state: Any) -> rx.Component:
    button = rx.el.button(
        cell.number,
        type="button",
        disabled=~cell.is_free,
        aria_label=cell.label,
        aria_pressed=cell.is_chosen,
        tab_index=rx.cond(cell.is_first, 0, -1),
        custom_attrs={"data-place": cell.place},
        on_click=state.show_day(cell.day),
        class_name=_DAY,
    )
    return rx.el.td(rx.cond(cell.number != "", button, rx.fragment()), class_name="p-0")


def _times(state: Any) -> rx.Component:
    none_left = rx.el.p("The last time of this day has just gone.", class_name="text-soft")
    note = rx.cond(state.clock_note != "", kit.alert(state.clock_note, tone="info"), rx.fragment())
    return rx.el.div(
        rx.el.h3(state.day, aria_live="polite", class_name="text-subheading"),
        rx.cond(state.times.length() > 0, time_choices(state.times, state.day, state.choose), none_left),
        note,
        class_name="flex min-w-0 flex-col gap-3",
    )


def _time(row: Any, place: Any, choose: Any) -> rx.Component:
    small = "text-xs text-mute"
    return rx.el.button(
        rx.el.span(row.label, class_name="font-semibold"),
        rx.cond(row.there != "", rx.el.span(row.there, class_name=small), rx.fragment()),
        rx.cond(row.seats != "", rx.el.span(row.seats, class_name=small), rx.fragment()),
        type="button",
        role="option",
        aria_selected=row.is_chosen,
        tab_index=rx.cond(row.is_first, 0, -1),
        custom_attrs={"data-place": place},
        on_click=choose(row.iso),
        key=row.iso,
        class_name=_TIME,
    )
