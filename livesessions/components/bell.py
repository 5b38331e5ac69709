"""The bell in the header, with what is new under it."""

import reflex as rx

from livesessions.components import kit
from livesessions.state.base import AppState
from livesessions.state.bell import BellState, LineRow


def bell() -> rx.Component:
    """For people who are logged in: how much is new, and what."""
    opener = rx.el.button(
        kit.icon("bell"),
        rx.cond(BellState.unread > 0, kit.count_dot(BellState.unread), rx.fragment()),
        type="button",
        aria_label=rx.cond(BellState.unread > 0, f"Notifications, {BellState.unread} new", "Notifications"),
        class_name="relative inline-flex size-tap items-center justify-center rounded-control hover:bg-sunken",
    )
    nothing = rx.el.p("Nothing new. We will ring when something happens.", class_name="p-4 text-sm text-mute")
    lines = rx.el.ul(rx.foreach(BellState.lines, _line), class_name="flex flex-col")
    panel = kit.popover(
        opener,
        rx.el.h2("Notifications", class_name="px-4 pt-4 pb-2 font-semibold"),
        rx.cond(BellState.lines, lines, nothing),
        label="Notifications",
        class_name="w-96 p-0",
        on_open_change=BellState.read_all,
    )
    return rx.cond(AppState.viewer.signed_in, panel, rx.fragment())


def _line(line: LineRow) -> rx.Component:
    words = rx.el.div(
        rx.el.p(line.title, class_name="font-medium"),
        rx.cond(line.body != "", rx.el.p(line.body, class_name="text-sm text-soft"), rx.fragment()),
        rx.el.p(line.when, class_name="text-xs text-mute"),
        class_name="flex min-w-0 flex-col gap-0.5 break-words",
    )
    dot = rx.cond(
        line.is_unread,
        rx.el.span(class_name="mt-2 size-2 shrink-0 rounded-full bg-accent"),
        rx.el.span(class_name="mt-2 size-2 shrink-0"),
    )
    return rx.el.li(
        kit.anchor(dot, words, href=line.path, class_name="flex gap-3 px-4 py-3 hover:bg-sunken"),
        key=line.key,
        class_name="border-t border-line",
    )
