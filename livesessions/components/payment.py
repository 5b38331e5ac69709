"""What became of a payment."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.components.checkout import to_checkout
from livesessions.components.lines import tell_me
from livesessions.state.payment import PaymentState

state: Any = PaymentState  # for mypy its vars are values; here they are Vars


def outcome() -> rx.Component:
    """One of: still asking, paid, nothing heard, with the bank, failed, too late."""
    return rx.el.div(
        rx.match(
            state.stage,
            ("paid", _paid()),
            ("waiting", _waiting()),
            ("under_way", _under_way()),
            ("failed", _failed()),
            ("over", _over()),
            _checking(),
        ),
        rx.cond(state.about.title != "", _about(), rx.fragment()),
        class_name="flex flex-col gap-6",
    )


def _about() -> rx.Component:
    about = state.about
    return kit.card(
        rx.el.h2(about.title, class_name="text-subheading"),
        rx.el.p("with ", about.person, " · ", about.price, class_name="mb-2 text-soft"),
        kit.time(about.when, iso="", other=about.there),
        rx.cond(
            about.others.length() > 0,
            rx.el.ul(
                rx.foreach(about.others, _other),
                aria_label="Paid with it",
                class_name="mt-2 flex flex-col gap-1 text-soft",
            ),
            rx.fragment(),
        ),
    )


def _other(when: Any) -> rx.Component:
    return rx.el.li("and ", when, key=when)


def _checking() -> rx.Component:
    return kit.loading(
        kit.skeleton("mx-auto h-16 w-16 rounded-full"),
        kit.skeleton("mx-auto h-6 w-1/2"),
        label="Asking the bank about your payment",
    )


def _paid() -> rx.Component:
    return kit.success_block(
        "Thank you, that worked",
        "Here is your booking.",
        action=kit.button_link("To your booking", href=state.about.href),
    )


def _waiting() -> rx.Component:
    return kit.stack(
        kit.empty(
            "We have not heard of a payment yet",
            "If you have just paid, this page changes by itself in a moment.",
            icon="hourglass",
            action=kit.button(
                "Look again", variant="secondary", icon="refresh-cw", on_click=state.check_again
            ),
        ),
        _again("Go back to the payment page"),
    )


def _under_way() -> rx.Component:
    return kit.empty(
        "Your bank is working on it",
        "Some ways to pay take a bank a few days, and we tell you as soon as the money arrives. If somebody else "
        "has the time by then, you get everything back.",
        icon="hourglass",
        action=kit.button_link("To your booking", href=state.about.href, variant="secondary"),
    )


def _failed() -> rx.Component:
    return kit.stack(
        kit.error_block("The payment did not go through", state.about.failure),
        _again("Try another way to pay"),
    )


def _again(words: str) -> rx.Component:
    return rx.el.div(
        rx.el.p(
            "Your time is held for ",
            kit.countdown(state.about.until, done_text="no longer", on_done=state.refresh),
            class_name="text-soft",
        ),
        kit.button(words, icon="credit-card", on_click=state.pay_again),
        to_checkout(state.leaving),
        class_name="flex flex-col items-center gap-3",
    )


def _over() -> rx.Component:
    back = rx.el.p(
        state.about.refunded, " that arrived too late has been given back in full.", class_name="text-center"
    )
    why = rx.cond(state.about.failure != "", kit.alert(state.about.failure, tone="warning"), rx.fragment())
    return kit.stack(
        why,
        kit.empty(
            "The time is not held any more",
            "Nothing was booked. There may be other times, or even the same one again.",
            icon="calendar-x",
            action=kit.button_link("See free times", href=state.about.offering),
        ),
        tell_me(state),
        rx.cond(state.about.refunded != "", back, rx.fragment()),
    )
