"""What a learner would see, and why a time is not there."""

from typing import Any

import reflex as rx

from livesessions.components.availability.zone import ZONES
from livesessions.components.kit import alert, button, combobox, date_field, event_form, select, time_field
from livesessions.state.availability import AvailabilityState

state: Any = AvailabilityState  # for mypy its vars are values; here they are Vars

_CHIP = "rounded-tag border border-line bg-surface px-2 py-1 text-sm tabular-nums"


def preview_panel() -> rx.Component:
    """The next two weeks with what is typed, saved or not."""
    return rx.fragment(
        rx.el.div(
            combobox(
                "Seen from",
                ZONES,
                name="preview_zone",
                hint=state.preview_zone.clock,
                value=state.preview_zone.name,
                on_change=state.set_preview_zone,
            ),
            select(
                "For",
                state.offerings,
                name="preview_offering",
                placeholder="Any session of an hour",
                value=state.preview_offering,
                on_change=state.set_preview_offering,
            ),
            class_name="grid gap-5 sm:grid-cols-2",
        ),
        rx.cond(
            state.preview_count == 0,
            alert(
                "With these hours and rules there is no time to book in the next two weeks.", tone="warning"
            ),
            rx.fragment(),
        ),
        rx.el.ul(
            rx.foreach(state.preview_days, _day),
            aria_label="Times a learner sees",
            class_name="divide-y divide-line rounded-card border border-line bg-surface",
        ),
    )


def troubleshooter() -> rx.Component:
    """A date and a time, and every reason why it is not offered."""
    return rx.fragment(
        event_form(
            date_field("Date", name="day", required=True, error=state.errors["day"]),
            time_field(
                "Time on your clock", name="time", step_minutes=5, required=True, error=state.errors["time"]
            ),
            button("Why isn’t it offered?", type="submit", variant="secondary", class_name="sm:mt-7"),
            on_submit=state.ask_why,
            class_name="!grid items-start sm:grid-cols-[1fr_1fr_auto]",
        ),
        rx.cond(
            state.why_about != "",
            rx.cond(state.why.length() > 0, _reasons(), _offered()),
            rx.fragment(),
        ),
    )


def _day(day: Any) -> rx.Component:
    times = rx.el.ul(
        rx.foreach(day.times, lambda each: rx.el.li(each, class_name=_CHIP)),
        class_name="flex flex-wrap gap-1.5",
    )
    return rx.el.li(
        rx.el.p(day.label, class_name="text-sm font-semibold sm:w-28 sm:shrink-0 sm:py-1"),
        rx.cond(day.times.length() > 0, times, rx.el.p("No times", class_name="text-sm text-mute sm:py-1")),
        class_name="flex flex-col gap-2 px-5 py-3 sm:flex-row",
    )


def _reasons() -> rx.Component:
    return alert(
        rx.el.ul(rx.foreach(state.why, lambda each: rx.el.li(each)), class_name="list-disc pl-5"),
        title=f"{state.why_about} is not offered",
        tone="info",
    )


def _offered() -> rx.Component:
    return alert("Learners can book it.", title=f"{state.why_about} is offered", tone="success")
