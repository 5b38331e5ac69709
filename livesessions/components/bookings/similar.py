"""Three free times that are like the one that was not had."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.state.bookings import BookingState
from livesessions.state.bookings.similar import SimilarRow

state: Any = BookingState  # for mypy its vars are values; here they are Vars


def similar() -> rx.Component:
    """Nothing where there are none."""
    shown = rx.el.nav(
        rx.el.h2("Free times like it", id="similar", class_name="mb-3 text-subheading"),
        rx.el.ul(rx.foreach(state.similar, _one), class_name="flex flex-col gap-3"),
        aria_labelledby="similar",
    )
    return rx.cond(state.similar.length() > 0, shown, rx.fragment())


def _one(row: rx.vars.ObjectVar[SimilarRow]) -> rx.Component:
    words = rx.el.span(
        rx.el.span(row.when, class_name="block font-semibold break-words"),
        rx.el.span(row.what, class_name="block text-sm text-mute break-words"),
        class_name="min-w-0 grow",
    )
    return rx.el.li(
        kit.link(
            rx.el.span(
                kit.icon("calendar-plus", class_name="shrink-0 text-accent-text"),
                words,
                kit.icon("chevron-right", size=18, class_name="shrink-0 text-mute"),
                class_name="flex items-center gap-3",
            ),
            href=row.href,
            quiet=True,
            class_name="block min-h-tap rounded-card border border-line bg-surface px-4 py-3",
        ),
        key=row.href,
    )
