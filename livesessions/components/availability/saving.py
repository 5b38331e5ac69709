"""The bar that says that something is not saved yet."""

from typing import Any

import reflex as rx

from livesessions.components.kit import button
from livesessions.state.availability import AvailabilityState

state: Any = AvailabilityState  # for mypy its vars are values; here they are Vars


_SOURCE = rx.asset("leaving.js", shared=True)


class AskBeforeLeaving(rx.Component):
    """See leaving.js."""

    library = f"$/public/{_SOURCE}"
    tag = "AskBeforeLeaving"


def save_bar() -> rx.Component:
    """Sticks to the bottom of the screen while there is something to save."""
    bar = rx.el.div(
        rx.el.p(
            "Changes not saved yet. They are kept while this page is open.", class_name="grow font-medium"
        ),
        button("Discard", variant="ghost", size="sm", on_click=state.discard),
        button("Save hours", size="sm", icon="check", on_click=state.save),
        role="status",
        class_name="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card border border-line bg-raised "
        "px-5 py-3 shadow-overlay",
    )
    return rx.cond(
        state.is_dirty,
        rx.el.div(
            bar,
            AskBeforeLeaving.create(),
            on_unmount=state.page_left,
            class_name="sticky bottom-20 z-30 md:bottom-4",
        ),
        rx.fragment(),
    )
