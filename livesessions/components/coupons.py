"""The instructor's coupons: the list, and the dialog with the form of a new one."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.runtime.locales import currency_choices
from livesessions.state.coupons import CouponLine, CouponsState

state: Any = CouponsState  # for mypy its vars are values; here they are Vars


def coupons() -> rx.Component:
    """All of them, or what they are good for."""
    some = rx.el.ul(rx.foreach(state.lines, _line), class_name="flex flex-col gap-3")
    none = kit.card(
        kit.empty(
            "No coupons yet",
            "A code that takes something off your price: for a newsletter, a class, an old friend.",
            icon="tag",
        )
    )
    waiting = kit.loading(
        kit.skeleton("h-24 w-full rounded-card"),
        kit.skeleton("h-24 w-full rounded-card"),
        label="Loading coupons",
    )
    listed = rx.cond(state.lines.length() > 0, some, none)
    return rx.fragment(rx.cond(state.is_ready, listed, waiting), _dialog())


def new_coupon(words: str = "New coupon") -> rx.Component:
    """The button that opens the form."""
    return kit.button(words, icon="plus", variant="secondary", on_click=state.write(True))


def _line(row: CouponLine) -> rx.Component:
    words = rx.el.div(
        kit.row(
            rx.el.h3(row.code, class_name="font-mono text-subheading break-all"),
            kit.badge(row.label, tone=row.tone),
        ),
        rx.el.p(row.rules, class_name="text-sm text-soft break-words"),
        class_name="flex min-w-0 grow basis-60 flex-col gap-1",
    )
    worth = rx.el.div(
        rx.el.p(row.off, class_name="font-semibold tabular-nums"),
        rx.el.p(row.uses, class_name="text-sm text-mute tabular-nums"),
        class_name="shrink-0 sm:text-right",
    )
    end = rx.cond(
        row.can_end,
        kit.button(
            "Take back",
            rx.el.span(" ", row.code, class_name="sr-only"),
            variant="ghost",
            size="sm",
            on_click=state.end(row.id),
        ),
        rx.fragment(),
    )
    return rx.el.li(
        words,
        worth,
        end,
        key=row.id.to_string(),  # type: ignore[attr-defined]
        class_name="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-card border border-line bg-surface p-5 "
        "shadow-card",
    )


def _dialog() -> rx.Component:
    return kit.dialog(
        kit.event_form(
            _text("Code", "code", hint="Learners type it when they pay: SPRING or THANKS-ANNA."),
            _value(),
            kit.select(
                "For",
                state.offerings,
                name="offering",
                placeholder="All your offerings",
                error=state.errors["offering"],
            ),
            _pair(
                _text("Uses in all", "total_limit", input_mode="numeric", optional=True),
                _text("Uses for each learner", "learner_limit", input_mode="numeric", default_value="1"),
            ),
            _pair(_date("First day", "starts"), _date("Last day", "ends")),
            _text("Only for prices from", "minimum", input_mode="decimal", optional=True),
            kit.form_actions(
                kit.button("Make the coupon", type="submit"),
                kit.closes(kit.button("Not now", variant="ghost")),
            ),
            on_submit=state.create,
            no_validate=True,
        ),
        title="New coupon",
        description="It lowers the price: your share and our fee are parts of what is paid.",
        open=state.is_writing,
        on_open_change=state.write,
    )


def _value() -> rx.Component:
    kinds = [("percent", "Percent"), ("amount", "An amount")]
    return kit.stack(
        _pair(
            kit.select("Takes off", kinds, name="kind", default_value=state.kind, on_change=state.set_kind),
            _text(
                rx.cond(state.kind == "percent", "Percent, 1 to 100", "Amount"), "value", input_mode="decimal"
            ),
        ),
        kit.select("Currency", currency_choices(), name="currency", default_value=state.currency),
        class_name="gap-5",
    )


def _pair(*fields: rx.Component) -> rx.Component:
    return rx.el.div(*fields, class_name="grid gap-5 sm:grid-cols-2")


def _text(label: Any, name: str, **attrs: Any) -> rx.Component:
    return kit.text_field(label, name=name, error=state.errors[name], auto_complete="off", **attrs)


def _date(label: str, name: str) -> rx.Component:
    return kit.date_field(label, name=name, error=state.errors[name], optional=True)
