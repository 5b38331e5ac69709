"""The form, in four parts. The browser keeps what is typed until the server puts other values in."""

from typing import Any

import reflex as rx
from babel import Locale

from livesessions.components.kit import (
    Choice,
    alert,
    anchor,
    button,
    card,
    event_form,
    radio_cards,
)
from livesessions.components.kit.values import Child, Text
from livesessions.components.offerings_editor.fields import area, choice, side_by_side, text
from livesessions.components.offerings_editor.topics import topics_fields
from livesessions.domain.offerings import BookingMode, ScheduleMode, SessionType
from livesessions.domain.topics import Level, TopicType
from livesessions.runtime.locales import currency_choices
from livesessions.state.offerings import OfferingEditorState

state: Any = OfferingEditorState  # for mypy its vars are values; here they are Vars

SPOKEN = "ar bn cs da de el en es fa fi fr he hi hu id it ja ko ms nl no pl pt ro ru sv ta th tr uk ur vi zh"
LANGUAGES = sorted(
    ((code, Locale("en").languages[code]) for code in SPOKEN.split()), key=lambda each: str(each[1])
)
LEVELS = [
    (Level.ALL, "All levels"),
    (Level.BEGINNER, "Beginners"),
    (Level.INTERMEDIATE, "Intermediate"),
    (Level.ADVANCED, "Advanced"),
]


def offering_form() -> rx.Component:
    """Everything about an offering; sent with one of the buttons at its end."""
    return event_form(
        _part("What you teach", *_words()),
        _part("Where learners find it", *topics_fields()),
        _part("How it runs", *_running()),
        _part("Price and booking", *_money()),
        _part("Good to know", *_notes()),
        _buttons(),
        on_submit=state.save,
        no_validate=True,
        key=state.form.key,
    )


def _part(title: str, *fields: Child) -> rx.Component:
    return card(
        rx.el.fieldset(
            rx.el.legend(title, class_name="float-left mb-5 w-full text-heading"),
            rx.el.div(*fields, class_name="clear-both flex flex-col gap-6"),
            class_name="min-w-0",
        )
    )


def _words() -> list[rx.Component]:
    return [
        text("Title", "title", hint="What learners will be able to do: “Read Rust lifetimes with ease”."),
        text("In one sentence", "summary", optional=True, hint="Shown in search results."),
        area(
            "Description",
            "description",
            rows=7,
            hint="What you do together, what learners take home, who it is for.",
        ),
        radio_cards(
            "Topic of each session",
            [
                Choice(TopicType.FIXED, "Fixed", "Every session is about this offering’s topic.", "bookmark"),
                Choice(
                    TopicType.FLEXIBLE,
                    "Flexible",
                    "The learner proposes a topic, you agree on it.",
                    "message-circle",
                ),
            ],
            name="topic_type",
            chosen=state.form.topic_type,
            error=state.errors["topic_type"],
        ),
    ]


def _running() -> list[rx.Component]:
    is_group = state.session_type == SessionType.GROUP
    seats = text("Seats", "capacity", input_mode="numeric", hint="2 to 500.")
    group = rx.fragment(seats, _minimum())
    return [_who(), rx.cond(is_group, group, rx.fragment()), _when(), _kind()]


def _minimum() -> rx.Component:
    return side_by_side(
        text(
            "Fewest participants",
            "min_participants",
            optional=True,
            input_mode="numeric",
            hint="With fewer it is cancelled by itself, and everybody gets their money back.",
        ),
        text(
            "Decided so many hours before",
            "decide_hours_before",
            input_mode="numeric",
            hint="Nobody can open a session later than that.",
        ),
    )


def _who() -> rx.Component:
    return radio_cards(
        "Who takes part",
        [
            Choice(SessionType.INDIVIDUAL, "One to one", "One learner and you.", "user"),
            Choice(SessionType.GROUP, "Group", "Several learners share a session.", "users"),
        ],
        name="session_type",
        chosen=state.session_type,
        on_change=state.set_session_type,
    )


def _when() -> rx.Component:
    return radio_cards(
        "When",
        [
            Choice(ScheduleMode.AVAILABILITY, "In my weekly hours", "Learners choose a free time.", "clock"),
            Choice(ScheduleMode.FIXED_DATES, "On dates", "You publish the dates.", "calendar"),
        ],
        name="schedule_mode",
        chosen=state.schedule_mode,
        on_change=state.set_schedule_mode,
    )


def _kind() -> rx.Component:
    return side_by_side(
        choice("Length", "duration", state.lengths, error="duration_minutes"),
        choice("Language", "language", LANGUAGES),
        choice("Level", "level", LEVELS),
    )


def _money() -> list[rx.Component]:
    return [
        side_by_side(
            text("Price for each learner", "price", input_mode="decimal", hint="0 if it is free."),
            choice("Currency", "currency", currency_choices()),
        ),
        text(
            "Price of a trial lesson",
            "trial_price",
            input_mode="decimal",
            optional=True,
            hint="Each learner’s first session with you, once. 0 if it is free; empty for no trial lessons.",
        ),
        radio_cards(
            "Booking",
            [
                Choice(
                    BookingMode.REQUEST,
                    "I confirm each booking",
                    "The money is reserved and taken when you accept.",
                    "inbox",
                ),
                Choice(BookingMode.INSTANT, "Booked at once", "No answer needed.", "zap"),
            ],
            name="booking_mode",
            chosen=state.form.booking_mode,
            error=state.errors["booking_mode"],
        ),
    ]


def _notes() -> list[rx.Component]:
    return [
        area("What learners should bring or know", "requirements", optional=True),
        area("Materials you provide", "materials", optional=True),
    ]


def _buttons() -> rx.Component:
    """The first one answers the Enter key."""
    again = rx.cond(state.status == "archived", "Save and publish again", "Save and publish")
    is_active = state.status == "active"
    return rx.el.div(
        _problems(),
        rx.cond(
            is_active,
            _submit("Save changes", "save", variant="primary"),
            rx.fragment(
                _submit("Save", "save", variant="secondary"),
                _submit(again, "publish", variant="primary", icon="send"),
            ),
        ),
        rx.el.p(
            rx.cond(
                is_active,
                "Bookings that exist keep their price and terms.",
                "Only you see it until you publish it.",
            ),
            class_name="text-sm text-mute",
        ),
        class_name="flex flex-wrap items-center gap-3",
    )


def _submit(label: Text, after: str, **look: Any) -> rx.Component:
    return button(label, type="submit", on_click=state.intend(after), **look)


def _problems() -> rx.Component:
    """Where the eye is when the form comes back: what is wrong, with the way to it."""
    lines = rx.el.ul(
        rx.foreach(
            state.problems,
            lambda line: rx.el.li(
                anchor(line.text, href=line.href, external=True, class_name="underline underline-offset-4")
            ),
        ),
        class_name="flex list-disc flex-col gap-1 pl-5",
    )
    shown = rx.el.div(alert(lines, title="Please look at this again", tone="danger"), class_name="w-full")
    return rx.cond(state.problems.length() > 0, shown, rx.fragment())
