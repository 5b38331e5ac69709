"""A field: label, control, hint and error, tied together for eyes and for screen readers."""

from typing import Any

import reflex as rx

from .values import Child, Text, classes, is_given

CONTROL = (
    "block w-full min-h-tap rounded-control border border-line-strong bg-surface px-3.5 py-2 text-base "
    "text-ink shadow-card transition-[border-color,box-shadow] duration-150 hover:border-ink "
    "focus:border-accent-text focus:outline-2 focus:outline-offset-0 focus:outline-accent-text "
    "aria-invalid:border-danger aria-invalid:outline-danger disabled:bg-sunken disabled:text-mute"
)


def control_id(name: str, id: str = "") -> str:
    """The id of the control called `name`: what a label's `html_for` points at."""
    return id or f"field-{name}"


def control_attrs(
    name: str, *, id: str = "", hint: Text = "", error: Text = "", required: bool = False
) -> dict[str, Any]:
    """What ties a control to its field: put these on a control of your own inside `field`.

    The id is a plain attribute: Reflex would add a control with its own `id` a second time to what a form submits.
    """
    own = control_id(name, id)
    described = classes(
        f"{own}-hint" if is_given(hint) else None, f"{own}-error" if is_given(error) else None
    )
    attrs: dict[str, Any] = {"name": name, "required": required, "custom_attrs": {"id": own}}
    if described:
        attrs["aria_describedby"] = described
    if is_given(error):
        attrs["aria_invalid"] = error.bool() if isinstance(error, rx.Var) else True
    return attrs


def group_attrs(name: str, error: Text) -> dict[str, Any]:
    """What ties the error of several radio buttons to the fieldset around them."""
    kept = ("aria_describedby", "aria_invalid")
    tied = {key: value for key, value in control_attrs(name, error=error).items() if key in kept}
    return {"custom_attrs": {"role": "radiogroup"}, **tied}


def field(
    label: Child,
    control: Child,
    *,
    name: str,
    id: str = "",
    hint: Text = "",
    error: Text = "",
    optional: bool = False,
) -> rx.Component:
    """Label above, hint and error below. The error's place is always there, so that it gets announced."""
    own = control_id(name, id)
    return rx.el.div(
        rx.el.label(
            label, _optional() if optional else "", html_for=own, class_name="text-sm font-semibold text-ink"
        ),
        control,
        hint_line(own, hint) if is_given(hint) else rx.fragment(),
        error_line(own, error) if is_given(error) else rx.fragment(),
        class_name="flex min-w-0 flex-col gap-1.5",
    )


def hint_line(own: str, hint: Text) -> rx.Component:
    return rx.el.p(hint, id=f"{own}-hint", class_name="text-sm text-mute")


def error_line(own: str, error: Text) -> rx.Component:
    return rx.el.p(
        error,
        id=f"{own}-error",
        aria_live="polite",
        class_name="text-sm font-medium text-danger empty:hidden",
    )


def _optional() -> rx.Component:
    return rx.el.span(" (optional)", class_name="font-normal text-mute")
