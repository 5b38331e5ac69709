"""Files to take away."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from .icon import icon as draw
from .link import anchor
from .values import Text, each


def file_list(files: Sequence[tuple[str, str, str]] | rx.Var[Any], *, label: str = "Files") -> rx.Component:
    """(name, size in words, address) each; the address is an HTTP route that checks who asks."""
    rows = each(files, lambda file: _row(file[0], file[1], file[2]))
    return rx.el.ul(*rows, aria_label=label, class_name="flex flex-col gap-2")


def _row(name: Text, size: Text, href: Text) -> rx.Component:
    mark = rx.el.span(
        draw("file-text"),
        class_name="grid size-10 shrink-0 place-items-center rounded-tag bg-accent-tint text-accent-text",
    )
    words = rx.el.span(
        rx.el.span(name, class_name="block truncate font-medium"),
        rx.el.span(size, class_name="block text-sm text-mute"),
        class_name="min-w-0 grow",
    )
    look = "flex items-center gap-3 rounded-control border border-line bg-surface p-3 "
    "hover:border-line-strong hover:bg-sunken"
    row = anchor(
        mark, words, draw("download", class_name="text-mute"), href=href, external=True, class_name=look
    )
    return rx.el.li(row)
