"""The last step of booking: what it is, what it costs, what cancelling gives back, and the way to pay."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.components.booking_price import bargain, total
from livesessions.components.checkout import to_checkout
from livesessions.components.weekly import more_weeks, series_terms, series_total
from livesessions.state.booking_modal import BookingModalState
from livesessions.state.booking_modal.steps import TOPIC

state: Any = BookingModalState  # for mypy its vars are values; here they are Vars


def review() -> rx.Component:
    """The facts, the price, the terms, and the button that pays or sends."""
    many = state.hold.sessions.length()
    facts = rx.el.dl(
        _fact("When", state.hold.when, state.hold.there, rx.cond(many > 0, more_weeks(many), "")),
        _fact("With", state.offer.person),
        _fact("Topic", rx.cond(state.offer.is_flexible, state.typed["topic"], state.offer.title)),
        class_name="grid gap-x-6 gap-y-3 sm:grid-cols-2",
    )
    note = rx.cond(state.hold.clock_note != "", kit.alert(state.hold.clock_note), rx.fragment())
    agree = kit.checkbox(
        "I agree to these terms of booking and cancelling.",
        name="terms",
        error=state.errors["terms"],
    )
    pay = kit.event_form(
        rx.cond(
            state.hold.sessions.length() > 0,
            series_total(),
            rx.cond(state.hold.list_price == "Free", rx.fragment(), total()),
        ),
        _cancelling(),
        agree,
        kit.form_actions(
            kit.button(_verb(), type="submit", size="lg", loading=state.is_busy),
            kit.button("Back", variant="ghost", on_click=state.go(TOPIC)),
        ),
        to_checkout(state.leaving),
        on_submit=state.finish,
        no_validate=True,
    )
    return kit.stack(facts, note, bargain(), pay, class_name="gap-5")


def _verb() -> Any:
    one = rx.cond(state.offer.is_instant, "Book the session", "Send the request")
    many = state.hold.sessions.length()
    all_of_them = rx.cond(state.offer.is_instant, f"Book {many} sessions", f"Send {many} requests")
    free = rx.cond(many > 0, all_of_them, one)
    paid = rx.cond(state.hold.saves_card, "Save your card", f"Pay {state.hold.to_pay}")
    return rx.cond(state.hold.to_pay != "", paid, free)


def _cancelling() -> rx.Component:
    accepts = f"charged when {state.offer.first_name} accepts"
    later = rx.cond(
        state.hold.saves_card,
        f"Your card is saved now and {accepts}. If they can’t, we forget it.",
        f"Your card is only reserved now. It is {accepts}.",
    )
    charged = rx.cond(state.offer.is_instant, "You pay now and the session is booked at once.", later)
    paid = kit.stack(
        rx.el.p(charged),
        rx.el.p(rx.el.b("If you cancel: "), state.hold.policy),
        rx.el.p(
            rx.el.b(f"If {state.offer.first_name} cancels: "),
            "you get everything back.",
            class_name="text-soft",
        ),
        class_name="gap-2 text-sm",
    )
    credit = kit.stack(
        rx.el.p(
            "The session is paid from your package. If you cancel, it goes back there by the usual rules:"
        ),
        rx.el.p(state.hold.policy, class_name="text-soft"),
        class_name="gap-2 text-sm",
    )
    free = rx.el.p("This session is free. Please cancel in time if you can’t come.", class_name="text-sm")
    alone = rx.cond(state.hold.is_free, free, rx.cond(state.hold.kind == "package", credit, paid))
    return rx.el.div(
        rx.cond(state.hold.sessions.length() > 0, series_terms(), alone),
        class_name="rounded-control bg-sunken p-4",
    )


def _fact(name: str, value: Any, *small: Any) -> rx.Component:
    return rx.el.div(
        rx.el.dt(name, class_name="text-sm text-mute"),
        rx.el.dd(value, class_name="font-semibold break-words"),
        *(rx.el.dd(words, class_name="text-sm text-mute empty:hidden") for words in small),
        class_name="min-w-0",
    )
