"""The questions before something is done to a booking."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.state.bookings import BookingState

state: Any = BookingState  # for mypy its vars are values; here they are Vars


def cancel_dialog() -> rx.Component:
    """Says what comes back before it is cancelled."""
    return kit.dialog(
        kit.event_form(
            kit.alert(state.page.cancelling, tone="warning"),
            rx.cond(
                state.page.acts_for,
                _why("Both of them will read it."),
                _why("The other side will read it.", True),
            ),
            kit.form_actions(
                kit.button("Cancel the booking", type="submit", variant="danger"),
                kit.closes(kit.button("Keep it", variant="ghost")),
            ),
            on_submit=state.cancel,
        ),
        title="Cancel this booking?",
        description=state.page.when,
        open=state.dialog == "cancel",
        on_open_change=state.close,
    )


def accept_dialog() -> rx.Component:
    """Accepting, with the topic as the instructor will teach it."""
    page = state.page
    return kit.dialog(
        accept_form(
            page,
            state.errors,
            rx.cond(page.acts_for, _why("It is kept, for you and other admins."), rx.fragment()),
            on_submit=state.accept,
        ),
        title="Accept this request?",
        description=f"{page.person} · {page.when}",
        open=state.dialog == "accept",
        on_open_change=state.close,
    )


def reject_dialog() -> rx.Component:
    """Declining, with a reason."""
    return kit.dialog(
        reject_form(state.errors, on_submit=state.reject),
        title="Decline this request?",
        description="They pay nothing, and the time is free again.",
        open=state.dialog == "reject",
        on_open_change=state.close,
    )


def topic_dialog() -> rx.Component:
    """The topic in the instructor's words, before the request is answered or after."""
    page = state.page
    return kit.dialog(
        kit.event_form(
            kit.text_field(
                "Topic", name="topic", default_value=page.topic, error=state.errors["topic"], required=True
            ),
            kit.text_area(
                "Goal",
                name="goal",
                default_value=page.goal,
                optional=True,
                rows=3,
                error=state.errors["goal"],
            ),
            kit.form_actions(
                kit.button("Set the topic", type="submit", icon="check"),
                kit.closes(kit.button("Not yet", variant="ghost")),
            ),
            on_submit=state.set_topic,
            no_validate=True,
        ),
        title="Set the topic",
        description="Your learner sees it at once. What was there before is kept.",
        open=state.dialog == "topic",
        on_open_change=state.close,
    )


def report_dialog() -> rx.Component:
    """What was wrong, and what happens then."""
    page = state.page
    return kit.dialog(
        kit.event_form(
            kit.text_area(
                "What went wrong?",
                name="problem",
                hint=f"{page.person} and our team will read it.",
                rows=5,
                error=state.errors["problem"],
                required=True,
            ),
            kit.form_actions(
                kit.button("Send the report", type="submit", icon="send"),
                kit.closes(kit.button("Not now", variant="ghost")),
            ),
            on_submit=state.report,
        ),
        title="Report a problem",
        description=f"Possible until {page.report_until}. We look at it before {page.person} is paid.",
        open=state.dialog == "report",
        on_open_change=state.close,
    )


def accept_form(row: Any, errors: Any, *more: rx.Component, on_submit: Any) -> rx.Component:
    """The topic and the goal, to be made final; a fixed topic is what it is. `more` fields follow."""
    words = rx.fragment(
        kit.text_field(
            "Topic",
            name="topic",
            default_value=row.topic,
            hint="Change it if you like: this is what stands on the invitation.",
            error=errors["topic"],
        ),
        kit.text_area(
            "Goal", name="goal", default_value=row.goal, optional=True, rows=3, error=errors["goal"]
        ),
    )
    return kit.event_form(
        rx.cond(row.topic_is_flexible, words, rx.fragment()),
        *more,
        answer_over(errors),
        kit.form_actions(
            kit.button("Accept", type="submit", icon="check"),
            kit.closes(kit.button("Not yet", variant="ghost")),
        ),
        on_submit=on_submit,
    )


def answer_over(errors: Any) -> rx.Component:
    """Says that an answer comes too late."""
    words = kit.alert("It ends by itself, and nothing is charged.", title=errors["answer"], tone="danger")
    return rx.cond(errors["answer"], words, rx.fragment())


def reject_form(errors: Any, *, on_submit: Any) -> rx.Component:
    """The reason, which the learner reads."""
    return kit.event_form(
        kit.text_area(
            "Reason",
            name="reason",
            hint="Your learner will read it. A word about when it would work helps.",
            rows=3,
            error=errors["reason"],
        ),
        kit.form_actions(
            kit.button("Decline", type="submit", variant="danger"),
            kit.closes(kit.button("Not yet", variant="ghost")),
        ),
        on_submit=on_submit,
    )


def _why(hint: str, optional: bool = False) -> rx.Component:
    return kit.text_area(
        "Reason", name="reason", hint=hint, optional=optional, rows=3, error=state.errors["reason"]
    )
