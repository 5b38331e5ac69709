"""The top of the editor: what the offering is called, where it is in its life, and what can be done with it."""

from typing import Any

import reflex as rx

from livesessions.components.kit import alert, badge, button, button_link, closes, dialog, link, page_title
from livesessions.runtime import routes
from livesessions.state.offerings import OfferingEditorState

state: Any = OfferingEditorState  # for mypy its vars are values; here they are Vars


def offering_head() -> rx.Component:
    """The title with its status, and the way to the public page."""
    title = rx.cond(state.status == "", "New offering", state.form.title)
    tools = rx.el.div(
        rx.match(
            state.status,
            ("active", badge("Published", tone="success", icon="circle-check")),
            ("draft", badge("Draft", icon="pencil")),
            ("archived", badge("Archived", tone="warning", icon="inbox")),
            rx.fragment(),
        ),
        rx.cond(state.status == "active", _public(), rx.fragment()),
        rx.cond((state.status == "") | (state.status == "archived"), rx.fragment(), _archive()),
        class_name="flex flex-wrap items-center gap-2",
    )
    return rx.fragment(page_title(title, action=tools), _needs_hours())


def archive_question() -> rx.Component:
    """Asked before an offering is hidden."""
    return dialog(
        rx.el.p(
            "Learners don’t find it any more. Sessions that are confirmed take place as booked; requests that "
            "wait for your answer are cancelled and cost nobody anything; dates without bookings are taken back."
        ),
        title="Archive this offering?",
        size="sm",
        footer=rx.el.div(
            button("Archive", variant="danger", on_click=state.archive),
            closes(button("Keep it", variant="ghost")),
            class_name="flex flex-wrap gap-3",
        ),
        open=state.is_archiving,
        on_open_change=state.ask_archive,
    )


def _public() -> rx.Component:
    return button_link(
        "See the public page", href=state.public_url, variant="secondary", size="sm", icon="eye"
    )


def _archive() -> rx.Component:
    return button("Archive", variant="ghost", size="sm", icon="inbox", on_click=state.ask_archive(True))


def _needs_hours() -> rx.Component:
    needs = state.errors.contains("times") & ~state.saved_on_dates
    return rx.cond(
        needs,
        alert(
            state.errors["times"],
            title="One thing is missing",
            tone="warning",
            action=link("Set your hours", href=routes.DASHBOARD_SESSIONS),
        ),
        rx.fragment(),
    )
