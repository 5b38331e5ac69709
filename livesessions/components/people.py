"""The admins' list of people, and the question before somebody is suspended or restored."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.queries.people import Show
from livesessions.state.people import Deed, PeopleState, PersonLine

state: Any = PeopleState  # for mypy its vars are values; here they are Vars

Row = rx.vars.ObjectVar[PersonLine]
_SHOWN = ((Show.ALL, "All"), (Show.INSTRUCTORS, "Instructors"), (Show.SUSPENDED, "Suspended"))


def search() -> rx.Component:
    """Words, and whom of those with them."""
    box = kit.search_box(
        label="Name, e-mail or public page", placeholder="Name or e-mail", max_length=100, value=state.words
    )
    words = kit.event_form(
        rx.el.div(box, kit.button("Search", type="submit"), class_name="flex gap-3"),
        on_submit=PeopleState.search,
        role="search",
        class_name="max-w-2xl",
    )
    shown = rx.el.div(
        *[_shown(value, label) for value, label in _SHOWN],
        role="group",
        aria_label="Whom",
        class_name="flex flex-wrap gap-2",
    )
    return kit.stack(words, shown)


def people() -> rx.Component:
    """Those who were found, the newest first."""
    more = kit.button("Show more", variant="secondary", on_click=PeopleState.more, class_name="self-center")
    listed = kit.stack(
        rx.el.ul(rx.foreach(state.rows, _person), class_name="flex flex-col gap-3"),
        rx.cond(state.has_more, more, rx.fragment()),
        class_name="gap-6",
    )
    none = kit.card(kit.empty("Nobody like that", "Try fewer words, or look among all.", icon="users"))
    waiting = kit.loading(
        *[kit.skeleton("h-28 w-full rounded-card") for _ in range(4)], label="Loading people"
    )
    found = rx.cond(state.rows.length() > 0, listed, none)
    return rx.el.section(
        rx.el.h2("People found", class_name="sr-only"),
        rx.cond(state.is_ready, found, waiting),
        _question(),
        class_name="min-w-0",
    )


def _shown(value: Show, label: str) -> rx.Component:
    return rx.el.button(
        label,
        type="button",
        aria_pressed=state.show == value.value,
        on_click=PeopleState.choose(value),
        class_name="min-h-tap rounded-full border border-line px-4 text-sm font-medium hover:bg-sunken "
        "aria-pressed:border-accent-line aria-pressed:bg-accent-tint aria-pressed:text-accent-text",
    )


def _person(row: Row) -> rx.Component:
    name = rx.cond(row.href != "", kit.link(row.name, href=row.href), row.name)
    words = rx.el.div(
        kit.row(
            rx.el.h3(name, class_name="min-w-0 text-subheading break-words"),
            rx.foreach(row.roles, lambda each: kit.badge(each)),
            class_name="gap-y-1",
        ),
        rx.el.p(row.email, class_name="text-sm text-soft break-all"),
        rx.el.p(row.since, class_name="text-sm text-mute"),
        class_name="flex min-w-0 grow basis-60 flex-col gap-1",
    )
    return rx.el.li(
        rx.el.div(words, _deeds(row), class_name="flex flex-wrap items-center gap-x-6 gap-y-3"),
        rx.cond(row.standing != "", _suspended(row), rx.fragment()),
        key=row.id.to_string(),
        class_name="flex flex-col gap-4 rounded-card border border-line bg-surface p-5 shadow-card",
    )


def _suspended(row: Row) -> rx.Component:
    """What, since when and why."""
    return rx.el.div(
        kit.row(
            kit.badge(row.standing, tone="danger", icon="ban"),
            rx.el.span(row.since_then, class_name="text-sm text-mute"),
            class_name="gap-y-1",
        ),
        rx.el.p(row.reason, class_name="break-words whitespace-pre-line text-soft empty:hidden"),
        class_name="flex flex-col gap-2 border-t border-line pt-4",
    )


def _deeds(row: Row) -> rx.Component:
    def button(words: str, deed: Deed, *, shown: Any) -> rx.Component:
        made = kit.button(
            words,
            rx.el.span(" ", row.name, class_name="sr-only"),
            size="sm",
            variant="secondary",
            on_click=state.ask_about(row.id, deed),
        )
        return rx.cond(shown, made, rx.fragment())

    return kit.row(
        button("Restore", Deed.RESTORE, shown=row.can_restore),
        button("Suspend teaching", Deed.TEACHING, shown=row.can_suspend_teaching),
        button("Suspend", Deed.PERSON, shown=row.can_suspend),
        class_name="empty:hidden",
    )


def _question() -> rx.Component:
    asked, restores = state.question, state.doing == Deed.RESTORE.value
    does = [_does(asked.button, variant) for variant in ("primary", "danger")]
    form = kit.event_form(
        kit.text_area(
            "Why?",
            name="reason",
            rows=3,
            max_length=500,
            hint="It is in the letter we send to them, and for admins here.",
            error=state.errors["reason"],
        ),
        kit.form_actions(
            rx.cond(restores, *does),
            kit.closes(kit.button("Not now", variant="ghost")),
        ),
        on_submit=PeopleState.decide,
    )
    return kit.dialog(
        kit.stack(rx.cond(asked.ends.length() > 0, _ends(), rx.fragment()), form, class_name="gap-6"),
        title=asked.title,
        description=asked.text,
        open=state.doing != "",
        on_open_change=PeopleState.close,
    )


def _does(words: Any, variant: kit.Variant) -> rx.Component:
    return kit.button(words, type="submit", variant=variant, loading=state.is_busy)


def _ends() -> rx.Component:
    """What ends, before it is done."""
    return rx.el.div(
        rx.el.p("What ends now", class_name="text-sm font-semibold"),
        rx.el.ul(
            rx.foreach(state.question.ends, lambda line: rx.el.li(line)),
            class_name="mt-1 list-disc pl-5 text-soft tabular-nums",
        ),
        class_name="rounded-control bg-sunken px-4 py-3",
    )
