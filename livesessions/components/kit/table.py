"""Rows and columns, and the way through many of them."""

from collections.abc import Callable, Sequence
from typing import Any

import reflex as rx

from .icon import icon as draw
from .link import anchor
from .values import Child, Text, classes, each

_STEP = (
    "inline-flex min-h-tap min-w-tap items-center justify-center gap-1.5 rounded-control px-3 font-semibold "
    "hover:bg-sunken disabled:opacity-40 aria-disabled:pointer-events-none aria-disabled:opacity-40"
)


def table(
    headings: Sequence[str],
    rows: Sequence[Any] | rx.Var[Any],
    cells: Callable[[Any], Sequence[Child]],
    *,
    caption: str,
    numeric: Sequence[int] = (),
) -> rx.Component:
    """A table; on a phone each row becomes labels and values. `cells(row)` gives them in order."""
    head = rx.el.tr(*[_heading(text, place in numeric) for place, text in enumerate(headings)])

    def line(row: Any) -> rx.Component:
        filled = enumerate(zip(headings, cells(row), strict=True))
        return rx.el.tr(
            *[_cell(heading, cell, place in numeric) for place, (heading, cell) in filled], class_name=_ROW
        )

    whole = rx.el.table(
        rx.el.caption(caption, class_name="sr-only"),
        rx.el.thead(head, class_name="max-sm:sr-only"),
        rx.el.tbody(*each(rows, line), class_name="max-sm:flex max-sm:flex-col"),
        class_name="w-full text-left max-sm:block",
    )
    return rx.el.div(
        whole, class_name="overflow-hidden rounded-card border border-line bg-surface shadow-card"
    )


_ROW = (
    "border-t border-line max-sm:block max-sm:px-4 max-sm:py-3 max-sm:first:border-t-0 sm:hover:bg-sunken/60"
)


def _heading(text: str, numeric: bool) -> rx.Component:
    look = classes("px-5 py-3 text-xs font-semibold text-mute", "text-right" if numeric else None)
    return rx.el.th(text, scope="col", class_name=look)


def _cell(heading: str, cell: Child, numeric: bool) -> rx.Component:
    label = rx.el.span(heading, aria_hidden="true", class_name="text-sm text-mute sm:hidden")
    look = classes(
        "px-5 py-3.5 align-middle max-sm:flex max-sm:items-center max-sm:justify-between max-sm:gap-4 "
        "max-sm:px-0 max-sm:py-1.5",
        "tabular-nums sm:text-right" if numeric else None,
    )
    return rx.el.td(label, cell, class_name=look)


def pagination(summary: Text, *, before: dict[str, Any] | None, after: dict[str, Any] | None) -> rx.Component:
    """ "21–40 of 153" between two steps. `before` / `after`: {"href": …} or {"on_click": …}, or None."""
    return rx.el.nav(
        _step(before, draw("chevron-left", size=18), "Previous"),
        rx.el.p(summary, aria_live="polite", class_name="text-sm text-soft tabular-nums"),
        _step(after, "Next", draw("chevron-right", size=18)),
        aria_label="Pages",
        class_name="flex items-center justify-between gap-3",
    )


def _step(target: dict[str, Any] | None, *label: Child) -> rx.Component:
    if target and "href" in target:
        return anchor(*label, class_name=_STEP, **target)
    return rx.el.button(*label, type="button", class_name=_STEP, **(target or {"disabled": True}))
