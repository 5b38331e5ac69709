"""A weekly series in the booking modal: how often, and the dates before they are held."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.components.booking_price import TEST
from livesessions.components.slot_picker import time_choices
from livesessions.state.booking_modal import BookingModalState

state: Any = BookingModalState  # for mypy its vars are values; here they are Vars

_CHOICES = (1, 2, 4, 6, 8)
_CHOICE = (
    "min-h-tap rounded-full border border-line-strong bg-surface px-4 text-sm font-medium transition-colors "
    "duration-150 hover:border-accent-text aria-pressed:border-accent aria-pressed:bg-accent-tint "
    "aria-pressed:text-accent-text"
)


def how_often() -> rx.Component:
    """Once, or the same time for some weeks."""
    return rx.el.div(
        rx.el.p("How often", class_name="text-sm font-medium", id="how-often"),
        rx.el.div(*map(_choice, _CHOICES), class_name="flex flex-wrap gap-2"),
        role="group",
        aria_labelledby="how-often",
        class_name="flex flex-col gap-2",
    )


def _choice(many: int) -> rx.Component:
    return rx.el.button(
        "Once" if many == 1 else f"{many} weeks",
        type="button",
        aria_pressed=state.weeks_wanted == many,
        on_click=state.set_weeks(many),
        class_name=_CHOICE,
    )


def plan() -> rx.Component:
    """Every date, with what stands in its way."""
    note = rx.cond(state.plan_note != "", kit.alert(state.plan_note, tone="info"), rx.fragment())
    many = rx.cond(state.plan_count == 1, "Hold this session", f"Hold these {state.plan_count} sessions")
    return kit.stack(
        rx.el.h3("Your weekly sessions", class_name="text-subheading"),
        note,
        rx.el.ol(rx.foreach(state.plan, _date), class_name="flex flex-col divide-y divide-line"),
        rx.el.p(
            "Each is a booking of its own: you can move or cancel one and keep the others. "
            "They are kept for you for ten minutes, all of them or none.",
            class_name="text-sm text-mute",
        ),
        kit.form_actions(
            kit.button(many, disabled=state.plan_count == 0, on_click=state.hold_plan),
            kit.button("Choose another time", variant="ghost", on_click=state.leave_plan),
        ),
    )


def series_total() -> rx.Component:
    """What each session costs, and all of them."""
    lines = rx.el.ol(
        rx.foreach(state.hold.sessions, _line), class_name="flex flex-col gap-2", aria_label="Your sessions"
    )
    paid = rx.el.p(
        rx.el.span("You pay, all at once"),
        rx.el.span(state.hold.to_pay, class_name="tabular-nums"),
        class_name="flex justify-between gap-4 border-t border-line pt-2 font-semibold",
    )
    test = rx.cond(state.offer.is_test, kit.badge(TEST, tone="warning", icon="info"), rx.fragment())
    cost = kit.stack(paid, test, class_name="items-start gap-3 [&>p]:w-full")
    return kit.stack(lines, rx.cond(state.hold.to_pay != "", cost, rx.fragment()), class_name="gap-2")


def _line(held: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(held.when, class_name="min-w-0 break-words"),
        rx.el.span(held.price, class_name="tabular-nums"),
        class_name="flex justify-between gap-4",
        key=held.reference,
    )


def series_terms() -> rx.Component:
    """When what is charged, and what cancelling one of them gives back."""
    charged = rx.cond(
        state.offer.is_instant,
        "You pay now and all of them are booked at once.",
        f"Your card is only reserved now. When {state.offer.first_name} has answered every request, it is "
        "charged for those that were accepted; a declined one is never charged.",
    )
    terms = rx.el.details(
        rx.el.summary(
            "If you cancel one of them", class_name="min-h-tap cursor-pointer py-2.5 font-semibold"
        ),
        rx.el.ul(rx.foreach(state.hold.sessions, _policy), class_name="flex flex-col gap-2"),
    )
    paid = kit.stack(
        rx.el.p(charged),
        terms,
        rx.el.p(
            rx.el.b(f"If {state.offer.first_name} cancels one: "),
            "you get all of it back.",
            class_name="text-soft",
        ),
        class_name="gap-2 text-sm",
    )
    free = rx.el.p(
        "All of them are sent together. Each can be moved or cancelled alone.", class_name="text-sm"
    )
    return rx.cond(state.hold.to_pay != "", paid, free)


def _policy(held: Any) -> rx.Component:
    return rx.el.li(rx.el.b(held.when, ": "), held.policy, key=held.reference)


def _date(date: Any) -> rx.Component:
    words = rx.el.div(
        rx.el.p(date.when, class_name=rx.cond(date.is_skipped, "text-mute line-through", "font-semibold")),
        rx.el.p(date.there, class_name="text-sm text-mute empty:hidden"),
        rx.el.p(date.note, class_name="text-sm text-warning empty:hidden"),
        rx.el.p(date.problem, class_name="text-sm text-danger empty:hidden"),
        class_name="min-w-0",
    )
    verb = rx.cond(date.is_skipped, "Take it in", "Skip")
    button = kit.button(
        verb,
        size="sm",
        variant="ghost",
        aria_label=rx.cond(date.is_skipped, f"Take in {date.when}", f"Skip {date.when}"),
        on_click=state.skip(date.number),
    )
    # Not called row: the times inside are, and their number would be meant.
    instead = rx.el.div(
        time_choices(date.nearest, f"Times close to {date.when}", lambda iso: state.swap(date.number, iso)),
        class_name="pb-3",
    )
    return rx.el.li(
        rx.el.div(words, button, class_name="flex items-center justify-between gap-3 py-2"),
        rx.cond(date.nearest.length() > 0, instead, rx.fragment()),
        key=date.number,
    )


def more_weeks(many: Any) -> Any:
    """Of so many sessions, how many come after the first, in words."""
    return rx.cond(many == 2, "and one more week", f"and {many - 1} more weeks")
