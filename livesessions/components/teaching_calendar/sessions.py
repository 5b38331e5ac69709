"""How a session looks wherever it stands in the calendar: its kind is a colour at its edge."""

from typing import Any

import reflex as rx

from livesessions.components import kit

KINDS = (
    "data-[kind=booked]:border-accent data-[kind=booked]:bg-accent-tint "
    "data-[kind=waiting]:border-warning data-[kind=waiting]:bg-warning-tint "
    "data-[kind=open]:border-success data-[kind=open]:bg-success-tint "
    "data-[kind=done]:border-line-strong data-[kind=done]:bg-sunken data-[kind=done]:text-soft "
    "data-[kind=busy]:border-line-strong data-[kind=busy]:bg-sunken data-[kind=busy]:text-mute"
)


def link_or_text(item: Any, words: rx.Component, look: str) -> rx.Component:
    kind = {"data-kind": item.kind}
    return rx.cond(
        item.href != "",
        kit.anchor(words, href=item.href, custom_attrs=kind, class_name=f"{look} hover:shadow-lift"),
        rx.el.div(words, custom_attrs=kind, class_name=look),
    )
