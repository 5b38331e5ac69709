"""Offerings on cards, wherever they stand in a row."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

import reflex as rx
from markupsafe import Markup

from livesessions.components import kit
from livesessions.components.drawn import drawn, said
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


def drawn_cards(rows: Sequence[CardRow], *, short: bool = False) -> Markup:
    """The HTML of the cards without their next times, which are told on each person's own clock; "" for none."""
    timeless = [said(replace(row, next_slot="")) for row in rows]
    cards = [_drawn_card(row, eager=place == 0) for place, row in enumerate(timeless)]
    before, after = _drawn_grid(short=short)
    return before + Markup("").join(cards) + after if cards else Markup("")


@cache
def _drawn_grid(*, short: bool) -> tuple[Markup, Markup]:
    cut = "cards"
    before, _, after = drawn(kit.grid(cut, class_name=_FOUR_ON_A_PHONE if short else "")).partition(cut)
    return before, after


@lru_cache(maxsize=2048)
def _drawn_card(row: CardRow, *, eager: bool) -> Markup:
    return drawn(_card_of(row, stars=row.stars, reviews=row.reviews, eager=eager))


def _card(row: CardRow) -> rx.Component:
    rated: dict[str, Any] = {"stars": row.stars, "reviews": row.reviews}
    return rx.cond(row.reviews, _card_of(row, **rated), _card_of(row))


def _card_of(row: CardRow, **rated: Any) -> rx.Component:
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
