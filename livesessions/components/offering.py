"""The page of an offering: what it is, who teaches it, when it is free, what it costs, what learners said."""

import reflex as rx

from livesessions.components import kit
from livesessions.components.booking_modal import booking_modal
from livesessions.components.kit.values import Child, when
from livesessions.components.offer import book_bar, offer_card
from livesessions.components.packages import buy_dialog
from livesessions.components.review_list import review_list, stars_summary
from livesessions.components.trail import trail, waiting_trail
from livesessions.runtime import routes
from livesessions.state.offering import OfferingState
from livesessions.state.offering.rows import OfferingRow, PersonRow, PlaceRow

_offering = OfferingState.offering
_person = OfferingState.instructor


def offering_view() -> rx.Component:
    """The page, or its shape while it loads."""
    return rx.cond(OfferingState.is_ready, _ready(), _waiting())


def first_screen(offering: OfferingRow, person: PersonRow) -> rx.Component:
    """What of the page can be said before scripts run: nothing to press, no times."""
    place = rx.el.aside(kit.skeleton("h-96 w-full rounded-card!"), aria_hidden="true", class_name=_ASIDE)
    return rx.el.div(
        _trail(offering),
        rx.el.div(_head(offering, person), place, class_name=f"{_GRID} lg:grid-rows-[auto_1fr]"),
        class_name="flex flex-col gap-8 pb-20 lg:pb-0",
    )


def _ready() -> rx.Component:
    return rx.el.div(
        _trail(_offering),
        rx.el.div(
            _head(_offering, _person),
            rx.el.aside(offer_card(), aria_label="Booking", class_name=_ASIDE),
            rx.el.div(
                _about(), _needs(), _instructor(), _reviews(), class_name="flex min-w-0 flex-col gap-10"
            ),
            class_name=f"{_GRID} lg:grid-rows-[auto_1fr]",
        ),
        book_bar(),
        booking_modal(),
        buy_dialog(),
        key="ready",
        class_name="flex flex-col gap-8 pb-20 lg:pb-0",
    )


_GRID = "grid items-start gap-10 lg:grid-cols-[minmax(0,1fr)_22rem] xl:gap-x-16"
# On a phone the offer comes right after what it is for; on a wide page it stands beside everything.
_ASIDE = "min-w-0 lg:sticky lg:top-24 lg:col-start-2 lg:row-span-2 lg:row-start-1"


def _trail(offering: OfferingRow) -> rx.Component:
    return trail(
        ("Home", routes.HOME),
        ("Sessions", routes.SESSIONS),
        (offering.subject.name, offering.subject.href),
        (offering.title, ""),
    )


def _head(offering: OfferingRow, person: PersonRow) -> rx.Component:
    rated = when(
        offering.stars > 0,
        kit.anchor(
            kit.rating(offering.stars, compact=True),
            rx.el.span(offering.reviews, class_name="ml-2 underline underline-offset-4"),
            href="#reviews",
            external=True,
            class_name="inline-flex min-h-tap items-center",
        ),
        kit.badge("New"),
    )
    return rx.el.div(
        kit.cover(src=offering.cover, eager=True, class_name="rounded-card shadow-card sm:aspect-[5/2]!"),
        rx.el.h1(offering.title, class_name="text-title text-balance break-words"),
        when(offering.summary, rx.el.p(offering.summary, class_name="text-lg text-soft")),
        rx.el.div(
            kit.anchor(
                kit.avatar(person.name, size="sm"),
                rx.el.span(person.name, class_name="font-medium"),
                href=person.href,
                class_name="inline-flex min-h-tap items-center gap-2.5 hover:text-accent-text",
            ),
            rated,
            class_name="flex flex-wrap items-center gap-x-6 gap-y-2",
        ),
        _facts(offering),
        class_name="flex min-w-0 flex-col gap-5",
    )


def _facts(offering: OfferingRow) -> rx.Component:
    return rx.el.ul(
        _fact("clock", offering.duration),
        _fact("users", offering.kind),
        when(offering.minimum, _fact("circle-check", offering.minimum)),
        _fact("languages", offering.language),
        _fact("trending-up", offering.level),
        _fact("video", "Live, in your browser"),
        class_name="flex flex-wrap gap-2",
    )


def _fact(icon: str, text: Child) -> rx.Component:
    return rx.el.li(
        kit.icon(icon, size=18, class_name="text-mute"),
        text,
        class_name="inline-flex min-h-9 items-center gap-2 rounded-full border border-line bg-surface px-3.5 "
        "text-sm font-medium",
    )


def _about() -> rx.Component:
    topics = rx.el.ul(
        rx.foreach(_offering.topics, _topic), aria_label="Topics", class_name="flex flex-wrap gap-2"
    )
    flexible = kit.alert(
        "You say what you would like to learn when you book, and agree on it together.",
        title="You choose the topic",
    )
    return kit.section(
        "About this session",
        _text(_offering.description),
        rx.cond(_offering.is_flexible, flexible, rx.fragment()),
        rx.cond(_offering.topics, topics, rx.fragment()),
    )


def _topic(row: PlaceRow) -> rx.Component:
    look = (
        "inline-flex min-h-tap items-center rounded-full bg-sunken px-4 text-sm font-medium text-soft "
        "hover:bg-line hover:text-ink"
    )
    return rx.el.li(kit.anchor(row.name, href=row.href, class_name=look), key=row.href)


def _needs() -> rx.Component:
    """What to bring and what one gets; nothing where the instructor wrote nothing."""
    need = kit.section("What you need", _text(_offering.requirements))
    get = kit.section("What you get", _text(_offering.materials))
    both = rx.el.div(
        rx.cond(_offering.requirements, need, rx.fragment()),
        rx.cond(_offering.materials, get, rx.fragment()),
        class_name="grid gap-8 sm:grid-cols-2",
    )
    return rx.cond(_offering.requirements + _offering.materials, both, rx.fragment())


def _instructor() -> rx.Component:
    rated = rx.cond(
        _person.stars > 0, kit.rating(_person.stars, reviews=_person.reviews, compact=True), rx.fragment()
    )
    words = rx.el.div(
        rx.el.h3(
            kit.link(_person.name, href=_person.href, quiet=True), class_name="text-subheading break-words"
        ),
        rx.el.p(_person.headline, class_name="text-soft"),
        rx.el.div(
            rated,
            rx.el.span(
                kit.icon("globe", size=16),
                _person.zone,
                class_name="inline-flex items-center gap-1.5 text-sm text-mute",
            ),
            class_name="mt-2 flex flex-wrap items-center gap-x-5 gap-y-1",
        ),
        class_name="min-w-0",
    )
    return kit.section(
        "Your instructor",
        kit.card(
            rx.el.div(kit.avatar(_person.name, size="lg"), words, class_name="flex items-start gap-4"),
            rx.el.p(_person.bio, class_name="mt-4 line-clamp-5 whitespace-pre-line break-words text-soft"),
        ),
    )


def _reviews() -> rx.Component:
    none = rx.el.p(
        "Nobody has reviewed this session yet. Learners write after they were there.", class_name="text-soft"
    )
    some = rx.fragment(
        stars_summary(_offering.stars, _offering.reviews, OfferingState.shares),
        review_list(
            OfferingState.reviews,
            has_more=OfferingState.has_more_reviews,
            on_more=OfferingState.more_reviews,
        ),
    )
    return kit.section(
        "Reviews", rx.cond(_offering.stars > 0, some, none), id="reviews", class_name="scroll-mt-24"
    )


def _text(words: str) -> rx.Component:
    """Plain text of a person, with their line breaks."""
    return rx.el.p(words, class_name="max-w-prose whitespace-pre-line break-words")


def _waiting() -> rx.Component:
    picture = rx.el.span(
        class_name="block aspect-[16/10] w-full animate-shimmer rounded-card bg-line sm:aspect-[5/2]"
    )
    lines = [kit.skeleton(f"h-6 {width}") for width in ("w-4/5", "w-1/2", "w-full", "w-full", "w-2/3")]
    shape = kit.loading(
        waiting_trail(),
        rx.el.div(
            rx.el.div(picture, *lines, class_name="flex flex-col gap-5"),
            kit.skeleton("h-96 w-full rounded-card!"),
            class_name=_GRID,
        ),
        label="Loading the session",
    )
    return rx.el.div(kit.served_or(shape), key="waiting")
