"""Packages: on sale beside an offering, the question before buying, a learner's own."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.components.checkout import to_checkout
from livesessions.state.package_rows import OwnPackageRow, PackageRow
from livesessions.state.packages import BuyPackageState, GiveBackState

state: Any = BuyPackageState  # for mypy its vars are values; here they are Vars
giving: Any = GiveBackState


def packages_for_sale(rows: Any) -> rx.Component:
    """Several sessions at once, for less; nothing where there are none."""
    part = rx.el.section(
        rx.el.h2("Packages", class_name="text-subheading"),
        rx.el.ul(rx.foreach(rows, _on_sale), class_name="flex flex-col gap-2"),
        class_name="flex flex-col gap-3 border-t border-line pt-4",
    )
    return rx.cond(rows.length() > 0, part, rx.fragment())


def buy_dialog() -> rx.Component:
    """What a package is, what it costs, and the way to pay it. Place it once on the offering's page."""
    row = state.chosen
    test = rx.cond(
        state.is_test, kit.badge("Test mode: no real money moves", tone="warning", icon="info"), rx.fragment()
    )
    lines = rx.el.dl(
        _sum(row.sessions, row.each),
        rx.cond(row.saved != "", _sum("Instead of one by one", row.saved), rx.fragment()),
        _sum("Booking fee", "None"),
        _sum("You pay", row.price, "border-t border-line pt-2 font-semibold"),
        class_name="flex w-full flex-col gap-2",
    )
    how = rx.el.ul(
        rx.el.li("Book the sessions one by one, whenever you like."),
        rx.el.li("A session keeps the price you paid, whatever it costs later."),
        rx.el.li("A session you cancel goes back to the package by the usual rules."),
        class_name="flex list-disc flex-col gap-1 pl-5 text-sm text-soft",
    )
    notice = rx.cond(state.notice.kind == "error", kit.alert(state.notice.text, tone="danger"), rx.fragment())
    panel = kit.dialog(
        kit.stack(
            notice,
            lines,
            rx.el.div(test),
            how,
            kit.form_actions(
                kit.button(f"Pay {row.price}", icon="credit-card", on_click=state.buy),
                kit.closes(kit.button("Not now", variant="ghost")),
            ),
            to_checkout(state.leaving),
            class_name="gap-5",
        ),
        title=f"{row.sessions} at once",
        description=row.title,
        open=state.is_open,
        on_open_change=state.set_open,
    )
    return rx.el.div(panel, on_mount=state.come_back)


def own_packages(rows: Any) -> rx.Component:
    """What is left of a learner's packages, and the way to book from them."""
    lines = rx.el.ul(rx.foreach(rows, _own), class_name="flex flex-col gap-3")
    shown = rx.cond(rows.length() > 0, kit.section("Your packages", lines), rx.fragment())
    return rx.fragment(shown, _give_back())


def give_back_by_hand() -> rx.Component:
    """For admins: the rest of anybody's package, by the reference on its receipt."""
    form = kit.event_form(
        kit.text_field(
            "Package",
            name="package",
            hint="The reference on its receipt.",
            auto_complete="off",
            error=giving.errors["package"],
        ),
        kit.text_field(
            "Why?", name="reason", optional=True, hint="For the audit trail.", auto_complete="off"
        ),
        kit.form_actions(kit.button("Give the rest back", type="submit", variant="secondary")),
        on_submit=giving.give_back_by_hand,
    )
    return kit.section(
        "Give a package back", kit.card(rx.el.div(form, class_name="max-w-md")), intro="At the price paid."
    )


def _give_back() -> rx.Component:
    row = giving.giving
    return kit.dialog(
        kit.stack(
            rx.el.p("You get back ", rx.el.b(row.gives_back), ", the way you paid. ", row.left, "."),
            rx.el.p("Sessions you have booked already stay booked.", class_name="text-sm text-soft"),
            rx.cond(
                giving.errors["package"], kit.alert(giving.errors["package"], tone="danger"), rx.fragment()
            ),
            kit.form_actions(
                kit.button("Give it back", variant="danger", on_click=giving.give_back),
                kit.closes(kit.button("Keep it", variant="ghost")),
            ),
        ),
        title="Give back the rest of this package?",
        description=row.title,
        open=giving.is_open,
        on_open_change=giving.close,
    )


def _on_sale(row: PackageRow) -> rx.Component:
    words = rx.el.div(
        rx.el.p(rx.el.b(row.sessions), ", ", row.each),
        rx.el.p(row.saved, class_name="text-sm text-success empty:hidden"),
        class_name="min-w-0",
    )
    buy = kit.button(
        row.price,
        rx.el.span(" for ", row.sessions, class_name="sr-only"),
        variant="secondary",
        size="sm",
        on_click=state.choose(row.id),
    )
    return rx.el.li(
        words,
        buy,
        key=row.id.to_string(),  # type: ignore[attr-defined]
        class_name="flex items-center justify-between gap-3 rounded-control bg-sunken px-4 py-3",
    )


def _own(row: OwnPackageRow) -> rx.Component:
    words = rx.el.div(
        rx.el.h3(kit.link(row.title, href=row.href, quiet=True), class_name="text-subheading"),
        rx.el.p("with ", row.person, class_name="text-sm text-soft"),
        rx.el.p(
            kit.icon("bookmark", size=18, class_name="text-accent-text"),
            row.left,
            class_name="flex items-center gap-2",
        ),
        rx.el.p(row.note, class_name="text-sm text-soft empty:hidden"),
        class_name="flex min-w-0 grow flex-col gap-1",
    )
    give_back = kit.button(
        "Give back",
        rx.el.span(" ", row.title, class_name="sr-only"),
        size="sm",
        variant="ghost",
        on_click=giving.choose(row.reference),
    )
    book = kit.button_link("Book a session", href=row.href, size="sm")
    return rx.el.li(
        words,
        kit.row(
            rx.cond(row.gives_back != "", give_back, rx.fragment()),
            rx.cond(row.can_book, book, rx.fragment()),
            class_name="empty:hidden",
        ),
        key=row.reference,
        class_name="flex flex-col items-start gap-3 rounded-card border border-line bg-surface p-5 shadow-card "
        "sm:flex-row sm:items-center sm:gap-6",
    )


def _sum(name: Any, value: Any, look: str = "") -> rx.Component:
    return rx.el.div(
        rx.el.dt(name),
        rx.el.dd(value, class_name="tabular-nums"),
        class_name=f"flex justify-between gap-4 {look}",
    )
