"""Receipts and invoices: the lists, and one as it is printed."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.runtime import routes
from livesessions.state.receipts import ReceiptLine, ReceiptsState, ReceiptState

lists: Any = ReceiptsState  # for mypy their vars are values; here they are Vars
one: Any = ReceiptState

_LABEL = "text-sm text-mute"


def receipts() -> rx.Component:
    """What one paid, and what one sold; or when there will be something."""
    nothing = (lists.bought.length() == 0) & (lists.sold.length() == 0)
    none = kit.empty(
        "No receipts yet",
        "You find one here for every payment, and a credit note for everything you get back.",
        icon="receipt",
        action=kit.button_link("Find a session", href=routes.SESSIONS),
    )
    both = kit.stack(
        _part("What you paid", lists.bought, "From"),
        _part("What you sold", lists.sold, "To"),
        class_name="gap-10",
    )
    waiting = kit.loading(kit.skeleton("h-64 w-full rounded-card"), label="Loading your receipts")
    return rx.cond(lists.is_ready, rx.cond(nothing, none, both), waiting)


def receipt() -> rx.Component:
    """One, ready for paper."""
    page = one.page
    paper = kit.card(
        _head(),
        rx.el.dl(
            _fact("From", page.seller),
            _fact("To", page.buyer),
            _fact("Date", page.day),
            rx.cond(page.refers_to != "", _fact("Takes back", page.refers_to), rx.fragment()),
            class_name="grid gap-x-8 gap-y-4 sm:grid-cols-2",
        ),
        _lines(),
        rx.cond(
            page.is_test,
            kit.alert("Paid in test mode: no real money moved.", tone="warning"),
            rx.el.p(
                rx.cond(page.is_credit_note, "Given back the way it was paid.", "Paid in full."),
                class_name=_LABEL,
            ),
        ),
        class_name="flex flex-col gap-8",
    )
    return rx.cond(
        one.is_ready,
        paper,
        kit.loading(kit.skeleton("h-96 w-full rounded-card"), label="Loading the receipt"),
    )


def print_button() -> rx.Component:
    """Opens the browser's printing, which also saves PDF files."""
    return kit.button(
        "Print or save as PDF", icon="download", variant="secondary", on_click=rx.run_script("window.print()")
    )


def _head() -> rx.Component:
    page = one.page
    return rx.el.div(
        rx.el.div(
            rx.el.h1(page.kind, class_name="text-title"),
            rx.el.p("No. ", rx.el.span(page.code, class_name="font-mono"), class_name="text-soft"),
        ),
        rx.el.div(print_button(), class_name="print:hidden"),
        class_name="flex flex-wrap items-start justify-between gap-4",
    )


def _lines() -> rx.Component:
    page = one.page
    what = rx.el.div(
        rx.el.p(page.title, class_name="font-semibold break-words"),
        rx.el.p(page.when, class_name="text-sm text-soft empty:hidden"),
        rx.el.p("Reference ", page.reference, class_name=_LABEL),
        class_name="min-w-0",
    )
    return rx.el.div(
        rx.el.div(
            what,
            rx.el.p(page.price, class_name="tabular-nums"),
            class_name="flex items-start justify-between gap-6",
        ),
        rx.el.div(
            rx.el.p("Total"),
            rx.el.p(page.price, class_name="tabular-nums"),
            class_name="flex justify-between gap-6 border-t border-line pt-3 text-subheading",
        ),
        class_name="flex flex-col gap-4 border-t border-line pt-6",
    )


def _fact(name: str, value: Any) -> rx.Component:
    return rx.el.div(
        rx.el.dt(name, class_name=_LABEL),
        rx.el.dd(value, class_name="font-semibold break-words"),
        class_name="min-w-0",
    )


def _part(title: str, rows: Any, whom: str) -> rx.Component:
    table = kit.table(["Number", "What", whom, "Date", "Amount"], rows, _cells, caption=title, numeric=[4])
    return rx.cond(rows.length() > 0, kit.section(title, table), rx.fragment())


def _cells(row: ReceiptLine) -> list[Any]:
    return [
        kit.link(row.code, href=row.href, class_name="whitespace-nowrap"),
        rx.el.span(row.kind, ": ", row.title, class_name="min-w-0 break-words max-sm:text-right"),
        rx.el.span(row.person, class_name="max-sm:text-right"),
        row.day,
        row.price,
    ]
