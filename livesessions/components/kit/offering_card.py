"""An offering in a list: picture, title, who, when next, how much."""

from typing import Any

import reflex as rx

from .badge import badge
from .icon import icon as draw
from .link import anchor
from .money import price
from .pictures import avatar, cover
from .rating import rating
from .values import Number, Text, when


def offering_card(
    *,
    title: Text,
    href: Text,
    instructor: Text,
    amount: Text,
    duration: Text,
    domain: Text = "",
    slug: Text = "",
    cover_src: Text = "",
    avatar_src: Text = "",
    stars: Number = 0,
    reviews: Text = "",
    next_slot: Text = "",
    tag: Text = "",
    eager: bool = False,
    **attrs: Any,
) -> rx.Component:
    """One link, named by the title, covers the card. Words arrive ready ("€ 45", "60 min"); no `stars` yet: 0.

    `eager`: its picture is seen first on a page.
    """
    picture = cover(slug, domain, src=cover_src, eager=eager, class_name=_ZOOM)
    return rx.el.article(
        _pictured(picture, tag),
        rx.el.div(
            _topline(domain, duration),
            _title(title, href),
            _person(instructor, avatar_src, stars, reviews),
            rx.el.div(
                _next(next_slot),
                price(amount),
                class_name="mt-auto flex items-end justify-between gap-3 pt-2",
            ),
            class_name="flex grow flex-col gap-2 p-4 sm:p-5",
        ),
        class_name=_CARD,
        **attrs,
    )


_CARD = (
    "group relative flex min-w-0 flex-col overflow-hidden rounded-card border border-line "
    "bg-surface shadow-card transition-shadow duration-200 hover:shadow-lift "
    "has-[a:focus-visible]:outline-3 has-[a:focus-visible]:outline-offset-2 "
    "has-[a:focus-visible]:outline-accent-text"
)
_ZOOM = "transition-transform duration-300 group-hover:scale-[1.03]"


def _pictured(picture: rx.Component, tag: Text) -> rx.Component:
    label = badge(tag, class_name="absolute top-3 left-3 bg-raised! text-ink! shadow-card")
    return rx.el.div(picture, when(tag, label), class_name="relative overflow-hidden")


def _topline(domain: Text, duration: Text) -> rx.Component:
    return rx.el.p(
        rx.el.span(domain, class_name="truncate"),
        rx.el.span(draw("clock", size=14), duration, class_name="inline-flex shrink-0 items-center gap-1"),
        class_name="flex items-center justify-between gap-3 text-xs font-medium text-mute",
    )


def _title(title: Text, href: Text) -> rx.Component:
    cover_all = "after:absolute after:inset-0 group-hover:text-accent-text focus-visible:outline-none"
    return rx.el.h3(anchor(title, href=href, class_name=cover_all), class_name="line-clamp-2 text-subheading")


def _person(name: Text, src: Text, stars: Number, reviews: Text) -> rx.Component:
    return rx.el.div(
        avatar(name, src=src, size="xs"),
        rx.el.span(name, class_name="min-w-0 truncate text-sm text-soft"),
        when(stars, rating(stars, reviews=reviews, compact=True, class_name="ml-auto shrink-0")),
        class_name="flex items-center gap-2",
    )


def _next(next_slot: Text) -> rx.Component:
    line = rx.el.span(
        draw("calendar-check", size=16, class_name="text-success"),
        next_slot,
        class_name="inline-flex min-w-0 items-center gap-1.5 text-sm text-soft",
    )
    return rx.el.span(when(next_slot, line))
