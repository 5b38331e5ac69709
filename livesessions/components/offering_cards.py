"""Offerings on cards, wherever they stand in a row."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.state.cards import CardRow

_FOUR_ON_A_PHONE = "max-sm:[&>*:nth-child(n+5)]:hidden"


def offering_cards(rows: list[CardRow], *, short: bool = False) -> rx.Component:
    """The cards in a grid; `short`: only four of them on a phone."""
    return kit.grid(rx.foreach(rows, _card), class_name=_FOUR_ON_A_PHONE if short else "")


def waiting_cards(count: int, *, short: bool = False) -> rx.Component:
    """The place of `count` cards that are on their way."""
    cards = kit.grid(
        *[kit.card_skeleton() for _ in range(count)], class_name=_FOUR_ON_A_PHONE if short else ""
    )
    return kit.loading(cards, label="Loading sessions")


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
