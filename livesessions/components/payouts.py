"""Payouts: the account they go to, what waits and why, and each of them with its statement."""

from typing import Any

import reflex as rx
from babel import Locale

from livesessions.components import kit
from livesessions.components.checkout import to_checkout
from livesessions.services.payout_accounts import COUNTRIES
from livesessions.state.payouts import PayoutLine, PayoutsState, PurseLine, WaitingLine

state: Any = PayoutsState  # for mypy its vars are values; here they are Vars


def account() -> rx.Component:
    """Where the money goes, and what is to be done about it."""
    return rx.fragment(
        rx.match(
            state.account,
            ("ready", _ready()),
            ("no_bank", _to_do("Your bank sent a payout back", "Name another bank account to be paid.")),
            (
                "restricted",
                _to_do("Your payout account is being checked", "This takes a few minutes, at times a day."),
            ),
            ("begun", _to_do("Your payout account is not finished", "A few details are still missing.")),
            _begin(),
        ),
        to_checkout(state.leaving, "To the payment service’s page"),
    )


def purses() -> rx.Component:
    """Three figures for each currency."""
    return kit.stack(rx.foreach(state.purses, _purse), class_name="gap-6")


def waiting() -> rx.Component:
    """Shares that were not sent, and why."""
    lines = kit.table(
        ["Session", "Your share", "When"], state.waiting, _share, caption="Shares not yet sent", numeric=[1]
    )
    return rx.cond(state.waiting.length() > 0, kit.section("Still to come", lines), rx.fragment())


def history() -> rx.Component:
    """Every payout, newest first."""
    lines = kit.table(
        ["Begun", "Arrives", "Amount", "State", "Statement"],
        state.payouts,
        _payout,
        caption="Payouts, newest first",
        numeric=[2],
    )
    more = kit.button("Show older", variant="secondary", on_click=PayoutsState.more)
    none = kit.card(
        kit.empty(
            "No payouts yet",
            "A share can be sent three days after its session, seven days for your first five sessions.",
            icon="banknote",
        )
    )
    full = kit.stack(lines, rx.cond(state.has_more, rx.el.div(more, class_name="self-center"), rx.fragment()))
    return kit.section("Payouts to your bank", rx.cond(state.payouts.length() > 0, full, none))


def _begin() -> rx.Component:
    names = Locale("en").territories
    options = sorted(((code, names[code]) for code in COUNTRIES), key=lambda option: option[1])
    form = kit.event_form(
        kit.select(
            "Country of your bank",
            options,
            name="country",
            placeholder="Choose a country",
            error=state.errors["country"],
            required=True,
        ),
        kit.form_actions(kit.button("Set up payouts", type="submit", icon_after="arrow-right")),
        on_submit=PayoutsState.set_up,
        class_name="max-w-md",
    )
    words = rx.el.p(
        "You tell our payment service who you are and where your earnings shall go. We never see your bank "
        "details. It takes about five minutes.",
        class_name="max-w-prose text-soft",
    )
    return kit.card(
        kit.section("Tell us where to pay you", words, form, action=None),
    )


def _to_do(title: str, words: str) -> rx.Component:
    go = kit.button("Go on", size="sm", on_click=PayoutsState.go_on, icon_after="arrow-right")
    return kit.alert(words, title=title, tone="warning", action=go)


def _ready() -> rx.Component:
    change = kit.button("Change bank", size="sm", variant="secondary", on_click=PayoutsState.go_on)
    return kit.alert(
        "Shares are sent by themselves as soon as they are available.",
        title="Payouts are set up",
        tone="success",
        action=change,
    )


def _purse(row: rx.vars.ObjectVar[PurseLine]) -> rx.Component:
    return rx.el.div(
        kit.stat("Still to come", row.waiting, icon="hourglass"),
        kit.stat("On its way", row.on_the_way, icon="send"),
        kit.stat("Arrived", row.arrived, icon="banknote"),
        key=row.currency,
        class_name="grid gap-4 sm:grid-cols-3",
    )


def _share(row: rx.vars.ObjectVar[WaitingLine]) -> tuple[Any, ...]:
    what = rx.el.span(
        kit.link(row.title, href=row.href),
        rx.el.span(row.learner, class_name="block text-sm text-mute"),
        class_name="min-w-0 max-sm:text-right",
    )
    return what, row.amount, rx.el.span(row.why, class_name="text-sm text-soft max-sm:text-right")


def _payout(row: rx.vars.ObjectVar[PayoutLine]) -> tuple[Any, ...]:
    sent_back = rx.el.span(row.failure, class_name="mt-1 block text-sm text-soft")
    papers = rx.el.span(
        kit.link("Print", href=row.statement, external=True),
        kit.link("CSV", href=row.table, external=True),
        class_name="inline-flex gap-4",
    )
    status = rx.el.span(
        kit.badge(row.status, tone=row.tone),
        rx.cond(row.failure, sent_back, rx.fragment()),
        class_name="max-sm:text-right",
    )
    return row.began, row.arrives, row.amount, status, papers
