"""One field of the offering's form: its value and its error are those of its name."""

from typing import Any

import reflex as rx

from livesessions.components.kit import select, text_area, text_field
from livesessions.state.offerings import OfferingEditorState

state: Any = OfferingEditorState  # for mypy its vars are values; here they are Vars


def side_by_side(*fields: rx.Component) -> rx.Component:
    """Fields in a row where there is room."""
    return rx.el.div(*fields, class_name="grid gap-6 sm:auto-cols-fr sm:grid-flow-col")


def text(label: str, name: str, **attrs: Any) -> rx.Component:
    """A line to type in."""
    return text_field(
        label,
        name=name,
        default_value=getattr(state.form, name),
        error=state.errors[name],
        auto_complete="off",
        **attrs,
    )


def choice(label: str, name: str, options: Any, *, error: str = "") -> rx.Component:
    """One of (value, label) options; `error` is the name of its error where that is another."""
    return select(
        label,
        options,
        name=name,
        default_value=getattr(state.form, name),
        error=state.errors[error or name],
    )


def area(label: str, name: str, **attrs: Any) -> rx.Component:
    """Room for several lines."""
    return text_area(
        label, name=name, default_value=getattr(state.form, name), error=state.errors[name], **attrs
    )
