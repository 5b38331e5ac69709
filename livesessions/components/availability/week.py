"""Seven days, each with its windows."""

from typing import Any

import reflex as rx

from livesessions.components.availability.windows import window_fields
from livesessions.components.kit import button, card, checkbox, closes, dialog, event_form, switch
from livesessions.domain.availability import DAY_NAMES
from livesessions.state.availability import AvailabilityState

state: Any = AvailabilityState  # for mypy its vars are values; here they are Vars


def week_editor() -> rx.Component:
    """The week, or an offer to begin with office hours."""
    has_hours = state.has_hours
    return rx.fragment(
        rx.cond(has_hours, rx.fragment(), _first_hours()),
        card(
            rx.el.ul(
                rx.foreach(state.days, _day),
                aria_label="Weekly hours",
                class_name="divide-y divide-line",
            ),
            padded=False,
        ),
        _copy_dialog(),
    )


def _first_hours() -> rx.Component:
    return card(
        rx.el.p("No hours yet", class_name="text-subheading"),
        rx.el.p(
            "Learners can book you inside your weekly hours. Begin with office hours and change what doesn’t "
            "fit, or switch on a day below.",
            class_name="mt-1 text-soft",
        ),
        button(
            "Monday to Friday, 9–17",
            icon="calendar-plus",
            on_click=state.use_office_hours,
            class_name="mt-4",
        ),
        class_name="!border-accent-line bg-accent-tint",
    )


def _day(day: Any) -> rx.Component:
    toggle = rx.el.div(
        switch(
            day.name,
            name=f"day-{day.weekday}",
            checked=day.is_on,
            on_change=lambda is_on: state.set_day_on(day.weekday, is_on),
        ),
        class_name="sm:w-44 sm:shrink-0",
    )
    return rx.el.li(
        toggle,
        rx.cond(day.is_on, _hours(day), rx.el.p("Not open", class_name="py-2.5 text-mute")),
        class_name="flex flex-col gap-x-6 gap-y-2 px-5 py-3.5 sm:flex-row sm:items-start sm:px-6",
    )


def _hours(day: Any) -> rx.Component:
    windows = rx.el.div(
        rx.foreach(day.windows, lambda window, index: _window(day, window, index)),
        class_name="flex w-full min-w-0 flex-col gap-2 sm:w-auto",
    )
    tools = rx.el.div(
        button(
            "Add hours",
            variant="ghost",
            size="sm",
            icon="plus",
            aria_label=f"Add hours on {day.name}",
            on_click=state.add_window(day.weekday),
        ),
        button(
            "Copy",
            variant="ghost",
            size="sm",
            icon="copy",
            aria_label=f"Copy the hours of {day.name} to other days",
            on_click=state.ask_copy(day.weekday),
        ),
        class_name="flex shrink-0 flex-wrap gap-1 self-start",
    )
    return rx.el.div(
        windows,
        tools,
        class_name="flex min-w-0 grow flex-wrap justify-between gap-x-4 gap-y-1 sm:flex-nowrap",
    )


def _window(day: Any, window: Any, index: rx.Var[int]) -> rx.Component:
    return window_fields(
        window,
        of=day.name,
        on_time=lambda which, value: state.set_time(day.weekday, index, which, value),
        on_remove=state.remove_window(day.weekday, index),
    )


def _copy_dialog() -> rx.Component:
    boxes = [
        rx.cond(
            state.copy_from == weekday,
            rx.fragment(),
            checkbox(name, name="days", id=f"copy-{weekday}", value=str(weekday)),
        )
        for weekday, name in enumerate(DAY_NAMES)
    ]
    return dialog(
        event_form(
            rx.el.div(*boxes, class_name="grid grid-cols-2 gap-x-4"),
            rx.el.div(
                button("Copy", type="submit"),
                closes(button("Cancel", variant="ghost")),
                class_name="flex flex-wrap gap-3",
            ),
            on_submit=state.copy_day,
        ),
        title="Copy these hours to",
        description="They replace what those days have now.",
        size="sm",
        open=state.copy_from >= 0,
        on_open_change=state.close_copy,
    )
