"""The page of an instructor: who they are, what they offer, what learners said."""

import reflex as rx

from livesessions.components import kit
from livesessions.components.kit.values import Child, when
from livesessions.components.offering_cards import offering_cards
from livesessions.components.review_list import review_list, stars_summary
from livesessions.components.trail import trail, waiting_trail
from livesessions.runtime import routes
from livesessions.state.instructor_page import InstructorState
from livesessions.state.offering.rows import PersonRow

_person = InstructorState.person


def instructor_view() -> rx.Component:
    """The page, or its shape while it loads."""
    return rx.cond(InstructorState.is_ready, _ready(), _waiting())


def first_screen(person: PersonRow, cards: Child) -> rx.Component:
    """What of the page can be said before scripts run, with `cards` in the place of the offerings."""
    return rx.el.div(
        _trail(person),
        _head(person),
        when(person.bio, _about(person)),
        kit.section(_SESSIONS, cards),
        class_name=_LOOK,
    )


_SESSIONS = "Sessions"
_LOOK = "flex flex-col gap-10"


def _ready() -> rx.Component:
    return rx.el.div(
        _trail(_person),
        _head(_person),
        when(_person.bio, _about(_person)),
        _offerings(),
        _reviews(),
        key="ready",
        class_name=_LOOK,
    )


def _trail(person: PersonRow) -> rx.Component:
    return trail(("Home", routes.HOME), ("Sessions", routes.SESSIONS), (person.name, ""))


def _head(person: PersonRow) -> rx.Component:
    rated = when(person.stars > 0, kit.rating(person.stars, reviews=person.reviews), kit.badge("New here"))
    facts = rx.el.div(
        rated,
        _fact("globe", person.zone),
        _fact("award", person.since),
        class_name="mt-3 flex flex-wrap items-center gap-x-5 gap-y-2",
    )
    words = rx.el.div(
        rx.el.h1(person.name, class_name="text-title break-words"),
        rx.el.p(person.headline, class_name="mt-1 text-lg text-soft"),
        facts,
        class_name="min-w-0",
    )
    return rx.el.div(
        kit.avatar(person.name, size="xl"),
        words,
        class_name="flex flex-col gap-5 sm:flex-row sm:items-center sm:gap-8",
    )


def _fact(icon: str, text: str) -> rx.Component:
    return rx.el.span(
        kit.icon(icon, size=16), text, class_name="inline-flex items-center gap-1.5 text-sm text-mute"
    )


def _about(person: PersonRow) -> rx.Component:
    text = rx.el.p(person.bio, class_name="max-w-prose whitespace-pre-line break-words")
    return kit.section("About", text)


def _offerings() -> rx.Component:
    none = kit.empty(
        "Nothing to book right now",
        "Other instructors have free times today.",
        icon="calendar",
        action=kit.button_link("Find a session", href=routes.SESSIONS),
    )
    return kit.section(_SESSIONS, rx.cond(InstructorState.cards, offering_cards(InstructorState.cards), none))


def _reviews() -> rx.Component:
    none = rx.el.p("No reviews yet. Learners write after they were there.", class_name="text-soft")
    some = rx.fragment(
        stars_summary(_person.stars, _person.reviews, InstructorState.shares),
        review_list(
            InstructorState.reviews,
            has_more=InstructorState.has_more_reviews,
            on_more=InstructorState.more_reviews,
            with_titles=True,
        ),
    )
    return kit.section("Reviews", rx.cond(_person.stars > 0, some, none), id="reviews")


def _waiting() -> rx.Component:
    head = rx.el.div(
        kit.skeleton("size-28 rounded-full!"),
        rx.el.div(
            kit.skeleton("h-9 w-64"), kit.skeleton("h-6 w-80 max-w-full"), class_name="flex flex-col gap-3"
        ),
        class_name="flex flex-col gap-5 sm:flex-row sm:items-center sm:gap-8",
    )
    cards = kit.grid(*[kit.card_skeleton() for _ in range(4)])
    shape = kit.loading(waiting_trail(), head, cards, label="Loading the instructor")
    return rx.el.div(kit.served_or(shape), key="waiting")
