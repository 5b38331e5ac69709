"""The filters of a search: days, facets with their counts, and days and prices that one writes."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.components.kit.values import Child
from livesessions.state.discovery import DiscoveryState
from livesessions.state.discovery.rows import FacetRow, OptionRow


def filters(place: str) -> rx.Component:
    """All filters; `place` keeps the two sets of fields apart, of which one is on the page unseen."""
    return rx.el.div(
        _group(
            "When",
            rx.el.ul(rx.foreach(DiscoveryState.days, _option), class_name="flex flex-col"),
            _more(place),
        ),
        rx.foreach(DiscoveryState.facets, _facet),
        class_name="flex flex-col gap-7",
    )


def _facet(row: FacetRow) -> rx.Component:
    options = rx.el.ul(rx.foreach(row.options, _option), class_name="flex flex-col")
    return _group(row.title, options, key=row.title)


def _group(title: Child, *parts: rx.Component, **attrs: Any) -> rx.Component:
    return rx.el.section(rx.el.h3(title, class_name="mb-1 text-sm font-semibold text-mute"), *parts, **attrs)


def _option(row: OptionRow) -> rx.Component:
    mark = rx.el.span(
        rx.cond(row.is_chosen, kit.icon("check", size=16), rx.fragment()),
        class_name=rx.cond(
            row.is_chosen,
            "grid size-5 shrink-0 place-items-center rounded-full bg-accent text-on-accent",
            "size-5 shrink-0 rounded-full border-2 border-line-strong bg-surface",
        ),
    )
    return rx.el.li(
        kit.anchor(
            mark,
            rx.el.span(row.label, class_name="min-w-0 grow truncate"),
            rx.el.span(row.count, class_name="text-sm text-mute tabular-nums"),
            href=row.href,
            aria_current=rx.cond(row.is_chosen, "true", "false"),
            prevent_scroll_reset=True,
            class_name="-mx-2 flex min-h-tap items-center gap-3 lg:min-h-9 rounded-control px-2 hover:bg-sunken "
            "aria-[current=true]:font-semibold",
        ),
        key=row.label,
    )


def _more(place: str) -> rx.Component:
    """The fields one writes in, out of the way until somebody wants them."""
    summary = rx.el.summary(
        kit.icon("sliders-horizontal", size=18),
        "Other days, price range",
        class_name="-mx-2 flex min-h-tap cursor-pointer list-none items-center gap-3 rounded-control px-2 text-sm "
        "font-medium text-accent-text hover:bg-sunken lg:min-h-9 [&::-webkit-details-marker]:hidden",
    )
    return rx.el.details(summary, _ranges(place), open=DiscoveryState.has_range)


def _ranges(place: str) -> rx.Component:
    """Days and prices that one writes. The fields start anew from every address."""
    errors = DiscoveryState.errors
    days = [
        kit.date_field(
            label,
            name=name,
            id=f"{place}-{name}",
            default_value=value,
            error=errors[name],
            key=f"{place}-{name}-{value}",
        )
        for label, name, value in (
            ("From day", "first", DiscoveryState.first_day),
            ("To day", "last", DiscoveryState.last_day),
        )
    ]
    amounts = [
        kit.text_field(
            label,
            name=name,
            id=f"{place}-{name}",
            default_value=value,
            error=errors[name],
            input_mode="decimal",
            key=f"{place}-{name}-{value}",
        )
        for label, name, value in (
            ("Price from", "least", DiscoveryState.least),
            ("Price to", "most", DiscoveryState.most),
        )
    ]
    return kit.event_form(
        *days,
        rx.el.div(*amounts, class_name="grid grid-cols-2 gap-3"),
        _currency(place),
        kit.button("Apply", type="submit", variant="secondary"),
        on_submit=DiscoveryState.narrow,
        class_name="gap-4! pt-3 pb-1",
    )


def _currency(place: str) -> rx.Component:
    """In which currency; no question where there is only one."""
    choice = kit.select(
        "Currency",
        DiscoveryState.currencies,
        name="currency",
        id=f"{place}-currency",
        default_value=DiscoveryState.currency,
        key=f"{place}-{DiscoveryState.currency}-{DiscoveryState.has_currencies}",
    )
    return rx.cond(DiscoveryState.has_currencies, choice, rx.fragment())
