"""The dates of an offering that runs on dates."""

from typing import Any

import reflex as rx

from livesessions.components.kit import (
    badge,
    button,
    card,
    closes,
    date_field,
    dialog,
    event_form,
    form_actions,
    icon_button,
    row,
    section,
    select,
    stack,
    text_area,
    text_field,
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
        _planned(),
        _calling_off(),
        intro="Each date can be booked until its seats are gone.",
    )
    return rx.cond(state.saved_on_dates & (state.status != "archived"), shown, rx.fragment())


REPEATS = [
    ("once", "Once"),
    ("weekly", "Every week"),
    ("fortnightly", "Every two weeks"),
    ("monthly", "Every month"),
    ("rule", "By a rule"),
]


def _how_often() -> rx.Component:
    """How many dates, or by which rule."""
    many = text_field(
        "How many dates",
        name="count",
        input_mode="numeric",
        placeholder="10",
        hint="2 to 60.",
        error=state.errors["count"],
    )
    rule = text_field(
        "Rule",
        name="rule",
        placeholder="FREQ=MONTHLY;BYDAY=1SA;COUNT=6",
        hint="An RRULE.",
        error=state.errors["rule"],
    )
    return rx.cond(state.repeat == "once", rx.fragment(), rx.cond(state.repeat == "rule", rule, many))


def _add() -> rx.Component:
    is_once = state.repeat == "once"
    return rx.el.div(
        event_form(
            date_field("Date", name="day", required=True, error=state.errors["day"] | state.errors["date"]),
            time_field(
                "Start",
                name="time",
                step_minutes=5,
                required=True,
                hint=state.zone,
                error=state.errors["time"],
            ),
            select("Repeat", REPEATS, name="repeat", value=state.repeat, on_change=state.set_repeat),
            _how_often(),
            button(
                rx.cond(is_once, "Add date", "Show the dates"),
                type="submit",
                variant="secondary",
                icon="calendar-plus",
                class_name="sm:col-span-2 sm:justify-self-start",
            ),
            on_submit=state.add_date,
            class_name="!grid items-start gap-x-5 sm:grid-cols-2",
        ),
        error_line("field-times", state.errors["times"]),
        class_name="flex flex-col gap-2",
    )


def _planned() -> rx.Component:
    """What the rule makes, before anybody sees it."""
    head = rx.el.h3("Before you publish", class_name="text-subheading")
    rows = rx.el.ul(rx.foreach(state.planned, _planned_row), class_name="divide-y divide-line")
    actions = row(
        button(
            f"Publish {state.free_dates} dates",
            on_click=state.publish_planned,
            disabled=state.free_dates == 0,
        ),
        button("Don’t", variant="ghost", on_click=state.drop_planned),
    )
    return rx.cond(
        state.planned.length() > 0, card(stack(head, rows, actions, class_name="gap-4")), rx.fragment()
    )


def _planned_row(planned: Any) -> rx.Component:
    mark = rx.cond(planned.is_free, badge("Free", tone="success"), badge("Left out", tone="warning"))
    words = rx.el.div(
        rx.el.p(planned.when, class_name="tabular-nums"),
        rx.el.p(planned.note, class_name="text-sm text-soft empty:hidden"),
        class_name="min-w-0 grow",
    )
    return rx.el.li(
        words, mark, key=planned.iso, class_name="flex items-center gap-3 py-2.5 first:pt-0 last:pb-0"
    )


def _calling_off() -> rx.Component:
    """Why a booked date does not take place."""
    asked = event_form(
        text_area(
            "Reason",
            name="reason",
            rows=3,
            required=True,
            hint="Everybody who booked reads it.",
            error=state.errors["reason"],
        ),
        form_actions(
            button("Cancel this date", type="submit", variant="danger"),
            closes(button("Keep it", variant="ghost")),
        ),
        on_submit=state.call_off,
        no_validate=True,
    )
    return dialog(
        asked,
        title="Cancel this date?",
        description=f"{state.calling_off_when}: everybody who booked gets all of their money back.",
        open=state.calling_off != "",
        on_open_change=state.close_calling_off,
    )


def _row(published: Any) -> rx.Component:
    words = rx.el.div(
        rx.el.p(published.when, class_name="font-semibold tabular-nums"),
        rx.el.p(published.seats, class_name="text-sm text-soft"),
        class_name="min-w-0 grow",
    )
    remove = icon_button(
        "trash-2", label=f"Withdraw {published.when}", on_click=state.withdraw_date(published.reference)
    )
    cancel = icon_button(
        "calendar-x", label=f"Cancel {published.when}", on_click=state.ask_to_call_off(published.reference)
    )
    return rx.el.li(
        words,
        rx.cond(published.is_booked, cancel, remove),
        class_name="flex items-center gap-3 py-2.5 first:pt-0 last:pb-0",
    )
