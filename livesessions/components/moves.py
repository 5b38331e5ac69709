"""Another time for a booking: the calendar to choose it from, and the card that asks for an answer."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.components.slot_picker import slot_picker, time_choices
from livesessions.state.moves import MoveState

state: Any = MoveState  # for mypy its vars are values; here they are Vars


def move_dialogs() -> rx.Component:
    """Opened by `MoveState.open_for(reference)`. Place it once on a page."""
    return rx.el.div(_move(), _decline(), on_mount=state.arrive)


def proposal_card(row: Any, reference: Any, *, refresh: Any) -> rx.Component:
    """The time one side would like, with its answers for the other."""
    asked = rx.el.h2(
        rx.cond(row.can_answer, f"{row.who} proposes another time", "You proposed another time"),
        class_name="text-subheading",
    )
    message = rx.el.blockquote(
        row.message, class_name="border-l-4 border-line-strong pl-4 break-words whitespace-pre-line"
    )
    clock = rx.el.p(
        kit.icon("hourglass", size=18, class_name="text-accent-text"),
        rx.el.span(
            "Open for ",
            kit.countdown(row.until, done_text="a moment", on_done=refresh),
            ". The time is not kept free meanwhile.",
        ),
        class_name="flex items-start gap-2 text-soft",
    )
    card = kit.card(
        kit.stack(
            asked,
            kit.time(row.when, iso=row.iso, other=row.there),
            rx.cond(row.message != "", message, rx.fragment()),
            clock,
            rx.cond(row.can_answer, _answers(row, reference), _take_back(reference)),
        ),
        class_name="border-accent-line",
    )
    return rx.cond(row.iso != "", card, rx.fragment())


def _answers(row: Any, reference: Any) -> rx.Component:
    yes = rx.cond(row.accepts, "Take this time", "Agree")
    return rx.el.div(
        kit.button(yes, icon="check", on_click=state.agree(reference)),
        kit.button("Decline", variant="secondary", on_click=state.ask_declining(reference)),
        class_name="flex flex-wrap items-center gap-3",
    )


def _take_back(reference: Any) -> rx.Component:
    return rx.el.div(kit.button("Take it back", variant="secondary", on_click=state.withdraw(reference)))


def _move() -> rx.Component:
    row = state.to_move
    waiting = kit.loading(
        kit.skeleton("h-5 w-1/2"), kit.grid(kit.skeleton("h-72 w-full"), kit.skeleton("h-72 w-full"))
    )
    calendar = kit.stack(_refused(), slot_picker(state), class_name="gap-5")
    question = rx.cond(row.says_why, _for_somebody(), _question())
    inside = rx.cond(state.chosen.iso != "", question, calendar)
    return kit.dialog(
        kit.stack(
            rx.el.p(row.how, class_name="text-soft"),
            rx.cond(state.is_ready, inside, waiting),
            class_name="gap-5",
        ),
        title=rx.cond(row.title != "", f"Another time for “{row.title}”", "Another time"),
        description=rx.cond(row.when != "", f"It is on {row.when} now.", "One moment"),
        size="lg",
        open=state.is_open,
        on_open_change=state.set_open,
    )


def _refused() -> rx.Component:
    nearest = kit.stack(
        rx.el.p("These are free and close to it:"),
        time_choices(state.nearest, "Free times close to it", state.choose),
        class_name="gap-2",
    )
    words = rx.cond(state.nearest.length() > 0, nearest, rx.fragment())
    refused = kit.alert(words, title=state.refused, tone="warning", role="alert")
    return rx.cond(state.refused != "", refused, rx.fragment())


def _question() -> rx.Component:
    """From when to when, and whom to ask."""
    row = state.to_move
    message = kit.text_area(
        f"A word to {row.other}",
        name="message",
        optional=True,
        rows=2,
        error=state.errors["message"],
    )
    warning = rx.el.p(row.warning, class_name="text-sm text-mute empty:hidden")
    alone = rx.cond(
        row.ask != "",
        kit.button(row.verb, type="button", variant="secondary", on_click=state.move),
        kit.button(row.verb, type="button", on_click=state.move),
    )
    return kit.event_form(
        _change(),
        _refused(),
        rx.cond(row.ask != "", message, rx.fragment()),
        warning,
        kit.form_actions(
            rx.cond(row.ask != "", kit.button(row.ask, type="submit", icon="send"), rx.fragment()),
            rx.cond(row.verb != "", alone, rx.fragment()),
            _back(),
        ),
        on_submit=state.propose,
    )


def _for_somebody() -> rx.Component:
    """An admin says why the session moves."""
    reason = kit.text_area(
        "Reason",
        name="reason",
        hint="It is kept, for you and other admins.",
        rows=2,
        error=state.errors["reason"],
    )
    return kit.event_form(
        _change(),
        _refused(),
        reason,
        kit.form_actions(kit.button(state.to_move.verb, type="submit"), _back()),
        on_submit=state.move_for,
    )


def _change() -> rx.Component:
    return rx.el.dl(
        _fact("Now", state.to_move.when),
        _fact("Then", state.chosen_words, state.chosen.there),
        class_name="grid gap-x-6 gap-y-3 rounded-control bg-sunken p-4 sm:grid-cols-2",
    )


def _back() -> rx.Component:
    return kit.button("Choose again", type="button", variant="ghost", on_click=state.back)


def _decline() -> rx.Component:
    return kit.dialog(
        kit.event_form(
            kit.text_area(
                "A word about why",
                name="message",
                optional=True,
                rows=3,
                hint="They will read it.",
                error=state.errors["message"],
            ),
            kit.form_actions(
                kit.button("Decline the time", type="submit", variant="danger"),
                kit.closes(kit.button("Not yet", variant="ghost")),
            ),
            on_submit=state.decline,
        ),
        title="Keep the time there is?",
        description="The booking stays as it is. You can still agree on another time later.",
        open=state.is_declining,
        on_open_change=state.set_declining,
    )


def _fact(name: str, value: Any, small: Any = "") -> rx.Component:
    return rx.el.div(
        rx.el.dt(name, class_name="text-sm text-mute"),
        rx.el.dd(value, class_name="font-semibold break-words"),
        rx.el.dd(small, class_name="text-sm text-mute empty:hidden"),
        class_name="min-w-0",
    )
