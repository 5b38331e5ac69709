"""Calendars elsewhere whose events take an instructor's time: the list, and two ways to add one."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.runtime import routes
from livesessions.state.calendars import CalendarsState

state: Any = CalendarsState  # for mypy its vars are values; here they are Vars

_FILE = (
    "block w-full min-h-tap rounded-control border border-line-strong bg-surface px-3 py-2 text-sm text-soft "
    "file:mr-3 file:rounded-tag file:border-0 file:bg-accent-tint file:px-3 file:py-1.5 file:font-semibold "
    "file:text-accent-text"
)


def calendars_section() -> rx.Component:
    """What is read, how the last look went, and the forms to add one."""
    nothing = kit.empty(
        "No other calendar yet",
        "Add the calendar you already keep: what is in it is never offered to learners. Only the times are read.",
        icon="calendar-x",
    )
    rows = rx.el.ul(
        rx.foreach(state.calendars, _row), aria_label="Calendars", class_name="divide-y divide-line"
    )
    return rx.el.div(
        kit.card(rx.cond(state.calendars.length() > 0, rows, nothing), padded=False),
        rx.el.div(_by_address(), _by_file(), class_name="grid items-start gap-5 lg:grid-cols-2"),
        _name_dialog(),
        _remove_dialog(),
        id="calendars",
        class_name="flex min-w-0 scroll-mt-24 flex-col gap-5",
    )


def _row(row: Any) -> rx.Component:
    words = rx.el.div(
        rx.el.p(row.name, class_name="font-semibold [overflow-wrap:anywhere]"),
        rx.el.p(row.shown, " · ", row.said, class_name="text-sm text-soft [overflow-wrap:anywhere]"),
        rx.cond(
            row.problem != "",
            rx.el.p(
                kit.icon("triangle-alert", size=16, class_name="mt-0.5 shrink-0"),
                rx.el.span(row.problem),
                class_name="mt-1 flex items-start gap-1.5 text-sm font-medium text-danger",
            ),
            rx.fragment(),
        ),
        aria_live="polite",
        class_name="min-w-0 grow basis-60",
    )
    tools = rx.el.div(
        kit.icon_button("refresh-cw", label=f"Look at {row.name} now", on_click=state.look_now(row.id)),
        kit.icon_button("pencil", label=f"Rename {row.name}", on_click=state.ask_name(row.id)),
        kit.icon_button("trash-2", label=f"Remove {row.name}", on_click=state.ask_remove(row.id)),
        class_name="-ml-3 flex shrink-0 sm:-mr-2 sm:ml-0",
    )
    return rx.el.li(
        words, tools, key=row.id, class_name="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3.5 sm:px-6"
    )


def _by_address() -> rx.Component:
    form = kit.event_form(
        kit.text_field(
            "Address of the calendar",
            name="address",
            type="password",
            auto_complete="off",
            required=True,
            placeholder="https:// or webcal://",
            hint="The “secret address in iCal format”. It is kept like a password and never shown again.",
            error=state.errors["address"],
        ),
        kit.text_field("Name", name="name", optional=True, auto_complete="off", error=state.errors["name"]),
        kit.button("Add calendar", type="submit", icon="calendar-plus", class_name="self-start"),
        on_submit=state.add,
        key=state.form_key,
    )
    return kit.card(rx.el.h3("From an address", class_name="mb-4 text-subheading"), form)


def _by_file() -> rx.Component:
    own = kit.control_id("file", "calendar-file")
    form = kit.form(
        kit.field(
            "Calendar file (.ics)",
            rx.el.input(
                type="file",
                accept=".ics,text/calendar",
                class_name=_FILE,
                **kit.control_attrs("file", id="calendar-file", hint="x", required=True),
            ),
            name="file",
            id=own,
            hint="It stays as it is: upload it again when it changes. Up to 5 MB.",
        ),
        kit.button("Upload file", type="submit", variant="secondary", icon="upload", class_name="self-start"),
        action=routes.UPLOAD_CALENDAR,
        enc_type="multipart/form-data",
    )
    return kit.card(rx.el.h3("From a file", class_name="mb-4 text-subheading"), form)


def _name_dialog() -> rx.Component:
    return kit.dialog(
        kit.event_form(
            kit.text_field(
                "Name",
                name="name",
                id="calendar-name",
                default_value=state.old_name,
                auto_complete="off",
                error=state.errors["name"],
            ),
            rx.el.div(
                kit.button("Save name", type="submit"),
                kit.closes(kit.button("Cancel", variant="ghost")),
                class_name="flex flex-wrap gap-3",
            ),
            on_submit=state.give_name,
        ),
        title="Rename calendar",
        size="sm",
        open=state.renaming > 0,
        on_open_change=state.close_name,
    )


def _remove_dialog() -> rx.Component:
    return kit.dialog(
        rx.el.p("Its busy times are offered to learners again. Sessions that are booked stay booked."),
        title=f"Remove {state.removing.name}?",
        size="sm",
        footer=rx.el.div(
            kit.button("Remove calendar", variant="danger", on_click=state.remove_it),
            kit.closes(kit.button("Keep it", variant="ghost")),
            class_name="flex flex-wrap gap-3",
        ),
        open=state.removing.id > 0,
        on_open_change=state.close_remove,
    )
