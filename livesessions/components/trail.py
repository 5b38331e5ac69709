"""Where a page stands, in one line: what doesn't fit is cut, so that nothing below it moves."""

import reflex as rx

from livesessions.components import kit
from livesessions.components.kit.values import Text


def trail(*crumbs: tuple[Text, Text]) -> rx.Component:
    """(label, href) from the home page to this one."""
    one_line = "[&_ol]:flex-nowrap [&_li]:shrink-0 [&_li:last-child]:shrink"
    return rx.el.div(kit.breadcrumbs(crumbs), class_name=one_line)


def waiting_trail() -> rx.Component:
    """Its place while the page loads."""
    return rx.el.div(kit.skeleton("h-5 w-1/3"), class_name="flex h-[42.5px] items-center")
