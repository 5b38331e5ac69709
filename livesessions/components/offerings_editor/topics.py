"""The shelf an offering stands on, and its topics: chosen from those there are, or new ones."""

from typing import Any

import reflex as rx

from livesessions.components.kit import icon, select, text_field
from livesessions.components.kit.field import error_line
from livesessions.state.offerings import OfferingEditorState

state: Any = OfferingEditorState  # for mypy its vars are values; here they are Vars

_CHIP = "inline-flex min-h-tap items-center gap-2 rounded-full px-4 text-sm font-medium"


def topics_fields() -> list[rx.Component]:
    """A choice, chips to take and to leave, and a field for what is not there yet."""
    chosen = rx.el.ul(
        rx.foreach(state.topics, _chosen), aria_label="Chosen topics", class_name="flex flex-wrap gap-2"
    )
    offered = rx.el.ul(
        rx.foreach(state.suggestions, _offered), aria_label="Topics to add", class_name="flex flex-wrap gap-2"
    )
    return [
        select(
            "Domain",
            state.domains,
            name="domain",
            placeholder="Choose one",
            value=state.domain,
            on_change=state.set_domain,
            error=state.errors["domain"],
        ),
        rx.el.div(
            rx.el.p("Topics", class_name="text-sm font-semibold"),
            chosen,
            offered,
            rx.cond(
                state.domain == "",
                rx.el.p("Choose a domain to see its topics.", class_name="text-sm text-soft"),
                rx.fragment(),
            ),
            text_field(
                "Another topic",
                name="new_topic",
                optional=True,
                auto_complete="off",
                hint="Several with commas. They are added when you save.",
            ),
            error_line("field-topics", state.errors["topics"]),
            class_name="flex flex-col gap-3",
        ),
    ]


def _chosen(name: Any) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            name,
            icon("x", size=16),
            type="button",
            aria_label=f"Remove {name}",
            on_click=state.remove_topic(name),
            class_name=f"{_CHIP} bg-accent text-on-accent hover:bg-accent-hover",
        )
    )


def _offered(name: Any) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            icon("plus", size=16),
            name,
            type="button",
            aria_label=f"Add {name}",
            on_click=state.add_topic(name),
            class_name=f"{_CHIP} border border-line-strong bg-surface hover:border-ink",
        )
    )
