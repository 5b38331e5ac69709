"""The page of one booking: what it is, what it means, what can be done with it."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.components.bookings.dialogs import (
    accept_dialog,
    cancel_dialog,
    reject_dialog,
    report_dialog,
    topic_dialog,
)
from livesessions.components.bookings.facts import history, money, people, subject
from livesessions.components.bookings.series import series
from livesessions.components.bookings.similar import similar
from livesessions.components.checkout import to_checkout
from livesessions.components.lines import tell_me
from livesessions.components.moves import move_dialogs, proposal_card
from livesessions.runtime import routes
from livesessions.state.bookings import BookingState
from livesessions.state.moves import MoveState

state: Any = BookingState  # for mypy its vars are values; here they are Vars


def booking_page(review: rx.Component) -> rx.Component:
    """`review` stands where it belongs once the session is over."""
    page = state.page
    rest = kit.stack(
        rx.cond(page.status == "completed", review, rx.fragment()),
        series(),
        subject(),
        history(),
        class_name="gap-8",
    )
    beside = "lg:sticky lg:top-24 lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:self-start"
    side = kit.stack(_when(), people(), money(), class_name=f"gap-5 {beside}")
    standing = kit.stack(
        proposal_card(page.proposed, page.reference, refresh=state.refresh),
        _standing(),
        similar(),
        class_name="gap-5",
    )
    found = rx.el.div(
        standing,
        side,
        rest,
        key=page.reference,
        class_name="grid min-w-0 gap-8 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr]",
    )
    return rx.cond(
        state.is_ready,
        rx.fragment(_title(), found, _dialogs()),
        _loading(),
    )


def _dialogs() -> rx.Component:
    return rx.fragment(
        cancel_dialog(), accept_dialog(), reject_dialog(), topic_dialog(), report_dialog(), move_dialogs()
    )


def _title() -> rx.Component:
    page = state.page
    return rx.el.div(
        kit.badge(page.label, tone=page.tone),
        rx.el.h1(page.title, class_name="text-title"),
        rx.el.p(
            "Booking ", rx.el.span(page.reference, class_name="font-mono"), class_name="text-sm text-mute"
        ),
        class_name="flex min-w-0 flex-col gap-2",
    )


def _standing() -> rx.Component:
    """Where the booking stands, why, and the buttons that matter now."""
    page = state.page
    reason = rx.el.blockquote(
        rx.el.p(page.reason),
        rx.cond(page.reason_by != "", rx.el.footer("– ", page.reason_by, class_name="text-sm text-mute"), ""),
        class_name="border-l-4 border-line-strong pl-4 break-words whitespace-pre-line",
    )
    failure = kit.alert(
        page.money.failure, title="The last try to pay did not work", tone="warning", role="alert"
    )
    return kit.card(
        kit.stack(
            rx.el.p(page.meaning, role="status", class_name="text-lg"),
            rx.cond(page.reason != "", reason, rx.fragment()),
            rx.cond(page.money.failure != "", failure, rx.fragment()),
            rx.cond(page.problem != "", kit.alert(page.problem, tone="info"), rx.fragment()),
            _clocks(),
            _actions(),
            tell_me(state),
            to_checkout(state.leaving),
        )
    )


def _clocks() -> rx.Component:
    page = state.page
    held = _clock("Held for ", page.until)
    owed = _clock("Your place is kept for ", page.owed_until)
    answer = _clock("Time left to answer: ", page.respond_by)
    room = rx.cond(
        page.has_room & ~page.is_open & (page.owed_until == ""),
        _clock("The room opens in ", page.opens_at, icon="video", done="a moment"),
        rx.fragment(),
    )
    return rx.fragment(
        rx.cond(page.until != "", held, rx.fragment()),
        rx.cond(page.can_pay & (page.owed_until != ""), owed, rx.fragment()),
        rx.cond(page.respond_by != "", answer, rx.fragment()),
        room,
    )


def _clock(words: str, until: Any, *, icon: str = "hourglass", done: str = "over") -> rx.Component:
    return rx.el.p(
        kit.icon(icon, size=18, class_name="text-accent-text"),
        rx.el.span(words, kit.countdown(until, done_text=done, on_done=state.refresh)),
        class_name="flex items-center gap-2 text-soft",
    )


def _actions() -> rx.Component:
    page = state.page

    def shown(condition: Any, action: rx.Component) -> rx.Component:
        return rx.cond(condition, action, rx.fragment())

    return rx.el.div(
        shown(page.is_open, kit.button_link("Enter the room", href=page.room, size="lg", icon="video")),
        shown(page.can_pay, kit.button(page.paying, icon="credit-card", on_click=state.pay)),
        shown(page.can_finish, kit.button_link("Go on with booking", href=page.offering)),
        shown(page.can_answer, _answers()),
        shown(
            page.moving != "",
            kit.button(
                page.moving,
                variant="secondary",
                icon="calendar",
                on_click=MoveState.open_for(page.reference),
            ),
        ),
        shown(
            page.is_learner & (page.status == "held"),
            kit.button("Let it go", variant="ghost", on_click=state.let_go),
        ),
        shown(
            page.can_cancel & (page.status != "held"),
            kit.button(
                "Cancel this booking", variant="secondary", icon="calendar-x", on_click=state.show("cancel")
            ),
        ),
        *_afterwards(),
        shown(
            page.report_until != "",
            kit.button("Report a problem", variant="ghost", icon="flag", on_click=state.show("report")),
        ),
        class_name="flex flex-wrap items-center gap-3 empty:hidden",
    )


def _afterwards() -> tuple[rx.Component, ...]:
    again = kit.button_link("Book again", href=state.page.offering, variant="secondary", icon="calendar-plus")
    other = kit.button_link("Find another session", href=routes.SESSIONS, variant="secondary", icon="search")
    return (
        rx.cond(state.page.book_again, again, rx.fragment()),
        rx.cond(state.page.find_another, other, rx.fragment()),
    )


def _answers() -> rx.Component:
    return rx.fragment(
        kit.button("Accept", icon="check", on_click=state.show("accept")),
        kit.button("Decline", variant="secondary", on_click=state.show("reject")),
    )


def _when() -> rx.Component:
    page = state.page
    note = rx.cond(
        page.clock_note != "", rx.el.p(page.clock_note, class_name="text-sm text-mute"), rx.fragment()
    )
    return kit.card(
        rx.el.h2("When", class_name="mb-3 text-subheading"),
        kit.time(page.when, iso=page.iso, other=page.there),
        rx.el.p(kit.icon("clock", class_name="text-accent-text"), page.lasts, class_name="mt-2 flex gap-2.5"),
        rx.cond(
            page.minimum != "",
            rx.el.p(
                kit.icon("users", class_name="shrink-0 text-accent-text"),
                page.minimum,
                class_name="mt-2 flex gap-2.5",
            ),
            rx.fragment(),
        ),
        note,
    )


def _loading() -> rx.Component:
    return kit.loading(
        kit.skeleton("h-9 w-2/3"),
        rx.el.div(
            kit.skeleton("h-56 w-full rounded-card"),
            kit.skeleton("h-56 w-full rounded-card"),
            class_name="grid gap-8 lg:grid-cols-[minmax(0,1fr)_22rem]",
        ),
        label="Loading the booking",
    )


def crumbs() -> list[tuple[Any, Any]]:
    """The way to this page, which is another one for the instructor."""
    page = state.page
    return [
        ("Home", routes.HOME),
        (
            rx.cond(page.is_instructor, "Requests", "My sessions"),
            rx.cond(page.is_instructor, routes.DASHBOARD_REQUESTS, routes.MY_SESSIONS),
        ),
        (rx.cond(page.title != "", page.title, "Booking"), ""),
    ]
