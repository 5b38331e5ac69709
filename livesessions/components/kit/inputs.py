"""Fields one types into or chooses from a list."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from .field import CONTROL, control_attrs, field
from .icon import icon as draw
from .values import Flag, Text, classes, each

Options = Sequence[tuple[str, str]] | rx.Var[list[tuple[str, str]]]


class TypedInput(rx.el.Input):
    """See typed.js."""

    library = f"$/public/{rx.asset('typed.js', shared=True)}"
    tag = "TypedInput"


def text_field(
    label: Text,
    *,
    name: str,
    id: str = "",
    hint: Text = "",
    error: Text = "",
    required: bool = False,
    optional: bool = False,
    icon: str = "",
    **attrs: Any,
) -> rx.Component:
    """A one-line field; `type`, `value`, `default_value`, `on_change`, `auto_complete`, … pass through."""
    wiring = control_attrs(name, id=id, hint=hint, error=error, required=required)
    look = classes(CONTROL, "pl-11" if icon else None)
    control = rx.el.input(class_name=look, **{"type": "text", **wiring, **attrs})
    return field(
        label, _with_icon(control, icon), name=name, id=id, hint=hint, error=error, optional=optional
    )


def text_area(
    label: Text,
    *,
    name: str,
    id: str = "",
    hint: Text = "",
    error: Text = "",
    required: bool = False,
    optional: bool = False,
    rows: int = 4,
    **attrs: Any,
) -> rx.Component:
    """A field of several lines that grows with what is typed."""
    wiring = control_attrs(name, id=id, hint=hint, error=error, required=required)
    look = classes(CONTROL, "field-sizing-content min-h-28! resize-y leading-relaxed")
    control = rx.el.textarea(rows=str(rows), class_name=look, **wiring, **attrs)
    return field(label, control, name=name, id=id, hint=hint, error=error, optional=optional)


def select(
    label: Text,
    options: Options,
    *,
    name: str,
    id: str = "",
    hint: Text = "",
    error: Text = "",
    required: bool = False,
    optional: bool = False,
    placeholder: str = "",
    **attrs: Any,
) -> rx.Component:
    """The platform's own list, for up to a few dozen (value, label) options; more: `combobox`."""
    wiring = control_attrs(name, id=id, hint=hint, error=error, required=required)
    first = [rx.el.option(placeholder, value="")] if placeholder else []
    control = rx.el.div(
        rx.el.select(
            *first,
            *each(options, lambda option: rx.el.option(option[1], value=option[0])),
            class_name=classes(CONTROL, "appearance-none truncate pr-11"),
            **wiring,
            **attrs,
        ),
        draw(
            "chevron-down",
            class_name="pointer-events-none absolute top-1/2 right-3.5 -translate-y-1/2 text-mute",
        ),
        class_name="relative",
    )
    return field(label, control, name=name, id=id, hint=hint, error=error, optional=optional)


def date_field(label: Text, *, name: str, min: Text = "", max: Text = "", **attrs: Any) -> rx.Component:
    """A day as `YYYY-MM-DD`, chosen with the platform's own calendar; `min` and `max` are included."""
    return text_field(label, name=name, type="date", **_limits(min, max), **attrs)


def time_field(label: Text, *, name: str, step_minutes: int = 15, **attrs: Any) -> rx.Component:
    """A wall-clock time as `HH:MM`; the caller's label or hint names the zone."""
    return text_field(label, name=name, type="time", step=str(step_minutes * 60), **attrs)


def search_box(
    *, name: str = "q", label: str = "Search", loading: Flag = False, **attrs: Any
) -> rx.Component:
    """A search field with a hidden label, for a form with `role="search"`; `value` is what was looked for last."""
    control = TypedInput.create(
        type="search",
        name=name,
        aria_label=label,
        class_name=classes(CONTROL, "rounded-full pl-12 [&::-webkit-search-cancel-button]:appearance-none"),
        **{"placeholder": label, "auto_complete": "off", "enter_key_hint": "search", **attrs},
    )
    busy = rx.cond(loading, draw("loader-circle", class_name="animate-spin"), draw("search"))
    return rx.el.div(control, _floating(busy), class_name="relative h-fit min-w-0 grow")


def _with_icon(control: rx.Component, name: str) -> rx.Component:
    return rx.el.div(control, _floating(draw(name)), class_name="relative") if name else control


def _floating(mark: rx.Component) -> rx.Component:
    look = "pointer-events-none absolute top-1/2 left-4 -translate-y-1/2 text-mute"
    return rx.el.span(mark, class_name=look)


def _limits(low: Text, high: Text) -> dict[str, Any]:
    given = {"min": low, "max": high}
    return {key: value for key, value in given.items() if isinstance(value, rx.Var) or value}
