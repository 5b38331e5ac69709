"""What an instructor sells in packages: the list, and the dialog with the form of a new one."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.state.package_rows import PackageRow
from livesessions.state.packages import PackageOffersState

state: Any = PackageOffersState  # for mypy its vars are values; here they are Vars


def package_offers() -> rx.Component:
    """All that are on sale."""
    some = rx.el.ul(rx.foreach(state.rows, _line), class_name="flex flex-col gap-3")
    none = rx.el.p(
        "None yet. Learners who buy several sessions at once pay less for each, and book them one by one.",
        class_name="max-w-prose text-soft",
    )
    new = kit.button("New package", icon="plus", variant="secondary", on_click=state.write(True))
    listed = rx.cond(
        state.is_ready, rx.cond(state.rows.length() > 0, some, none), kit.skeleton("h-20 w-full")
    )
    return rx.fragment(kit.section("Packages", listed, action=new), _dialog())


def _line(row: PackageRow) -> rx.Component:
    words = rx.el.div(
        rx.el.h3(row.sessions, ", ", row.each, class_name="text-subheading"),
        rx.el.p(row.title, class_name="text-sm text-soft break-words"),
        class_name="flex min-w-0 grow basis-60 flex-col gap-1",
    )
    end = kit.button(
        "Sell no more",
        rx.el.span(": ", row.sessions, class_name="sr-only"),
        variant="ghost",
        size="sm",
        on_click=state.end(row.id),
    )
    return rx.el.li(
        words,
        rx.el.p(row.price, class_name="font-semibold tabular-nums"),
        end,
        key=row.id.to_string(),  # type: ignore[attr-defined]
        class_name="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-card border border-line bg-surface p-5 "
        "shadow-card",
    )


def _dialog() -> rx.Component:
    return kit.dialog(
        kit.event_form(
            kit.select(
                "Of which offering?",
                state.offerings,
                name="offering",
                id="field-package_offering",
                error=state.errors["package_offering"],
            ),
            kit.text_field(
                "How many sessions?",
                name="sessions",
                input_mode="numeric",
                default_value="5",
                hint="2 to 50.",
                error=state.errors["sessions"],
            ),
            kit.text_field(
                "Price of each session",
                name="each",
                input_mode="decimal",
                hint="No more than one alone costs, in the offering’s currency.",
                auto_complete="off",
                error=state.errors["each"],
            ),
            kit.form_actions(
                kit.button("Put it on sale", type="submit"),
                kit.closes(kit.button("Not now", variant="ghost")),
            ),
            on_submit=state.create,
            no_validate=True,
        ),
        title="New package",
        description="Paid at once, earned session by session.",
        open=state.is_writing,
        on_open_change=state.write,
    )
