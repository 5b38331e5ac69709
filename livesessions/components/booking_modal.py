"""The booking modal: a time, what it shall be about, review and pay. Place it once on the offering's page."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.components.booking_review import review
from livesessions.components.lines import full_times, tell_me
from livesessions.components.slot_picker import slot_picker, time_choices
from livesessions.components.weekly import how_often, more_weeks, plan
from livesessions.state.booking_modal import BookingModalState
from livesessions.state.booking_modal.steps import REVIEW, TIME, TOPIC
from livesessions.state.bookings.words import LEVELS

state: Any = BookingModalState  # for mypy its vars are values; here they are Vars

STEPS = ("Choose a time", "Topic and message", "Review and pay")


def booking_modal() -> rx.Component:
    """Opened by `BookingModalState.open_for(offering_id)`; closing keeps the hold."""
    steps = kit.step_place(
        rx.match(state.step, (TOPIC, _topic()), (REVIEW, review()), _time()),
        step=rx.match(state.step, (TOPIC, STEPS[TOPIC]), (REVIEW, STEPS[REVIEW]), _first_step()),
    )
    waiting = kit.loading(
        kit.skeleton("h-5 w-1/2"),
        kit.grid(kit.skeleton("h-72 w-full"), kit.skeleton("h-72 w-full")),
    )
    panel = kit.dialog(
        kit.stack(
            kit.stepper(STEPS, state.step, label="Booking"),
            _said(),
            _hold(),
            rx.cond(state.is_ready, steps, waiting),
            class_name="gap-5",
        ),
        title=rx.cond(state.offer.title != "", f"Book “{state.offer.title}”", "Book"),
        description=rx.cond(
            state.offer.person != "",
            f"With {state.offer.person} · {state.offer.lasts} · {state.offer.price}",
            "One moment",
        ),
        size="lg",
        open=state.is_open,
        on_open_change=state.set_open,
    )
    return rx.el.div(panel, on_mount=state.come_back)


def _first_step() -> Any:
    return rx.cond(state.plan.length() > 0, "Your weekly plan", STEPS[TIME])


def _said() -> rx.Component:
    """Refusals and what stands in the way, where the person is looking."""
    notice = rx.cond(state.notice.kind == "error", kit.alert(state.notice.text, tone="danger"), rx.fragment())
    barrier = rx.match(
        state.offer.barrier,
        ("own", kit.alert("This is your own offering: you can’t book it.", tone="info")),
        (
            "unverified",
            kit.alert(
                "We sent you a link: please open it, then choose your time.",
                title="First confirm your e-mail address",
                tone="warning",
            ),
        ),
        rx.fragment(),
    )
    refused = rx.cond(
        state.refused != "",
        kit.alert(
            rx.cond(
                state.nearest.length() > 0,
                kit.stack(
                    rx.el.p("These are free and close to it:"),
                    time_choices(state.nearest, "Free times close to it", state.choose),
                    class_name="gap-2",
                ),
                rx.fragment(),
            ),
            title=state.refused,
            tone="warning",
            role="alert",
        ),
        rx.fragment(),
    )
    return rx.fragment(notice, barrier, refused, rx.cond(state.refused != "", tell_me(state), rx.fragment()))


def _hold() -> rx.Component:
    """The time that is held, and how long still."""
    clock = rx.el.span(
        kit.icon("hourglass", size=18),
        "held for ",
        kit.countdown(state.hold.until, done_text="over", on_done=state.refresh),
        class_name="inline-flex items-center gap-1.5 text-warning",
    )
    words = kit.time(state.hold.when, iso=state.hold.iso, other=state.hold.there)
    many = state.hold.sessions.length()
    more = rx.cond(many > 0, rx.el.span(more_weeks(many), class_name="font-semibold"), rx.fragment())
    actions = rx.el.div(
        rx.cond(
            state.step == TIME,
            kit.button("Keep this time", size="sm", on_click=state.go(TOPIC)),
            kit.button("Change", size="sm", variant="secondary", on_click=state.go(TIME)),
        ),
        kit.button("Let it go", size="sm", variant="ghost", on_click=state.let_go),
        class_name="flex flex-wrap gap-2",
    )
    line = rx.el.div(
        rx.el.div(words, more, clock, class_name="flex min-w-0 flex-col gap-1"),
        actions,
        role="group",
        aria_label="The time you hold",
        class_name="flex flex-wrap items-center justify-between gap-3 rounded-control bg-warning-tint p-4",
    )
    return rx.cond(state.hold.reference != "", line, rx.fragment())


def _time() -> rx.Component:
    how = rx.cond(
        state.viewer.signed_in,
        rx.cond(
            state.weeks_wanted > 1,
            "You see every date before anything is kept for you.",
            "Choosing a time keeps it for you for ten minutes. Nothing is charged yet.",
        ),
        "Choose a time, log in, and it is kept for you for ten minutes.",
    )
    calendar = kit.stack(
        how_often(),
        slot_picker(state),
        rx.el.p(how, class_name="text-sm text-mute"),
        full_times(state.full, state),
    )
    return rx.cond(state.plan.length() > 0, plan(), calendar)


def _topic() -> rx.Component:
    flexible = rx.fragment(
        kit.text_field(
            "What would you like to learn?",
            error=state.errors["topic"],
            placeholder="Lifetimes in async code",
            **_kept("topic"),
        ),
        kit.text_area(
            "What do you want to reach?", error=state.errors["goal"], optional=True, rows=3, **_kept("goal")
        ),
        kit.select(
            "Where you are",
            list(LEVELS.items()),
            error=state.errors["level"],
            **_kept("level", on="on_change"),
        ),
    )
    fixed = rx.el.p("The topic is set: ", rx.el.b(state.offer.title), ".", class_name="text-soft")
    message = kit.text_area(
        f"Message to {state.offer.first_name}",
        error=state.errors["message"],
        optional=True,
        rows=3,
        hint="Anything that helps them to prepare.",
        **_kept("message"),
    )
    return kit.event_form(
        rx.cond(state.offer.is_flexible, flexible, fixed),
        message,
        kit.form_actions(
            kit.button("Go on to the review", type="submit", icon_after="arrow-right"),
            kit.button("Back", variant="ghost", on_click=state.go(TIME)),
        ),
        on_submit=state.describe,
        no_validate=True,
    )


def _kept(name: str, on: str = "on_blur") -> dict[str, Any]:
    """A field that is remembered as soon as it is left, so that no step and no error loses it."""
    return {
        "name": name,
        "default_value": state.typed[name],
        on: lambda value: state.note(name, value),
    }
