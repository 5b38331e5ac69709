"""Offerings on cards, wherever they stand in a row."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.state.cards import CardRow


def offering_cards(rows: list[CardRow]) -> rx.Component:
    """The cards in a grid."""
    return kit.grid(rx.foreach(rows, _card))


def waiting_cards(count: int) -> rx.Component:
    """The place of `count` cards that are on their way."""
    return kit.loading(kit.grid(*[kit.card_skeleton() for _ in range(count)]), label="Loading sessions")


def _card(row: CardRow) -> rx.Component:
    rated: dict[str, Any] = {"stars": row.stars, "reviews": row.reviews}
    return rx.cond(row.reviews, _drawn(row, **rated), _drawn(row))


def _drawn(row: CardRow, **rated: Any) -> rx.Component:
    return kit.offering_card(
        title=row.title,
        href=row.href,
        instructor=row.instructor,
        amount=row.amount,
        duration=row.duration,
        domain=row.domain,
        slug=row.slug,
        cover_src=row.cover,
        next_slot=row.next_slot,
        tag=row.tag,
        key=row.slug,
        **rated,
    )
