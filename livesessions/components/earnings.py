"""Earnings: totals, lines, and two charts with their tables."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.components.charts import chart, in_mode
from livesessions.components.kit.values import Child
from livesessions.state.earnings import EarningsState, LineRow, TotalRow

state: Any = EarningsState  # for mypy its vars are values; here they are Vars

_HEADINGS = ["Session", "Completed", "Paid", "Refunded", "Fee", "Your share", "Available"]


def totals() -> rx.Component:
    """Four figures for each currency."""
    return kit.stack(rx.foreach(state.totals, _total), class_name="gap-8")


def lines() -> rx.Component:
    """Booking by booking, newest first."""
    more = kit.button("Show more", variant="secondary", on_click=EarningsState.more)
    return kit.stack(
        kit.table(
            _HEADINGS, state.lines, _line, caption="Earnings by booking, newest first", numeric=[2, 3, 4, 5]
        ),
        rx.cond(state.has_more, rx.el.div(more, class_name="self-center"), rx.fragment()),
    )


def over_time() -> rx.Component:
    """The share of each of the last twelve months."""
    bars = {
        "type": "bar",
        "x": _column(state.months, "label"),
        "y": _column(state.months, "value"),
        "customdata": _column(state.months, "money"),
        "hovertemplate": "%{x}: %{customdata}<extra></extra>",
        "marker": {"color": in_mode("accent-text"), "cornerradius": 6},
    }
    axes = {"bargap": 0.35, "xaxis": {"type": "category"}, "yaxis": {"title": {"text": state.currency}}}
    drawn = chart([bars], axes, label="Bar chart of earnings by month")
    table = kit.table(
        ["Month", "Your share"],
        state.months,
        lambda row: (row.label, row.money),
        caption="Your share by month",
        numeric=[1],
    )
    return _figure("Earnings over time", drawn, table, _currencies())


def popular_times() -> rx.Component:
    """Weekday by hour: the darker, the more sessions began then."""
    # The basic bundle has no heat map: rows of bars of equal height, Sunday at the bottom, are one.
    rows = [_heat_row(weekday) for weekday in range(6, -1, -1)]
    weekdays = {"tickvals": [6.5 - day for day in range(7)], "ticktext": _column(state.heat, "name")}
    layout = {
        "barmode": "overlay",
        "bargap": 0.06,
        "coloraxis": {
            "cmin": 0,
            "colorscale": [[0, in_mode("accent-tint")], [1, in_mode("accent-text")]],
            "showscale": False,
        },
        "xaxis": {"type": "category", "showgrid": False},
        "yaxis": {**weekdays, "range": [0, 7], "showgrid": False, "zeroline": False},
    }
    drawn = chart(rows, layout, label="Map of the hours of the week in which sessions begin")
    table = kit.table(
        ["Weekday", "Hour", "Sessions"],
        state.busy,
        lambda row: (row.weekday, row.hour, row.count),
        caption="Sessions by weekday and hour, the busiest hours first",
        numeric=[2],
    )
    top = state.busy[0]
    note = rx.el.p(
        "Most sessions begin ",
        rx.el.strong(top.weekday, ", ", top.hour),
        f", by the clock of your teaching zone ({state.zone}).",
        class_name="text-soft",
    )
    return _figure("Popular times", drawn, table, rx.cond(state.busy, note, rx.fragment()))


def _heat_row(weekday: int) -> dict[str, Any]:
    row = state.heat[weekday]
    return {
        "type": "bar",
        "x": state.hours,
        "y": [0.94] * 24,
        "base": 6.03 - weekday,
        "customdata": row.said,
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {"color": row.counts, "coloraxis": "coloraxis", "cornerradius": 3},
    }


def _total(row: TotalRow) -> rx.Component:
    coming = rx.cond(row.coming_from != "", f"The next on {row.coming_from}", "Nothing is on its way")
    return rx.el.div(
        kit.stat(f"Earned ({row.currency})", row.earned, detail="After the fee", icon="trending-up"),
        kit.stat("Available now", row.available, detail="Ready for the next payout", icon="wallet"),
        kit.stat("Coming", row.coming, detail=coming, icon="hourglass"),
        kit.stat("Platform fee", row.fee, detail="Taken from what learners paid", icon="receipt"),
        key=row.currency,
        class_name="grid grid-cols-1 gap-4 min-[26rem]:grid-cols-2 xl:grid-cols-4",
    )


def _line(row: LineRow) -> tuple[Child, ...]:
    title = rx.el.div(
        kit.link(row.title, href=row.href),
        rx.el.p(row.learner, class_name="text-sm text-mute"),
        class_name="min-w-0 max-sm:text-right",
    )
    ready = kit.badge("Available", tone="success", icon="check")
    waiting = rx.el.span(row.available, class_name="text-sm")
    return (
        title,
        row.when,
        row.paid,
        row.refunded,
        row.fee,
        rx.el.strong(row.net),
        rx.cond(row.is_available, ready, waiting),
    )


def _figure(title: str, drawn: rx.Component, table: rx.Component, beside: Child) -> rx.Component:
    """A chart, and the same as a table for who can't see it or wants the figures."""
    numbers = rx.el.details(
        rx.el.summary("As a table", class_name="min-h-tap cursor-pointer py-2.5 text-sm font-medium"), table
    )
    return kit.card(kit.section(title, beside, drawn, numbers))


def _currencies() -> rx.Component:
    choice = rx.el.div(
        rx.foreach(state.totals, _currency),
        role="group",
        aria_label="Currency",
        class_name="flex flex-wrap gap-2",
    )
    return rx.cond(state.totals.length() > 1, choice, rx.fragment())


def _currency(row: TotalRow) -> rx.Component:
    return rx.el.button(
        row.currency,
        type="button",
        aria_pressed=state.currency == row.currency,
        on_click=EarningsState.draw(row.currency),
        class_name="min-h-tap rounded-full border border-line px-4 text-sm font-medium hover:bg-sunken "
        "aria-pressed:border-accent-line aria-pressed:bg-accent-tint aria-pressed:text-accent-text",
    )


def _column(rows: Any, name: str) -> Any:
    """One field of all rows, as plotly wants it."""
    return rx.Var(f"{rows!s}.map((row) => row[{name!r}])", _var_data=rows._get_all_var_data())
