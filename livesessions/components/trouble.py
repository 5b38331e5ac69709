"""What waits for an admin: tables with a button each, and the dialog that answers a dispute."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.state.trouble import DisputeRow, StuckRow, TroubleState

state: Any = TroubleState  # for mypy its vars are values; here they are Vars

Row = rx.vars.ObjectVar[StuckRow]


def health() -> rx.Component:
    """The newest self-checks; what they found can't be overlooked."""
    again = kit.button("Check now", size="sm", variant="secondary", on_click=TroubleState.check_now)
    return kit.stack(_found(state.check, again), _found(state.trail), class_name="gap-3")


def _found(check: Any, action: rx.Component | None = None) -> rx.Component:
    lines = rx.el.ul(rx.foreach(check.lines, lambda line: rx.el.li(line)), class_name="list-disc pl-5")
    return kit.alert(
        check.words,
        rx.cond(check.lines.length() > 0, lines, rx.fragment()),
        title=check.title,
        tone=check.tone,
        action=action,
        role=rx.cond(check.tone == "danger", "alert", "status"),
    )


def disputes() -> rx.Component:
    """Open ones first, with the day by which the bank wants an answer."""
    headings = ["About", "People", "Amount", "Reason", "Answer by", "State", "Evidence"]
    rows = kit.table(headings, state.disputes, _dispute, caption="Disputes", numeric=[2])
    return kit.section("Disputes", _or_none(state.disputes, rows, "No disputes"), _answer())


def payments() -> rx.Component:
    """Payments about which nothing is done any more."""
    headings = ["About", "Learner", "To give back", "Why", "Retry"]
    rows = kit.table(headings, state.payments, _payment, caption="Blocked payments", numeric=[2])
    return kit.section("Blocked payments and refunds", _or_none(state.payments, rows, "No blocked payments"))


def payouts() -> rx.Component:
    """Payouts that a bank sent back."""
    headings = ["Instructor", "Begun", "Amount", "Why", "Retry"]
    rows = kit.table(headings, state.payouts, _payout, caption="Failed payouts", numeric=[2])
    return kit.section("Failed payouts", _or_none(state.payouts, rows, "No failed payouts"))


def shares() -> rx.Component:
    """Shares that could not be sent."""
    headings = ["Instructor", "Booking", "Why", "Next try", "Retry"]
    rows = kit.table(headings, state.shares, _share, caption="Blocked shares")
    return kit.section("Shares not sent", _or_none(state.shares, rows, "No share is stuck"))


def _or_none(rows: Any, table: rx.Component, none: str) -> rx.Component:
    quiet = rx.el.p(none, class_name="rounded-card border border-line bg-surface px-5 py-4 text-soft")
    return rx.cond(rows.length() > 0, table, quiet)


def _dispute(row: rx.vars.ObjectVar[DisputeRow]) -> tuple[Any, ...]:
    prepare = kit.button("Answer", size="sm", variant="secondary", on_click=TroubleState.prepare(row.id))
    return (
        _about(row.reference, row.href),
        rx.el.span(row.who, class_name="max-sm:text-right"),
        row.amount,
        row.reason,
        row.due,
        kit.badge(row.status, tone=row.tone),
        rx.cond(row.can_answer, prepare, rx.el.span(row.sent, class_name="text-sm text-soft")),
    )


def _payment(row: Row) -> tuple[Any, ...]:
    again = _retry(TroubleState.retry_refund(row.key))
    return (
        _about(row.key, row.href),
        row.who,
        row.amount,
        _words(row.why),
        rx.cond(row.can_retry, again, "–"),
    )


def _payout(row: Row) -> tuple[Any, ...]:
    again = _retry(TroubleState.retry_payout(row.key.to(int)))
    return kit.link(row.who, href=row.href, external=True), row.since, row.amount, _words(row.why), again


def _share(row: Row) -> tuple[Any, ...]:
    again = _retry(TroubleState.retry_shares(row.key.to(int)))
    return row.who, kit.link(row.amount, href=row.href), _words(row.why), row.since, again


def _about(reference: Any, href: Any) -> rx.Component:
    """A booking has a page; a package has not."""
    package = rx.el.span("Package ", reference)
    return rx.cond(href != "", kit.link(reference, href=href), package)


def _words(text: Any) -> rx.Component:
    return rx.el.span(text, class_name="text-sm text-soft max-sm:text-right")


def _retry(handler: Any) -> rx.Component:
    return kit.button("Try again", size="sm", variant="secondary", on_click=handler)


def _answer() -> rx.Component:
    """What our records say, to be read before it is sent: a bank takes it once."""
    parts = (
        ("What was sold", state.told.product),
        ("Who was there", state.told.attendance),
        ("What was agreed", state.told.terms),
        ("What was said", state.told.messages),
    )
    facts = rx.el.dl(
        *[
            rx.el.div(
                rx.el.dt(name, class_name="text-sm font-semibold"),
                rx.el.dd(words, class_name="text-sm break-words whitespace-pre-line text-soft"),
            )
            for name, words in parts
        ],
        class_name="flex flex-col gap-3",
    )
    form = kit.event_form(
        kit.text_area("Anything to add", name="note", optional=True, hint="The bank reads it first."),
        kit.form_actions(
            kit.button("Send to the bank", type="submit", icon="send"),
            kit.closes(kit.button("Not now", variant="ghost")),
        ),
        on_submit=TroubleState.answer,
    )
    return kit.dialog(
        kit.stack(facts, form, class_name="gap-6"),
        title="Answer this dispute",
        description="A bank takes evidence a single time.",
        open=state.answering > 0,
        on_open_change=TroubleState.set_answering,
        size="lg",
    )
