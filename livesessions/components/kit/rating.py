"""Stars: shown as a mean, or given."""

from typing import Any

import reflex as rx

from .field import error_line, group_attrs
from .icon import PATHS
from .icon import icon as draw
from .values import Flag, Number, Text, classes, is_given, when

_WORDS = ("", "Poor", "Fair", "Good", "Very good", "Excellent")


def rating(stars: Number, *, reviews: Text = "", compact: bool = False, class_name: str = "") -> rx.Component:
    """A mean of 0 to 5 and how many gave it; `compact` shows one star and the number."""
    said = rx.el.span("Rated ", stars, " of 5", class_name="sr-only")
    count = when(reviews, rx.el.span("(", reviews, ")", class_name="font-normal text-mute"))
    marks = draw("star", size=16, class_name="fill-star! text-star") if compact else _five(stars)
    return rx.el.span(
        marks,
        rx.el.span(stars, aria_hidden="true"),
        said,
        count,
        class_name=classes("inline-flex items-center gap-1.5 text-sm font-semibold tabular-nums", class_name),
    )


def rating_input(
    legend: Text = "Your rating", *, name: str = "stars", error: Text = "", given: Number = 0, **attrs: str
) -> rx.Component:
    """Five stars as radio buttons: arrow keys work, the value posts as 1 to 5; `given` are chosen at first."""
    marks = [_star_choice(name, value, given == value, attrs) for value in range(5, 0, -1)]
    return rx.el.fieldset(
        rx.el.legend(legend, class_name="mb-1 text-sm font-semibold"),
        rx.el.div(*marks, class_name="star-input -ml-1.5 flex flex-row-reverse justify-end"),
        error_line(f"field-{name}", error) if is_given(error) else rx.fragment(),
        **group_attrs(name, error),
        class_name="flex flex-col gap-1.5",
    )


def _five(stars: Any) -> rx.Component:
    row = [draw("star", size=16, class_name="fill-current!") for _ in range(5)]
    share = f"{stars * 20}%"
    return rx.el.span(
        rx.el.span(*row, class_name="flex text-line"),
        rx.el.span(
            *row, class_name="absolute inset-0 flex overflow-hidden text-star", style={"width": share}
        ),
        aria_hidden="true",
        class_name="relative inline-block",
    )


def _star_choice(name: str, value: int, chosen: Flag, attrs: dict[str, str]) -> rx.Component:
    own = f"field-{name}-{value}"
    radio = rx.el.input(
        type="radio",
        name=name,
        value=str(value),
        default_checked=chosen,
        class_name="sr-only",
        custom_attrs={"id": own},
        **attrs,
    )
    star = rx.el.svg(
        rx.el.path(d=PATHS["star"]), view_box="0 0 24 24", aria_hidden="true", class_name="icon size-8"
    )
    label = rx.el.label(
        star,
        rx.el.span(f"{value} of 5, {_WORDS[value]}", class_name="sr-only"),
        html_for=own,
        class_name="grid size-tap place-items-center rounded-tag",
    )
    return rx.fragment(radio, label)
