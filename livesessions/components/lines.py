"""Times that are taken, each with its line and a button to join or leave it."""

from typing import Any

import reflex as rx

from livesessions.components import kit


def full_times(rows: Any, state: Any) -> rx.Component:
    """Nothing where no time is taken."""
    lines = rx.el.ul(rx.foreach(rows, lambda row: _full_time(row, state)), class_name="flex flex-col gap-2")
    part = rx.el.section(
        rx.el.h3("Taken for now", class_name="text-subheading"),
        rx.el.p(
            "Join the waitlist: when a place becomes free, it is kept for the next in line for up to two hours.",
            class_name="text-sm text-mute",
        ),
        lines,
        aria_label="Taken for now",
        class_name="flex flex-col gap-3 border-t border-line pt-4",
    )
    return rx.cond(rows.length() > 0, part, rx.fragment())


def _full_time(row: Any, state: Any) -> rx.Component:
    join = kit.button(
        "Join the waitlist",
        size="sm",
        variant="secondary",
        icon="bell",
        aria_label=f"Join the waitlist for {row.when}",
        on_click=state.join_line(row.iso),
    )
    leave = kit.button(
        "Leave",
        size="sm",
        variant="ghost",
        aria_label=f"Leave the waitlist for {row.when}",
        on_click=state.leave_line(row.entry_id),
    )
    words = rx.el.div(
        kit.time(row.when, iso=row.iso, other=row.there),
        rx.el.p(row.line, class_name="text-sm text-mute"),
        class_name="flex min-w-0 grow flex-col",
    )
    return rx.el.li(
        words,
        rx.cond(row.entry_id > 0, leave, join),
        key=row.iso,
        class_name="flex flex-wrap items-center justify-between gap-3 rounded-control bg-sunken px-4 py-3",
    )


def tell_me(state: Any) -> rx.Component:
    """Where somebody learns that a time is not to be had: waiting for it, in place. Nothing where it can be."""
    row = state.gone
    wait = kit.button(
        "Tell me when it is free", size="sm", variant="secondary", icon="bell", on_click=state.wait_for_it
    )
    leave = kit.button("Leave the line", size="sm", variant="ghost", on_click=state.wait_no_longer)
    is_waiting = row.entry_id > 0
    words = rx.el.p(
        rx.cond(is_waiting, f"{row.line} for {row.when}.", f"{row.when} is taken by somebody else now."),
        role="status",
        class_name="min-w-0 text-sm text-soft",
    )
    line = rx.el.div(
        words,
        rx.cond(is_waiting, leave, wait),
        class_name="flex flex-wrap items-center justify-between gap-3 rounded-control bg-sunken px-4 py-3",
    )
    return rx.cond(row.iso != "", line, rx.fragment())


def waiting(row: Any, leave: Any) -> rx.Component:
    """A line the learner stands in."""
    words = rx.el.div(
        rx.el.h3(kit.link(row.title, href=row.href, quiet=True), class_name="text-subheading"),
        rx.el.p("with ", row.person, class_name="text-sm text-soft"),
        kit.time(row.when, iso=row.iso, other=row.there),
        class_name="flex min-w-0 grow flex-col gap-1",
    )
    side = rx.el.div(
        kit.badge(row.line, icon="hourglass"),
        kit.button("Leave the line", variant="ghost", size="sm", on_click=leave(row.entry_id)),
        class_name="flex flex-wrap items-center gap-2 sm:justify-end",
    )
    return rx.el.li(
        words,
        side,
        key=row.entry_id.to_string(),
        class_name="flex flex-col gap-3 rounded-card border border-line bg-surface p-5 shadow-card "
        "sm:flex-row sm:items-center sm:gap-6",
    )
