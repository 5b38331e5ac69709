"""Buttons, and links that look like buttons."""

from typing import Any, Literal

import reflex as rx

from .icon import icon as draw
from .link import anchor
from .values import Child, Flag, Text, classes, is_given, when

Variant = Literal["primary", "secondary", "soft", "ghost", "danger"]
Size = Literal["sm", "md", "lg"]

_BASE = (
    "relative inline-flex items-center justify-center gap-2 rounded-control text-center font-semibold "
    "no-underline select-none transition-[background-color,border-color,box-shadow,translate] duration-150 "
    "active:translate-y-px disabled:pointer-events-none disabled:opacity-55 "
    "aria-disabled:pointer-events-none aria-disabled:opacity-55"
)
_VARIANTS: dict[Variant, str] = {
    "primary": "bg-accent text-on-accent shadow-card hover:bg-accent-hover hover:shadow-lift",
    "secondary": "border border-line bg-raised text-ink shadow-card hover:border-line-strong hover:bg-sunken",
    "soft": "bg-accent-tint text-accent-text hover:bg-accent-line/60",
    "ghost": "text-ink hover:bg-sunken",
    "danger": "bg-danger text-surface shadow-card hover:bg-danger-hover",
}
_SIZES: dict[Size, str] = {
    "sm": "min-h-tap px-3.5 py-1.5 text-sm",
    "md": "min-h-tap px-5 py-2 text-base",
    "lg": "min-h-13 px-7 py-3 text-[1.0625rem]",
}


def button_look(variant: Variant = "primary", size: Size = "md", *, wide: bool = False) -> str:
    """The classes of a button, for the rare element that must look like one."""
    return classes(_BASE, _VARIANTS[variant], _SIZES[size], "w-full" if wide else None)


def button(
    *label: Child,
    variant: Variant = "primary",
    size: Size = "md",
    icon: Text = "",
    icon_after: Text = "",
    loading: Flag = False,
    disabled: Flag = False,
    wide: bool = False,
    class_name: str = "",
    **attrs: Any,
) -> rx.Component:
    """A button (`type="button"` unless said otherwise); while `loading` it cannot be pressed twice."""
    look = classes(button_look(variant, size, wide=wide), class_name)
    waiting = {"aria_busy": loading} if is_given(loading) else {}
    return rx.el.button(
        *_inside(label, icon, icon_after, loading),
        disabled=_either(disabled, loading),
        class_name=look,
        **waiting,
        **{"type": "button", **attrs},
    )


def button_link(
    *label: Child,
    href: Text,
    external: bool = False,
    variant: Variant = "primary",
    size: Size = "md",
    icon: Text = "",
    icon_after: Text = "",
    wide: bool = False,
    class_name: str = "",
    **attrs: Any,
) -> rx.Component:
    """A link with a button's look: it goes somewhere, so it is a link."""
    look = classes(button_look(variant, size, wide=wide), class_name)
    inside = _inside(label, icon, icon_after, False)
    return anchor(*inside, href=href, external=external, class_name=look, **attrs)


def icon_button(
    name: Text, *, label: Text, variant: Variant = "ghost", size: int = 20, class_name: str = "", **attrs: Any
) -> rx.Component:
    """A square button with only an icon; `label` is what a screen reader says."""
    look = classes(_BASE, _VARIANTS[variant], "size-tap", class_name)
    return rx.el.button(
        draw(name, size=size), aria_label=label, title=label, class_name=look, **{"type": "button", **attrs}
    )


def _inside(label: tuple[Child, ...], before: Text, after: Text, loading: Flag) -> list[Any]:
    spinner = draw("loader-circle", size=18, class_name="animate-spin")
    lead = draw(before, size=18) if is_given(before) else None
    parts = [when(loading, spinner, lead) if is_given(loading) else lead, *label]
    return [part for part in (*parts, draw(after, size=18) if is_given(after) else None) if part is not None]


def _either(first: Flag, second: Flag) -> Flag:
    if isinstance(first, rx.Var):
        return first | second
    if isinstance(second, rx.Var):
        return second | first
    return first or second
