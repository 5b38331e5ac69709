"""The instructor's inbox of requests."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.components.bookings.dialogs import accept_form, answer_over, reject_form
from livesessions.components.moves import move_dialogs, proposal_card
from livesessions.runtime import routes
from livesessions.state.moves import MoveState
from livesessions.state.requests import RequestsState

state: Any = RequestsState  # for mypy its vars are values; here they are Vars

_LABEL = "text-sm text-mute"


def inbox() -> rx.Component:
    """Every request that waits, the most urgent first."""
    rows = rx.el.ul(rx.foreach(state.rows, _request), class_name="flex flex-col gap-5")
    nothing = kit.empty(
        "No requests are waiting",
        "New ones appear here by themselves, and we send you a letter.",
        icon="inbox",
        action=kit.button_link("See your hours", href=routes.DASHBOARD_SESSIONS, variant="secondary"),
    )
    card = kit.skeleton("h-56 w-full rounded-card")
    waiting = kit.loading(card, card, label="Loading requests")
    requests = rx.cond(
        state.rows.length() > 0, rows, rx.cond(state.moves.length() > 0, rx.fragment(), nothing)
    )
    shown = rx.cond(state.is_ready, kit.stack(requests, _moves(), class_name="gap-10"), waiting)
    return rx.fragment(shown, _accept(), _accept_all(), _decline(), move_dialogs())


def _moves() -> rx.Component:
    """Booked sessions whose learners would like another time."""
    rows = rx.el.ul(rx.foreach(state.moves, _move), class_name="flex flex-col gap-5")
    section = kit.section("Other times asked for", rows, intro="The booking keeps its time until you agree.")
    return rx.cond(state.moves.length() > 0, section, rx.fragment())


def _move(row: Any) -> rx.Component:
    words = rx.el.p(
        kit.link(row.title, href=row.href, quiet=True), " is on ", row.when, ".", class_name="text-soft"
    )
    return rx.el.li(
        kit.stack(words, proposal_card(row.proposed, row.reference, refresh=state.refresh)),
        key=row.reference,
    )


def _request(row: Any) -> rx.Component:
    return rx.el.li(
        kit.card(
            rx.el.div(
                rx.el.div(_who(row), _what(row), class_name="flex min-w-0 flex-col gap-4"),
                _side(row),
                class_name="grid gap-6 md:grid-cols-[minmax(0,1fr)_15rem]",
            )
        ),
        key=row.reference,
    )


def _who(row: Any) -> rx.Component:
    words = rx.el.div(
        rx.el.h2(kit.link(row.learner, href=row.href, quiet=True), class_name="text-subheading"),
        rx.el.p(row.title, " · ", row.lasts, class_name="text-sm text-soft"),
        rx.el.p(row.history, class_name="text-sm text-mute"),
        class_name="min-w-0",
    )
    return rx.el.div(kit.avatar(row.learner), words, class_name="flex items-center gap-4")


def _what(row: Any) -> rx.Component:
    return rx.fragment(
        kit.time(row.when, iso=row.iso, other=row.there),
        rx.cond(row.topic_is_flexible, _given("Topic", row.topic), rx.fragment()),
        _given("Goal", row.goal),
        _given("Level", row.level),
        _given("Message", row.message),
        _day(row),
        proposal_card(row.proposed, row.reference, refresh=state.refresh),
    )


def _day(row: Any) -> rx.Component:
    """What else there is on that date."""
    return rx.el.div(
        rx.el.p("Your ", row.day_name, class_name=_LABEL),
        rx.el.ul(rx.foreach(row.day, _entry), class_name="mt-1 flex flex-col gap-1 text-sm"),
    )


def _entry(entry: Any) -> rx.Component:
    look = rx.cond(entry.is_this, "font-semibold text-accent-text border-accent-text", "border-line-strong")
    return rx.el.li(
        rx.el.span(entry.span, class_name="w-24 shrink-0 tabular-nums"),
        rx.el.span(entry.what, class_name="min-w-0 break-words"),
        class_name=f"flex gap-3 border-l-4 pl-3 {look}",
    )


def _side(row: Any) -> rx.Component:
    earns = rx.cond(
        row.share != "",
        rx.el.div(
            rx.el.p("You earn", class_name=_LABEL),
            rx.el.p(row.share, class_name="text-heading tabular-nums"),
            rx.el.p(row.price, " less ", row.fee, " fee", class_name=_LABEL),
        ),
        kit.badge("Free session"),
    )
    answer = rx.el.div(
        rx.el.p("Answer within", class_name=_LABEL),
        kit.countdown(row.until, done_text="over", on_done=state.refresh),
        rx.el.p("by ", row.until_words, class_name=_LABEL),
    )
    buttons = rx.el.div(
        kit.button("Accept", icon="check", wide=True, on_click=state.decide(row.reference, "accept")),
        rx.cond(
            row.in_series > 1,
            kit.button(
                f"Accept all {row.in_series} weeks",
                icon="calendar",
                variant="secondary",
                wide=True,
                on_click=state.decide(row.reference, "accept_all"),
            ),
            rx.fragment(),
        ),
        kit.button(
            "Propose another time",
            variant="secondary",
            wide=True,
            on_click=MoveState.open_for(row.reference),
        ),
        kit.button("Decline", variant="ghost", wide=True, on_click=state.decide(row.reference, "decline")),
        class_name="flex flex-col gap-2",
    )
    return rx.el.div(earns, answer, buttons, class_name="flex flex-col gap-4")


def _given(name: str, value: Any) -> rx.Component:
    shown = rx.el.div(
        rx.el.p(name, class_name=_LABEL), rx.el.p(value, class_name="break-words whitespace-pre-line")
    )
    return rx.cond(value != "", shown, rx.fragment())


def _accept() -> rx.Component:
    row = state.chosen
    return kit.dialog(
        accept_form(row, state.errors, on_submit=state.accept),
        title=f"Accept {row.learner}’s request?",
        description=row.when,
        open=state.dialog == "accept",
        on_open_change=state.close,
    )


def _accept_all() -> rx.Component:
    row = state.chosen
    return kit.dialog(
        answer_over(state.errors),
        kit.form_actions(
            kit.button(f"Accept all {row.in_series}", icon="check", on_click=state.accept_all),
            kit.closes(kit.button("Not yet", variant="ghost")),
        ),
        title=f"Accept {row.learner}’s {row.in_series} weekly sessions?",
        description="Each is a booking of its own, with the topic that was asked for. You can still move one.",
        open=state.dialog == "accept_all",
        on_open_change=state.close,
    )


def _decline() -> rx.Component:
    return kit.dialog(
        reject_form(state.errors, on_submit=state.decline),
        title=f"Decline {state.chosen.learner}’s request?",
        description="They pay nothing, and the time is free again.",
        open=state.dialog == "decline",
        on_open_change=state.close,
    )
