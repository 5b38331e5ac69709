"""A list one searches by typing: time zones, languages, topics."""

from typing import Any

import reflex as rx
from reflex.event import passthrough_event_spec

from .field import CONTROL, control_attrs, field
from .icon import icon as draw
from .inputs import Options
from .values import Handler, Text, classes

_SOURCE = rx.asset("combobox.js", shared=True)
_LIST = (
    "absolute inset-x-0 top-full z-30 mt-1.5 max-h-72 overflow-y-auto overscroll-contain rounded-control "
    "border border-line bg-raised p-1.5 shadow-overlay"
)
_GLASS = "pointer-events-none absolute top-1/2 right-3.5 -translate-y-1/2 text-mute"
_OPTION = (
    "flex min-h-tap cursor-pointer items-center rounded-tag px-3 aria-selected:bg-sunken "
    "[&[aria-selected=true]]:text-accent-text"
)


class Combobox(rx.Component):
    """Downshift's combobox (keyboard, roles, announcements) with a hidden input that posts the value."""

    library = f"$/public/{_SOURCE}"
    lib_dependencies: list[str] = ["downshift@9.5.0"]
    tag = "Combobox"
    name: rx.Var[str]
    options: rx.Var[list[Any]]
    value: rx.Var[str]
    default_value: rx.Var[str]
    placeholder: rx.Var[str]
    empty_text: rx.Var[str]
    required: rx.Var[bool]
    disabled: rx.Var[bool]
    invalid: rx.Var[bool]
    described_by: rx.Var[str]
    input_class: rx.Var[str]
    list_class: rx.Var[str]
    option_class: rx.Var[str]

    @classmethod
    def get_event_triggers(cls) -> dict[str, Any]:
        return {**super().get_event_triggers(), "on_value_change": passthrough_event_spec(str)}


def combobox(
    label: Text,
    options: Options,
    *,
    name: str,
    hint: Text = "",
    error: Text = "",
    required: bool = False,
    optional: bool = False,
    placeholder: str = "Search the list",
    empty_text: str = "Nothing matches",
    on_change: Handler = None,
    **attrs: Any,
) -> rx.Component:
    """Choose one of many (value, label) options by typing parts of its label; accents do not matter.

    Uncontrolled from `default_value`, or controlled by `value` with `on_change(value)`.
    """
    wiring = control_attrs(name, hint=hint, error=error, required=required)
    changes = {"on_value_change": on_change} if on_change else {}
    box = Combobox.create(
        custom_attrs=wiring["custom_attrs"],
        name=name,
        options=[list(option) for option in options] if not isinstance(options, rx.Var) else options,
        placeholder=placeholder,
        empty_text=empty_text,
        required=required,
        invalid=wiring.get("aria_invalid", False),
        described_by=wiring.get("aria_describedby", ""),
        input_class=classes(CONTROL, "pr-11"),
        list_class=_LIST,
        option_class=_OPTION,
        **changes,
        **attrs,
    )
    glass = draw("search", size=18, class_name=_GLASS)
    control = rx.el.div(box, glass, class_name="relative")
    return field(label, control, name=name, hint=hint, error=error, optional=optional)
