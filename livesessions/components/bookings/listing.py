"""The learner's sessions: held, waiting, next, later, past."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.components.lines import waiting
from livesessions.components.packages import own_packages
from livesessions.runtime import routes
from livesessions.state.bookings import MySessionsState

state: Any = MySessionsState  # for mypy its vars are values; here they are Vars

Row = Any
SHOWN_TOPICS = 8


def my_sessions() -> rx.Component:
    """All of it, or how to begin."""
    nothing = (
        (state.held.length() == 0)
        & (state.waiting.length() == 0)
        & (state.lines.length() == 0)
        & (state.next_up.reference == "")
        & (state.past.length() == 0)
        & (state.packages.length() == 0)
        & (state.bought.title == "")
    )
    return rx.cond(state.is_ready, rx.cond(nothing, _beginning(), _sessions()), _loading())


def _sessions() -> rx.Component:
    return kit.stack(
        _bought(),
        _part(
            "Finish your booking", state.held, _held, intro="These times are kept for you for a few minutes."
        ),
        _next(),
        _part("Waiting for an answer", state.waiting, _waiting),
        _part("Later", state.upcoming, _coming),
        _part(
            "On the waitlist",
            state.lines,
            lambda row: waiting(row, state.leave_line),
            intro="When a place becomes free, it is kept for the next in line.",
        ),
        own_packages(state.packages),
        _progress(),
        _part("Past", state.past, _past),
        class_name="gap-10",
    )


def _bought() -> rx.Component:
    """What became of the package that was just paid."""
    row = state.bought
    said = rx.match(
        row.tone,
        ("success", kit.alert(row.text, title=row.title, tone="success")),
        ("info", kit.alert(row.text, title=row.title, tone="info")),
        kit.alert(row.text, title=row.title, tone="warning"),
    )
    return rx.cond(row.title != "", rx.el.div(said, role="status"), rx.fragment())


def _part(title: str, rows: Any, line: Any, intro: str = "") -> rx.Component:
    lines = rx.el.ul(rx.foreach(rows, line), class_name="flex flex-col gap-3")
    return rx.cond(rows.length() > 0, kit.section(title, lines, intro=intro), rx.fragment())


def _next() -> rx.Component:
    row = state.next_up
    facts = rx.el.div(
        rx.cond(
            row.is_owed,
            kit.badge(row.label, tone="warning", icon="hourglass"),
            kit.badge("Next", tone="accent", icon="calendar-check"),
        ),
        _title(row, "text-heading"),
        rx.el.p("with ", row.person, " · ", row.lasts, class_name="text-soft"),
        kit.time(row.when, iso=row.iso, other=row.there),
        rx.cond(row.topic != "", rx.el.p("About: ", row.topic, class_name="text-soft"), rx.fragment()),
        kit.row(
            rx.cond(row.is_owed, _pay(row), _room(row)),
            kit.button_link("Details", href=row.href, variant="secondary"),
            class_name="pt-2",
        ),
        class_name="flex min-w-0 flex-col gap-2 p-5 sm:p-6",
    )
    picture = kit.cover(row.slug, row.domain, class_name="h-full min-h-44 sm:max-w-72")
    card = kit.card(picture, facts, padded=False, class_name="grid overflow-hidden sm:grid-cols-[auto_1fr]")
    none = rx.cond(
        state.waiting.length() + state.held.length() + state.packages.length() > 0,
        rx.fragment(),
        kit.empty(
            "Nothing planned",
            "There is always something new to learn.",
            icon="calendar-plus",
            action=kit.button_link("Find a session", href=routes.SESSIONS),
        ),
    )
    return rx.cond(row.reference != "", kit.section("Upcoming", card), none)


def _room(row: Row) -> rx.Component:
    return rx.cond(
        row.is_open,
        kit.button_link("Enter the room", href=row.room, size="lg", icon="video"),
        rx.el.p(
            "The room opens in ",
            kit.countdown(row.opens_at, done_text="a moment", on_done=state.refresh),
            class_name="text-soft",
        ),
    )


def _pay(row: Row, size: Any = "md") -> rx.Component:
    return kit.button_link("Pay now", href=row.href, size=size, icon="credit-card")


def _held(row: Row) -> rx.Component:
    clock = rx.el.span(
        kit.icon("hourglass", size=18),
        kit.countdown(row.until, done_text="over", on_done=state.refresh),
        class_name="inline-flex items-center gap-1.5 text-warning",
    )
    go_on = kit.button_link("Go on", href=row.href, size="sm")
    give_back = kit.button("Let it go", variant="ghost", size="sm", on_click=state.let_go(row.reference))
    return _line(row, clock, go_on, give_back)


def _waiting(row: Row) -> rx.Component:
    until = rx.el.span("answer by ", row.respond_by, class_name="text-sm text-mute")
    return _line(row, kit.badge(row.label, tone=row.tone, icon="hourglass"), until)


def _coming(row: Row) -> rx.Component:
    confirmed = kit.badge(row.label, tone=row.tone, icon="calendar-check")
    owed = rx.fragment(kit.badge(row.label, tone=row.tone, icon="hourglass"), _pay(row, "sm"))
    return _line(row, rx.cond(row.is_owed, owed, confirmed))


def _past(row: Row) -> rx.Component:
    again = kit.button_link("Book again", href=row.book_again, size="sm", variant="ghost")
    review = rx.cond(
        row.wants_review,
        kit.button_link("Write a review", href=row.href, size="sm", icon="star"),
        rx.cond(row.book_again != "", again, rx.fragment()),
    )
    return _line(row, kit.badge(row.label, tone=row.tone), review)


def _line(row: Row, *extra: Any) -> rx.Component:
    words = rx.el.div(
        _title(row, "text-subheading"),
        rx.el.p("with ", row.person, " · ", row.lasts, " · ", row.price, class_name="text-sm text-soft"),
        kit.time(row.when, iso=row.iso, other=row.there),
        class_name="flex min-w-0 grow flex-col gap-1",
    )
    side = rx.el.div(*extra, class_name="flex flex-wrap items-center gap-2 sm:justify-end")
    return rx.el.li(
        kit.cover(row.slug, row.domain, class_name="hidden size-20! shrink-0 rounded-control sm:block"),
        words,
        side,
        key=row.reference,
        class_name="flex flex-col gap-3 rounded-card border border-line bg-surface p-5 shadow-card "
        "sm:p-4 sm:pr-6 sm:flex-row sm:items-center sm:gap-6",
    )


def _title(row: Row, look: str) -> rx.Component:
    return rx.el.h3(kit.link(row.title, href=row.href, quiet=True), class_name=look)


def _progress() -> rx.Component:
    # A badge for the latest few: somebody who learns a lot would scroll past nothing else.
    tags = rx.el.ul(
        rx.foreach(state.topics[-SHOWN_TOPICS:], lambda topic: rx.el.li(kit.badge(topic))),
        class_name="flex flex-wrap gap-2",
    )
    numbers = rx.el.div(
        kit.stat("Sessions", state.sessions_done, icon="award"),
        kit.stat("Hours", state.hours, icon="clock"),
        kit.stat("Topics", state.topics.length().to_string(), icon="book-open"),
        class_name="grid max-w-3xl grid-cols-3 gap-3 sm:gap-5",
    )
    return rx.cond(state.sessions_done != "0", kit.section("Your progress", numbers, tags), rx.fragment())


def _beginning() -> rx.Component:
    return kit.empty(
        "No sessions yet",
        "Find somebody who teaches what you want to know. You see their free times at once.",
        icon="calendar",
        action=kit.button_link("Find a session", href=routes.SESSIONS, icon="search"),
    )


def _loading() -> rx.Component:
    line = kit.skeleton("h-28 w-full rounded-card")
    return kit.loading(kit.skeleton("h-56 w-full rounded-card"), line, line, label="Loading your sessions")
