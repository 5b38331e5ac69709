"""The results page: search, filters beside the results (in a drawer on a phone), order, pages."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.components.filters import filters
from livesessions.components.offering_cards import offering_cards, waiting_cards
from livesessions.runtime import routes
from livesessions.state.discovery import SORTS, DiscoveryState
from livesessions.state.discovery.rows import WayRow

_CHIP = (
    "inline-flex min-h-tap items-center gap-2 rounded-full border border-line bg-surface px-4 text-sm font-medium "
    "hover:border-line-strong hover:bg-sunken"
)


# The label stands beside its list; on a phone the list says it alone.
_BESIDE = (
    "min-w-44 max-sm:grow [&>div]:flex-row [&>div]:items-center [&>div]:gap-3 "
    "[&>div>div]:grow max-sm:[&_label]:sr-only"
)


def search_form() -> rx.Component:
    """The words. Without JavaScript it is a plain form to the same address."""
    box = kit.search_box(
        name="q",
        label="What do you want to learn?",
        max_length=100,
        placeholder="Rust, piano, Spanish",  # the label is too long for a phone
        value=DiscoveryState.words,
    )
    return kit.event_form(
        rx.el.div(box, kit.button("Search", type="submit"), class_name="flex gap-3"),
        on_submit=DiscoveryState.search,
        role="search",
        action=routes.SESSIONS,
        method="get",
        class_name="max-w-3xl",
    )


def results() -> rx.Component:
    """Filters and what they find."""
    aside = rx.el.aside(
        rx.el.h2("Filters", class_name="sr-only"),
        filters("side"),
        aria_label="Filters",
        class_name="hidden w-64 shrink-0 lg:block xl:w-72",
    )
    main = rx.el.section(
        rx.el.h2("Results", class_name="sr-only"),
        _toolbar(),
        _chosen(),
        rx.cond(DiscoveryState.is_ready, _found(), kit.served_or(waiting_cards(6))),
        # What is on the page is about to change: it stays readable, and nothing moves meanwhile.
        aria_busy=~rx.State.is_hydrated,
        class_name="flex min-w-0 grow flex-col gap-6 transition-opacity aria-busy:opacity-60 "
        "has-[[data-served]:not(:empty)]:opacity-100!",
    )
    return rx.el.div(aside, main, class_name="flex items-start gap-8 xl:gap-12")


def _toolbar() -> rx.Component:
    count = rx.el.p(
        rx.cond(DiscoveryState.is_ready, rx.fragment(DiscoveryState.summary, " found"), "Searching…"),
        role="status",
        class_name="text-subheading tabular-nums",
    )
    order = kit.select(
        "Sort by",
        [(sort.value, label) for sort, label in SORTS],
        name="sort",
        value=DiscoveryState.sort,
        on_change=DiscoveryState.sort_by,
    )
    return rx.el.div(
        count,
        rx.el.div(
            _filter_drawer(),
            rx.el.div(order, class_name=_BESIDE),
            class_name="flex items-center gap-3 max-sm:w-full",
        ),
        class_name="flex flex-wrap items-center justify-between gap-3",
    )


def _filter_drawer() -> rx.Component:
    opener = kit.button("Filters", icon="sliders-horizontal", variant="secondary", class_name="lg:hidden")
    return kit.drawer(
        filters("drawer"),
        title="Filters",
        trigger=opener,
        footer=kit.closes(kit.button("Show ", DiscoveryState.summary, wide=True)),
    )


def _chosen() -> rx.Component:
    chips = rx.el.ul(
        rx.foreach(DiscoveryState.chosen, _chip),
        rx.el.li(
            kit.link("Clear all", href=routes.SESSIONS, class_name="inline-flex min-h-tap items-center px-2")
        ),
        aria_label="Filters in force",
        class_name="flex flex-wrap items-center gap-2",
    )
    return rx.cond(DiscoveryState.chosen, chips, rx.fragment())


def _chip(row: WayRow) -> rx.Component:
    return rx.el.li(
        kit.anchor(
            rx.el.span("Without ", class_name="sr-only"),
            row.label,
            kit.icon("x", size=16),
            href=row.href,
            prevent_scroll_reset=True,
            class_name=_CHIP,
        ),
        key=row.href,
    )


def _found() -> rx.Component:
    return rx.cond(
        DiscoveryState.cards,
        rx.el.div(offering_cards(DiscoveryState.cards), _pages(), class_name="flex flex-col gap-8"),
        _nothing(),
    )


def _nothing() -> rx.Component:
    ways = rx.el.ul(
        rx.foreach(DiscoveryState.ways, _way),
        rx.el.li(kit.link("See all sessions", href=routes.SESSIONS, class_name=_WAY)),
        class_name="flex flex-col items-center",
    )
    return kit.empty(
        "Nothing fits all of that",
        "Try one of these, or other words.",
        icon="search",
        action=ways,
    )


_WAY = "inline-flex min-h-tap items-center"


def _way(row: WayRow) -> rx.Component:
    detail = rx.cond(row.detail, rx.el.span(row.detail, class_name="text-sm text-mute"), rx.fragment())
    return rx.el.li(
        kit.link(row.label, href=row.href, class_name=_WAY),
        " ",
        detail,
        key=row.href,
    )


def _pages() -> rx.Component:
    return rx.cond(
        DiscoveryState.pages > 1,
        kit.pagination(
            DiscoveryState.place,
            before=_page_link(DiscoveryState.before),
            after=_page_link(DiscoveryState.after),
        ),
        rx.fragment(),
    )


def _page_link(href: str) -> dict[str, Any]:
    is_there: Any = href != ""
    return {
        "href": rx.cond(is_there, href, routes.SESSIONS),
        "aria_disabled": ~is_there,
        "tab_index": rx.cond(is_there, 0, -1),
    }
