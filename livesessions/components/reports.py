"""Problems that learners reported, and the two answers an admin can give."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.state.reports import ReportRow, ReportsState

state: Any = ReportsState  # for mypy its vars are values; here they are Vars

_NOTE_HINT = "Both of them read it."


def reports() -> rx.Component:
    """One card each: what was said needs room that a table does not have."""
    rows = rx.el.ul(rx.foreach(state.reports, _report), class_name="flex flex-col gap-3")
    none = rx.el.p(
        "No reported problems", class_name="rounded-card border border-line bg-surface px-5 py-4 text-soft"
    )
    listed = rx.cond(state.reports.length() > 0, rows, none)
    return kit.section("Reported problems", listed, _refund(), _release())


def _report(row: rx.vars.ObjectVar[ReportRow]) -> rx.Component:
    facts = rx.el.div(
        rx.el.p(
            kit.link(row.title, href=row.href),
            rx.el.span(" · ", row.who, class_name="text-soft"),
            class_name="min-w-0 break-words",
        ),
        rx.el.p(row.paid, class_name="font-semibold tabular-nums"),
        class_name="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1",
    )
    said = rx.el.blockquote(
        rx.el.p(row.said),
        class_name="border-l-4 border-line-strong pl-4 break-words whitespace-pre-line",
    )
    return rx.el.li(
        facts,
        said,
        rx.el.div(
            rx.el.p("Reported ", row.since, class_name="grow text-sm text-mute"),
            _answers(row),
            class_name="flex flex-col gap-3 sm:flex-row sm:items-center",
        ),
        key=row.reference,
        class_name="flex flex-col gap-3 rounded-card border border-line bg-surface p-5 shadow-card",
    )


def _answers(row: rx.vars.ObjectVar[ReportRow]) -> rx.Component:
    def button(words: Any, how: str) -> rx.Component:
        return kit.button(words, size="sm", variant="secondary", on_click=state.decide(row.reference, how))

    refund = rx.cond(row.can_refund, button("Give money back", "refund"), rx.fragment())
    release = button(rx.cond(row.can_refund, "Release the share", "Settle it"), "release")
    return rx.el.div(refund, release, class_name="flex flex-col gap-3 sm:flex-row")


def _refund() -> rx.Component:
    form = kit.event_form(
        kit.text_field(
            "How much goes back?",
            name="amount",
            input_mode="decimal",
            auto_complete="off",
            default_value=state.chosen.amount,
            hint=f"All of it is {state.chosen.paid}. Our fee and the instructor’s share shrink in proportion.",
            error=state.errors["amount"],
        ),
        kit.text_area(
            "Why?", name="note", optional=True, rows=3, hint=_NOTE_HINT, error=state.errors["note"]
        ),
        kit.form_actions(
            kit.button("Give it back", type="submit"), kit.closes(kit.button("Not now", variant="ghost"))
        ),
        on_submit=state.refund,
    )
    return _question("refund", "Give money back", form)


def _release() -> rx.Component:
    form = kit.event_form(
        kit.text_area(
            "Why?", name="note", optional=True, rows=3, hint=_NOTE_HINT, error=state.errors["note"]
        ),
        kit.form_actions(
            kit.button("Give nothing back", type="submit"), kit.closes(kit.button("Not now", variant="ghost"))
        ),
        on_submit=state.release,
    )
    return _question("release", "Settle without a refund", form)


def _question(how: str, title: str, form: rx.Component) -> rx.Component:
    return kit.dialog(
        form,
        title=title,
        description=f"{state.chosen.title} · {state.chosen.who}",
        open=state.deciding == how,
        on_open_change=state.close,
    )
