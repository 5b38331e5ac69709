"""The facts of a booking: people, money, what it is about, what happened."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.state.bookings import BookingState

state: Any = BookingState  # for mypy its vars are values; here they are Vars

_LABEL = "text-sm text-mute"


def people() -> rx.Component:
    """The other one, and how to reach them once that is allowed."""
    page = state.page
    name = rx.cond(
        page.person_href != "",
        kit.link(page.person, href=page.person_href, quiet=True),
        rx.el.span(page.person),
    )
    mail = kit.link(page.email, href=f"mailto:{page.email}", external=True, class_name="text-sm break-all")
    return kit.card(
        rx.el.div(
            kit.avatar(page.person),
            rx.el.div(
                rx.el.p(page.person_role, class_name=_LABEL),
                rx.el.p(name, class_name="font-semibold"),
                rx.cond(page.email != "", mail, rx.fragment()),
                class_name="min-w-0",
            ),
            class_name="flex items-center gap-4",
        )
    )


def money() -> rx.Component:
    """What it costs and where that stands; what cancelling gives back."""
    row = state.page.money
    lines = rx.el.dl(
        _amount("Price", row.price),
        _amount("Our fee", row.fee),
        _amount("You earn", row.share),
        _amount("Payment", row.state),
        _amount("Given back", row.refunded),
        class_name="flex flex-col gap-2",
    )
    tiers = rx.foreach(state.terms, lambda line: rx.el.li(line))
    terms = rx.el.details(
        rx.el.summary(
            kit.icon("info", size=18, class_name="mt-0.5 text-accent-text"),
            rx.cond(state.page.is_learner, "If you cancel", "If the learner cancels"),
            kit.icon("chevron-down", size=18, class_name="mt-0.5 ml-auto text-mute group-open:rotate-180"),
            class_name="flex min-h-tap cursor-pointer gap-2.5 py-2.5 font-medium",
        ),
        rx.el.ul(tiers, class_name="list-disc pl-5 text-sm text-soft"),
        class_name="group mt-2 border-t border-line pt-1",
    )
    return kit.card(
        rx.el.h2("Money", class_name="mb-3 text-subheading"),
        lines,
        rx.cond((state.terms.length() > 0) & state.page.can_cancel, terms, rx.fragment()),
    )


def subject() -> rx.Component:
    """What the session is about, the learner's message, and how the topic came to be."""
    page = state.page
    agreed = kit.badge("Final", tone="success", icon="check")
    final = rx.cond(page.topic_is_final & page.topic_is_flexible, agreed, rx.fragment())
    words = rx.el.p(rx.cond(page.topic != "", page.topic, page.title), class_name="font-semibold")
    message = rx.el.div(
        rx.el.p("Message", class_name=_LABEL),
        rx.el.p(page.message, class_name="break-words whitespace-pre-line"),
    )
    body = kit.card(
        kit.stack(
            rx.el.div(
                rx.el.p("Topic", class_name=_LABEL),
                kit.row(words, final),
            ),
            _given("Goal", page.goal),
            _given("Level", page.level),
            rx.cond(page.message != "", message, rx.fragment()),
            rx.cond(
                page.can_set_topic,
                rx.el.div(
                    kit.button("Edit the topic", size="sm", variant="secondary", on_click=state.show("topic"))
                ),
                rx.fragment(),
            ),
            rx.cond(state.versions.length() > 0, _versions(), rx.fragment()),
        )
    )
    return kit.section("What it is about", body)


def history() -> rx.Component:
    """The timeline."""
    lines = kit.timeline(state.history, label="What happened so far")
    return rx.cond(state.history.length() > 0, kit.section("History", lines), rx.fragment())


def _versions() -> rx.Component:
    return rx.el.details(
        rx.el.summary("How the topic came about", class_name="min-h-tap py-2.5 font-medium"),
        rx.el.ol(rx.foreach(state.versions, _version), class_name="flex flex-col gap-3 pl-1"),
        class_name="border-t border-line pt-1",
    )


def _version(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.p(row.topic, class_name="font-medium break-words"),
        rx.el.p(row.goal, class_name="text-sm break-words text-soft empty:hidden"),
        rx.el.p(row.who, " · ", row.when, class_name=_LABEL),
    )


def _given(name: str, value: Any) -> rx.Component:
    shown = rx.el.div(
        rx.el.p(name, class_name=_LABEL), rx.el.p(value, class_name="break-words whitespace-pre-line")
    )
    return rx.cond(value != "", shown, rx.fragment())


def _amount(name: str, value: Any) -> rx.Component:
    line = rx.el.div(
        rx.el.dt(name, class_name=_LABEL),
        rx.el.dd(value, class_name="text-right font-semibold tabular-nums"),
        class_name="flex items-baseline justify-between gap-4",
    )
    return rx.cond(value != "", line, rx.fragment())
