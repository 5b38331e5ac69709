"""What an offering costs, when it is free next, what happens if plans change, and the button that books it."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.components.packages import packages_for_sale
from livesessions.state.booking_modal import BookingModalState
from livesessions.state.offering import OfferingState
from livesessions.state.offering.rows import DayRow, TimeRow

_offering, _person = OfferingState.offering, OfferingState.instructor
_BAR = (
    "fixed inset-x-0 bottom-[calc(4rem+1px+env(safe-area-inset-bottom))] z-30 flex items-center justify-between "
    "gap-4 border-t border-line bg-raised px-gutter py-3 shadow-overlay md:bottom-0 lg:hidden"
)


def offer_card() -> rx.Component:
    """Price, the button, the next free times and the policy."""
    return kit.card(
        kit.price(_offering.amount, per=_offering.per, size="lg"),
        rx.el.p(_offering.answer, class_name="text-sm text-soft"),
        book_button(size="lg", wide=True, class_name="max-lg:hidden"),
        rx.cond(_offering.trial != "", _trial(), rx.fragment()),
        packages_for_sale(OfferingState.packages),
        _times(),
        _policy(),
        class_name="flex flex-col gap-4",
    )


def book_bar() -> rx.Component:
    """Price and button within reach of a thumb."""
    words = rx.el.div(
        kit.price(_offering.amount, per=_offering.per),
        rx.el.p(_offering.duration, class_name="text-sm text-mute"),
        class_name="min-w-0",
    )
    return rx.el.div(words, book_button(size="lg", class_name="min-w-36"), class_name=_BAR)


def book_button(**look: Any) -> rx.Component:
    """Opens the booking."""
    return kit.button("Book", on_click=BookingModalState.open_for(_offering.id), **look)


def _trial() -> rx.Component:
    """A first session at its own price, once for each learner."""
    words = rx.el.div(
        rx.el.p("Trial lesson: ", rx.el.b(_offering.trial)),
        rx.el.p("Once, to get to know each other.", class_name="text-sm text-soft"),
        class_name="min-w-0",
    )
    button = kit.button(
        "Book a trial", variant="secondary", size="sm", on_click=BookingModalState.open_trial(_offering.id)
    )
    return rx.el.div(
        words,
        button,
        class_name="flex flex-wrap items-center justify-between gap-3 rounded-control bg-sunken p-4",
    )


def _times() -> rx.Component:
    look = "inline-flex min-h-tap items-center"
    none = rx.el.div(
        rx.el.p("No free times in the next two months.", class_name="font-semibold"),
        rx.el.p("Times come back when somebody cancels: press Book to wait in line for a taken one."),
        kit.link("What else ", _person.name, " offers", href=_person.href, class_name=look),
        kit.link("Other sessions in ", _offering.subject.name, href=_offering.subject.href, class_name=look),
        class_name="flex flex-col items-start gap-1 text-sm text-soft",
    )
    some = rx.el.div(
        rx.foreach(OfferingState.days, _day),
        rx.el.p("Times as in ", OfferingState.zone, class_name="text-xs text-mute"),
        class_name="flex flex-col gap-4",
    )
    return rx.el.section(
        rx.el.h2("Next free times", class_name="text-subheading"),
        rx.cond(OfferingState.days, some, none),
        id="times",
        class_name="flex scroll-mt-24 flex-col gap-3 border-t border-line pt-4",
    )


def _day(row: DayRow) -> rx.Component:
    return rx.el.div(
        rx.el.h3(
            row.name,
            rx.el.span(row.more, class_name="font-normal text-mute"),
            class_name="flex justify-between gap-3 text-sm font-semibold",
        ),
        rx.el.ul(rx.foreach(row.times, _time), class_name="mt-1.5 grid grid-cols-2 gap-2"),
        key=row.name,
    )


def _time(row: TimeRow) -> rx.Component:
    def small(text: str) -> rx.Component:
        return rx.cond(text, rx.el.span(text, class_name="block text-xs text-mute"), rx.fragment())

    return rx.el.li(
        rx.el.time(row.time, date_time=row.iso, class_name="font-semibold tabular-nums"),
        small(row.other),
        small(row.seats),
        key=row.iso,
        class_name="rounded-control border border-line bg-sunken px-3 py-1.5 text-sm",
    )


def _policy() -> rx.Component:
    return rx.el.section(
        rx.el.h2("If your plans change", class_name="text-subheading"),
        rx.el.ul(
            rx.foreach(OfferingState.policy, lambda line: rx.el.li(line)),
            class_name="flex flex-col gap-1.5 text-sm text-soft",
        ),
        class_name="flex flex-col gap-2 border-t border-line pt-4",
    )
