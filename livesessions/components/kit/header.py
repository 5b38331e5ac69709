"""The top of the page, and its counterpart at the bottom of a phone."""

from collections.abc import Sequence
from dataclasses import dataclass

import reflex as rx

from .button import icon_button
from .dialog import drawer
from .icon import icon as draw
from .link import PlaceLink, anchor
from .values import Text

_NAV_LINK = (
    "flex min-h-tap items-center rounded-control px-3.5 font-medium text-soft hover:bg-sunken hover:text-ink "
    "aria-[current=page]:bg-accent-tint aria-[current=page]:text-accent-text"
)
_DRAWER_LINK = (
    "flex min-h-13 items-center gap-3.5 rounded-control px-3 text-lg font-medium hover:bg-sunken "
    "aria-[current=page]:bg-accent-tint aria-[current=page]:text-accent-text"
)
_BAR_LINK = (
    "flex min-h-16 min-w-0 flex-1 flex-col items-center justify-center gap-1 text-[0.75rem] font-semibold "
    "text-mute aria-[current=page]:text-accent-text"
)


@dataclass(frozen=True)
class NavItem:
    """One place to go. `exact`: current only on this very page, not on those below it."""

    label: str
    href: str
    icon: str = "compass"
    exact: bool = False


def header(
    *,
    nav: Sequence[NavItem] = (),
    search: rx.Component | None = None,
    bell: rx.Component | None = None,
    account: rx.Component | None = None,
) -> rx.Component:
    """Brand, navigation, and slots for search, bell and account; sticks to the top."""
    links = rx.el.nav(
        *[_nav_link(item, _NAV_LINK) for item in nav],
        aria_label="Main",
        class_name="hidden items-center gap-1 md:flex",
    )
    tools = rx.el.div(
        bell or "",
        color_mode_toggle(),
        account or "",
        _menu_drawer(nav) if nav else "",
        class_name="flex shrink-0 items-center gap-1",
    )
    middle = rx.el.div(search or "", class_name="hidden min-w-0 grow justify-center lg:flex [&>*]:max-w-md")
    row = rx.el.div(
        brand(),
        links,
        middle,
        tools,
        class_name="mx-auto flex h-16 max-w-page items-center justify-between gap-4 px-gutter",
    )
    return rx.el.header(
        row,
        class_name="sticky top-0 z-40 border-b border-line bg-canvas/90 backdrop-blur-md "
        "supports-[not(backdrop-filter:blur(0))]:bg-canvas",
    )


def brand(href: Text = "/") -> rx.Component:
    """The mark and the name, leading home."""
    name = rx.el.span(
        "Live Sessions",
        class_name="hidden text-lg font-bold tracking-tight whitespace-nowrap min-[26rem]:inline",
    )
    short = rx.el.span("Live Sessions, home", class_name="sr-only min-[26rem]:hidden")
    return anchor(
        _mark(),
        name,
        short,
        href=href,
        class_name="flex min-h-tap min-w-tap shrink-0 items-center gap-2.5 rounded-control",
    )


def color_mode_toggle() -> rx.Component:
    """Light or dark; the first visit follows the system."""
    night = rx.color_mode == "dark"
    sun = draw("sun", class_name="hidden dark:block")
    moon = draw("moon", class_name="dark:hidden")
    return rx.el.button(
        sun,
        moon,
        type="button",
        aria_label="Dark mode",
        aria_pressed=night,
        on_click=rx.toggle_color_mode,
        class_name="inline-flex size-tap items-center justify-center rounded-control text-ink "
        "hover:bg-sunken",
    )


def bottom_bar(items: Sequence[NavItem]) -> rx.Component:
    """The three to five places within reach of a thumb; only on phones."""
    links = [_nav_link(item, _BAR_LINK, size=22) for item in items]
    return rx.el.nav(
        *links,
        aria_label="Quick",
        class_name="fixed inset-x-0 bottom-0 z-40 flex border-t border-line bg-raised "
        "pb-[env(safe-area-inset-bottom)] md:hidden",
    )


def _menu_drawer(nav: Sequence[NavItem]) -> rx.Component:
    opener = icon_button("menu", label="Menu", class_name="md:hidden")
    links = [_nav_link(item, _DRAWER_LINK, size=22) for item in nav]
    return drawer(
        rx.el.nav(*links, aria_label="Menu", class_name="flex flex-col gap-1"), title="Menu", trigger=opener
    )


def _nav_link(item: NavItem, look: str, *, size: int = 0) -> rx.Component:
    mark = draw(item.icon, size=size) if size else ""
    label = rx.el.span(item.label, class_name="max-w-full truncate")
    return PlaceLink.create(mark, label, to=item.href, end=item.exact, prefetch="intent", class_name=look)


def _mark() -> rx.Component:
    shape = rx.el.path(
        d="M11 9.2c0-1 1-1.6 1.9-1.1l9.6 5.8c.8.5.8 1.7 0 2.2l-9.6 5.8c-.8.5-1.9-.1-1.9-1.1z",
        custom_attrs={"fill": "#fff"},
    )
    dot = rx.el.circle(cx="26", cy="6", r="5", custom_attrs={"fill": "#ffb938"})
    tile = rx.el.rect(x="1", y="2", width="28", height="28", rx="9", custom_attrs={"fill": "var(--accent)"})
    return rx.el.svg(
        tile,
        shape,
        dot,
        view_box="0 0 32 32",
        width="34",
        height="34",
        aria_hidden="true",
        class_name="shrink-0",
    )
