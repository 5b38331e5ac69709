"""The parts of the instructor's overview."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.runtime import routes
from livesessions.state.base import AppState
from livesessions.state.dashboard import DashboardState, SessionRow, StepRow

state: Any = DashboardState  # for mypy its vars are values; here they are Vars


def getting_started() -> rx.Component:
    """What is left to do before the first learner can book."""
    steps = rx.el.ol(rx.foreach(state.steps, _step), class_name="flex flex-col")
    return kit.card(
        kit.section(
            "Three steps to your first booking",
            steps,
            intro="Take them in any order. This list goes away when it is done.",
        )
    )


def requests_waiting() -> rx.Component:
    """How many learners wait for an answer."""
    many = rx.cond(
        state.requests == 1,
        "1 request waits for your answer",
        f"{state.requests} requests wait for your answer",
    )
    line = kit.alert(
        rx.el.p("The first runs out ", state.requests_until, "."),
        title=many,
        tone="warning",
        action=kit.button_link("Answer", href=routes.DASHBOARD_REQUESTS, size="sm"),
    )
    return rx.cond(state.requests > 0, line, rx.fragment())


def figures() -> rx.Component:
    """Money and rating at a glance."""
    stars = rx.cond(state.reviews > 0, state.average.to_string(), "–")
    reviews = rx.cond(state.reviews == 1, "from 1 review", f"from {state.reviews} reviews")
    coming = rx.cond(
        state.coming_from != "", f"The first part on {state.coming_from}", "Nothing is on its way"
    )
    waiting = rx.cond(state.requests > 0, "Waiting for your answer", "All answered")
    money, ratings = routes.DASHBOARD_EARNINGS, routes.DASHBOARD_REVIEWS
    tiles = (
        (kit.stat("This month", state.this_month, detail="Your share", icon="trending-up"), money),
        (kit.stat("Coming payout", state.coming, detail=coming, icon="hourglass"), money),
        (kit.stat("Rating", stars, detail=reviews, icon="star"), ratings),
        (kit.stat("Requests", state.requests, detail=waiting, icon="inbox"), routes.DASHBOARD_REQUESTS),
    )
    look = "min-w-0 rounded-card hover:shadow-lift [&>*]:h-full"
    links = [kit.anchor(tile, href=href, class_name=look) for tile, href in tiles]
    return rx.el.div(*links, class_name="grid grid-cols-2 gap-3 sm:gap-4 xl:grid-cols-4")


def next_sessions() -> rx.Component:
    """The next few sessions, with the way into their rooms."""
    is_paused = AppState.viewer.is_paused  # nobody finds their page
    page = kit.button_link("See your public page", href=state.public_page, variant="secondary")
    rows = kit.card(rx.el.ul(rx.foreach(state.sessions, _session)))
    none = kit.card(
        kit.empty(
            "No sessions ahead",
            rx.cond(is_paused, "", "Confirmed bookings appear here. Share your page to be found."),
            icon="calendar",
            action=rx.cond(is_paused, rx.fragment(), page),
        )
    )
    every = kit.link("Your calendar", href=routes.DASHBOARD_CALENDAR)
    return kit.section("Next sessions", rx.cond(state.sessions, rows, none), action=every)


def _step(step: StepRow) -> rx.Component:
    done = kit.icon("circle-check", size=24, class_name="text-success", label="Done")
    open_ = rx.el.span(class_name="m-0.5 size-5 rounded-full border-2 border-line-strong")
    words = rx.el.div(
        rx.el.p(step.title, class_name="font-semibold"),
        rx.el.p(step.text, class_name="text-sm text-soft"),
        class_name="min-w-0 grow basis-48",
    )
    go = kit.button_link(
        "Do it",
        rx.el.span(f": {step.title}", class_name="sr-only"),
        href=step.href,
        size="sm",
        variant="secondary",
        class_name="max-sm:ml-10",  # under the words, not under the mark
    )
    return rx.el.li(
        rx.cond(step.is_done, done, open_),
        words,
        rx.cond(step.is_done, rx.fragment(), go),
        class_name="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line py-4 first:border-t-0 "
        "first:pt-0 last:pb-0",
    )


def _session(row: SessionRow) -> rx.Component:
    words = rx.el.div(
        rx.el.p(row.title, class_name="font-semibold break-words"),
        kit.time(row.when, iso=row.iso, other=row.there),
        rx.el.p("With ", row.who, class_name="text-sm text-mute break-words"),
        class_name="flex min-w-0 grow basis-56 flex-col gap-1",
    )
    enter = kit.button_link("Enter the room", href=row.room, size="sm", icon="log-in")
    look = kit.button_link("Room", href=row.room, size="sm", variant="secondary")
    return rx.el.li(
        kit.avatar(row.who, size="md", class_name="max-sm:hidden"),
        words,
        rx.cond(row.is_open, enter, look),
        key=row.key,
        class_name="flex flex-wrap items-center gap-4 border-t border-line py-4 first:border-t-0 first:pt-0 "
        "last:pb-0",
    )
