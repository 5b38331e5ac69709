"""Menus: a list of actions or links behind a button; the account menu is one of them."""

from typing import Any

import reflex as rx

from .icon import icon as draw
from .link import anchor
from .pictures import avatar
from .popover import PANEL
from .primitives import MenuContent, MenuItem, MenuRoot, MenuSeparator, MenuTrigger
from .values import Handler, Text, classes

_ITEM = (
    "flex min-h-tap w-full cursor-pointer items-center gap-3 rounded-tag px-3 text-left font-medium "
    "outline-none data-highlighted:bg-sunken data-disabled:pointer-events-none data-disabled:opacity-55"
)


def menu(trigger: rx.Component, *items: rx.Component, align: str = "end", **control: Any) -> rx.Component:
    """Items under a button, walked with the arrow keys and by first letter."""
    panel = MenuContent.create(
        *items, align=align, side_offset=8, collision_padding=12, class_name=f"{PANEL} min-w-56 p-1.5"
    )
    # Without a portal: where it stands in the page is also where a screen reader finds it.
    return MenuRoot.create(MenuTrigger.create(trigger), panel, modal=False, **control)


def menu_action(
    label: Text, *, on_select: Handler = None, icon: str = "", danger: bool = False, **attrs: Any
) -> rx.Component:
    """An item that does something."""
    look = classes(_ITEM, "text-danger" if danger else None)
    inside = rx.el.button(draw(icon, size=18) if icon else "", label, type="button", class_name=look, **attrs)
    return MenuItem.create(inside, **({"on_select": on_select} if on_select else {}))


def menu_link(label: Text, *, href: Text, icon: str = "", external: bool = False) -> rx.Component:
    """An item that goes somewhere."""
    mark = draw(icon, size=18, class_name="text-mute") if icon else ""
    return MenuItem.create(anchor(mark, label, href=href, external=external, class_name=_ITEM))


def menu_line() -> rx.Component:
    """A line between groups of items."""
    return MenuSeparator.create(class_name="my-1.5 h-px bg-line")


def menu_button(name: Text, *, src: Text = "") -> rx.Component:
    """A person's picture as the trigger of their menu."""
    return rx.el.button(
        avatar(name, src=src, size="sm"),
        draw("chevron-down", size=16, class_name="hidden text-mute sm:block"),
        type="button",
        aria_label="Your account",
        class_name="inline-flex min-h-tap min-w-tap items-center justify-center gap-1.5 rounded-full "
        "hover:bg-sunken sm:px-1.5",
    )
