"""The list: published first, then drafts, then the archive."""

from typing import Any

import reflex as rx

from livesessions.components.kit import anchor, button_link, card, card_skeleton, cover, empty, grid, section
from livesessions.runtime import routes
from livesessions.state.offerings import OfferingsState

state: Any = OfferingsState  # for mypy its vars are values; here they are Vars


def offerings_list() -> rx.Component:
    """All offerings, or what to do first."""
    has_any = (state.published.length() + state.drafts.length() + state.archived.length()) > 0
    lists = rx.el.div(
        _part("Published", state.published),
        _part("Drafts", state.drafts),
        _part("Archived", state.archived),
        class_name="flex flex-col gap-10",
    )
    return rx.cond(state.is_ready, rx.cond(has_any, lists, _first()), grid(card_skeleton(), card_skeleton()))


def _first() -> rx.Component:
    return card(
        empty(
            "Offer your first session",
            "Say what you teach, for how long and at what price. Learners see it when you publish it.",
            icon="book-open",
            action=button_link("Write an offering", href=routes.dashboard_offering("new"), icon="plus"),
        )
    )


def _part(title: str, rows: Any) -> rx.Component:
    cards = grid(rx.foreach(rows, _card), min_width="16rem")
    return rx.cond(rows.length() > 0, section(title, cards), rx.fragment())


def _card(row: Any) -> rx.Component:
    words = rx.el.div(
        rx.el.p(row.domain, class_name="text-sm font-medium text-accent-text"),
        rx.el.h3(
            anchor(row.title, href=row.edit_url, class_name="after:absolute after:inset-0"),
            class_name="mt-1 text-subheading",
        ),
        rx.el.p(row.facts, class_name="mt-1 text-sm text-soft"),
        rx.el.div(
            rx.el.span(row.price, class_name="font-semibold tabular-nums"),
            rx.el.span(row.booked, class_name="text-sm text-mute"),
            class_name="mt-3 flex flex-wrap items-baseline justify-between gap-x-3",
        ),
        class_name="p-5",
    )
    return card(
        cover(row.cover_seed, row.domain_slug),
        words,
        padded=False,
        class_name="relative overflow-hidden transition-shadow hover:shadow-lift "
        "has-focus-visible:outline-3 has-focus-visible:outline-accent-text",
    )
