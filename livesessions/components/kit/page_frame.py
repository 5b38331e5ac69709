"""The frame of every page: skip link, header, banners, breadcrumbs, main, footer, the phone's bottom bar."""

from collections.abc import Sequence

import reflex as rx

from .footer import footer as default_footer
from .header import NavItem, header
from .icon import icon as draw
from .link import PlainLink, anchor
from .values import Child, Text, classes

_WIDTHS = {"page": "max-w-page", "prose": "max-w-3xl", "form": "max-w-lg"}


def page_frame(
    *content: Child,
    nav: Sequence[NavItem] = (),
    bar: rx.Component | None = None,
    search: rx.Component | None = None,
    bell: rx.Component | None = None,
    account: rx.Component | None = None,
    banner: rx.Component | None = None,
    crumbs: Sequence[tuple[Text, Text]] = (),
    footer: rx.Component | None = None,
    width: str = "page",
) -> rx.Component:
    """`content` inside the frame. `nav`: header links; `bar`: the phone's `bottom_bar`.

    `width`: page (80 rem), prose, form; "bleed" leaves the width to the content (each part brings `wrap`).
    """
    inner = classes("mx-auto w-full px-gutter py-8 sm:py-10", _WIDTHS[width]) if width != "bleed" else ""
    return rx.el.div(
        _skip_link(),
        banner or "",
        header(nav=nav, search=search, bell=bell, account=account),
        rx.el.main(
            rx.el.div(
                breadcrumbs(crumbs) if crumbs else "",
                *content,
                class_name=classes(inner, "flex flex-col gap-8 sm:gap-10") if inner else "flex flex-col",
            ),
            id="main",
            tab_index=-1,
            class_name="min-w-0 grow outline-none",
        ),
        footer or default_footer(),
        bar or "",
        class_name="flex min-h-dvh flex-col",
    )


def wrap(*children: Child, class_name: str = "") -> rx.Component:
    """The page's width and side margins, for parts of a "bleed" page."""
    return rx.el.div(*children, class_name=classes("mx-auto w-full max-w-page px-gutter", class_name))


def breadcrumbs(crumbs: Sequence[tuple[Text, Text]]) -> rx.Component:
    """(label, href) from the home page to this one; the last is where we are."""
    *before, (here, _) = crumbs
    # A phone has room for the way back alone.
    look = "flex items-center gap-1 max-sm:not-nth-last-2:hidden"
    items = [rx.el.li(_crumb(label, href), class_name=look) for label, href in before]
    last = rx.el.li(
        rx.el.span(here, aria_current="page", class_name="block truncate font-medium text-ink"),
        class_name="min-w-0 max-sm:sr-only",
    )
    line = rx.el.ol(*items, last, class_name="flex min-w-0 items-center gap-1 text-sm text-mute")
    return rx.el.nav(line, aria_label="Breadcrumb", class_name="-mt-4 -mb-4 sm:-mb-6")


def _crumb(label: Text, href: Text) -> rx.Component:
    link = anchor(
        label,
        href=href,
        class_name="inline-flex min-h-tap min-w-tap items-center rounded-tag hover:text-accent-text "
        "hover:underline",
    )
    back = draw("chevron-left", size=16, class_name="sm:hidden")
    return rx.fragment(back, link, draw("chevron-right", size=16, class_name="max-sm:hidden"))


def _skip_link() -> rx.Component:
    return PlainLink.create(
        "Skip to content",
        href="#main",
        class_name="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-60 "
        "focus:rounded-control focus:bg-accent focus:px-5 focus:py-3 focus:font-semibold "
        "focus:text-on-accent",
    )
