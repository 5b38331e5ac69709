"""What the session costs: the usual price, a trial lesson or a coupon, and what is paid in the end."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.components.kit import Choice
from livesessions.state.booking_modal import BookingModalState

state: Any = BookingModalState  # for mypy its vars are values; here they are Vars

TEST = "Test mode: no real money moves"


def bargain() -> rx.Component:
    """The ways to pay less, until the payment page was opened."""
    ways = kit.stack(
        rx.cond((state.offer.trial != "") | (state.offer.package != ""), _kinds(), rx.fragment()),
        rx.cond((state.hold.kind == "trial") | (state.hold.kind == "package"), rx.fragment(), _coupon()),
        class_name="gap-5",
    )
    return rx.cond((state.hold.list_price == "Free") | state.hold.price_stays, rx.fragment(), ways)


def total() -> rx.Component:
    """What is paid, with nothing on top, and whether any of it is real."""
    test = rx.cond(
        state.offer.is_test & ~state.hold.is_free & (state.hold.kind != "package"),
        kit.badge(TEST, tone="warning", icon="info"),
        rx.fragment(),
    )
    why = rx.match(
        state.hold.kind,
        ("trial", _sum("Trial lesson", state.hold.saved)),
        ("coupon", _sum(f"Coupon {state.hold.code}", state.hold.saved)),
        rx.fragment(),
    )
    lines = rx.el.dl(
        _sum("Price", state.hold.list_price),
        why,
        _sum("Booking fee", "None"),
        _sum(
            "You pay",
            rx.cond(state.hold.kind == "package", "1 session of your package", state.hold.price),
            "border-t border-line pt-2 font-semibold",
        ),
        class_name="flex flex-col gap-2",
    )
    return rx.el.div(lines, test, class_name="flex flex-col items-start gap-3 [&>dl]:w-full")


def _kinds() -> rx.Component:
    trial = Choice(
        "trial", "Trial lesson", f"{state.offer.trial}, once with {state.offer.first_name}", "sparkles"
    )
    package = Choice("package", "From your package", state.offer.package, "bookmark")
    regular = Choice("regular", "Regular session", state.hold.list_price, "calendar")
    some = rx.cond(state.offer.trial == "", _cards(package, regular), _cards(trial, package, regular))
    return rx.cond(state.offer.package == "", _cards(trial, regular), some)


def _cards(*choices: Choice) -> rx.Component:
    """Coupons are for the regular session."""
    return kit.radio_cards(
        "Which kind of session?",
        choices,
        name="kind",
        chosen=rx.cond(state.hold.kind == "coupon", "regular", state.hold.kind),
        on_change=state.choose_kind,
    )


def _coupon() -> rx.Component:
    used = rx.el.div(
        kit.icon("tag", size=18, class_name="text-success"),
        rx.el.span("Coupon ", rx.el.b(state.hold.code), " is applied.", class_name="min-w-0 break-words"),
        kit.button(
            "Remove",
            variant="ghost",
            size="sm",
            on_click=state.choose_kind("regular"),
            aria_label="Remove the coupon",
        ),
        role="status",
        class_name="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-control bg-success-tint px-4 py-2",
    )
    field = kit.event_form(
        rx.el.div(
            kit.text_field(
                "Coupon",
                name="coupon",
                hint=rx.cond(state.hold.sessions.length() > 0, "It counts for the first session.", ""),
                error=state.errors["coupon"],
                optional=True,
                auto_complete="off",
                auto_capitalize="characters",
                max_length=40,
            ),
            class_name="min-w-0 grow",
        ),
        kit.button("Apply", type="submit", variant="secondary", class_name="mt-[1.875rem]"),
        on_submit=state.apply_coupon,
        no_validate=True,
        class_name="flex-row! items-start gap-3!",
    )
    return rx.cond(state.hold.kind == "coupon", used, field)


def _sum(name: Any, value: Any, look: str = "") -> rx.Component:
    return rx.el.div(
        rx.el.dt(name, class_name="min-w-0 break-words"),
        rx.el.dd(value, class_name="tabular-nums"),
        class_name=f"flex justify-between gap-4 {look}",
    )
