"""Panels over the page: a dialog in its middle (from below on a phone), a drawer at its side."""

from typing import Any

import reflex as rx

from .button import icon_button
from .primitives import (
    DialogClose,
    DialogContent,
    DialogDescription,
    DialogOverlay,
    DialogPortal,
    DialogRoot,
    DialogTitle,
    DialogTrigger,
)
from .values import Child, Flag, Handler, Text, classes, is_given

_OVERLAY = "fixed inset-0 z-50 animate-fade bg-overlay"
_PANEL = "fixed z-50 flex flex-col overflow-hidden border-line bg-raised text-ink shadow-overlay outline-none"
_DIALOG = (
    "inset-x-0 bottom-0 max-h-[94dvh] animate-sheet rounded-t-sheet border-t "
    "sm:inset-x-auto sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:max-h-[88dvh] sm:w-[calc(100vw-3rem)] "
    "sm:-translate-x-1/2 sm:-translate-y-1/2 sm:animate-enter sm:rounded-sheet sm:border"
)
_WIDTHS = {"sm": "sm:max-w-md", "md": "sm:max-w-xl", "lg": "sm:max-w-3xl"}
_UNDESCRIBED: dict[str, Any] = {"aria-describedby": rx.Var("undefined")}
_DRAWER = "inset-y-0 right-0 w-[calc(100vw-2.5rem)] max-w-md animate-drawer border-l sm:rounded-l-sheet"


def dialog(
    *content: Child,
    title: Text,
    trigger: rx.Component | None = None,
    description: Text = "",
    footer: rx.Component | None = None,
    size: str = "md",
    open: Flag | None = None,
    on_open_change: Handler = None,
) -> rx.Component:
    """Focus moves in, stays, returns. Give `trigger` (a button), or `open` with `on_open_change(bool)`."""
    look = classes(_PANEL, _DIALOG, _WIDTHS[size])
    return _over(content, look, title, description, footer, trigger, _control(open, on_open_change))


def drawer(
    *content: Child,
    title: Text,
    trigger: rx.Component | None = None,
    description: Text = "",
    footer: rx.Component | None = None,
    open: Flag | None = None,
    on_open_change: Handler = None,
) -> rx.Component:
    """A panel from the right for filters, menus and details; takes what `dialog` takes."""
    look = classes(_PANEL, _DRAWER)
    return _over(content, look, title, description, footer, trigger, _control(open, on_open_change))


def closes(button: rx.Component) -> rx.Component:
    """Make a button close the dialog or drawer it stands in (its own `on_click` still runs)."""
    return DialogClose.create(button)


def _over(
    content: tuple[Child, ...],
    look: str,
    title: Text,
    description: Text,
    footer: rx.Component | None,
    trigger: rx.Component | None,
    control: dict[str, Any],
) -> rx.Component:
    described: dict[str, Any] = {} if is_given(description) else {"custom_attrs": _UNDESCRIBED}
    panel = DialogContent.create(
        _head(title, description),
        rx.el.div(
            *content,
            custom_attrs={"data-panel": ""},
            class_name="min-h-0 grow overflow-y-auto overscroll-contain px-5 pb-6 sm:px-7",
        ),
        _foot(footer) if footer else "",
        DialogClose.create(
            icon_button("x", label="Close", class_name="absolute! top-3 right-3 sm:top-4 sm:right-4")
        ),
        class_name=look,
        **described,
    )
    portal = DialogPortal.create(DialogOverlay.create(class_name=_OVERLAY), panel)
    opener = [DialogTrigger.create(trigger)] if trigger else []
    return DialogRoot.create(*opener, portal, **control)


def _head(title: Text, description: Text) -> rx.Component:
    said = DialogDescription.create(description, class_name="mt-1 text-soft") if is_given(description) else ""
    words = rx.el.div(DialogTitle.create(title, class_name="text-heading"), said, class_name="min-w-0 grow")
    return rx.el.div(words, class_name="py-5 pr-16 pl-5 sm:pt-6 sm:pr-18 sm:pl-7")


def _foot(footer: rx.Component) -> rx.Component:
    return rx.el.div(
        footer,
        class_name="border-t border-line bg-raised px-5 pt-4 pb-[max(1rem,env(safe-area-inset-bottom))] "
        "sm:px-7",
    )


def _control(open: Flag | None, on_open_change: Handler) -> dict[str, Any]:
    given = {"open": open, "on_open_change": on_open_change}
    return {key: value for key, value in given.items() if value is not None}
