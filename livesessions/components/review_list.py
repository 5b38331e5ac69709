"""What learners said: the average, how the stars are spread, the newest reviews."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.state.review_rows import ReviewRow, ShareRow


def stars_summary(stars: float, count: str, shares: list[ShareRow]) -> rx.Component:
    """The average in large, and five bars."""
    mean = rx.el.div(
        rx.el.p(
            rx.el.span(stars, aria_hidden="true"),
            rx.el.span("Rated ", stars, " of 5", class_name="sr-only"),
            kit.icon("star", size=28, class_name="fill-star! text-star"),
            class_name="flex items-center gap-2 text-display tabular-nums",
        ),
        rx.el.p(count, class_name="text-sm text-mute"),
        class_name="shrink-0",
    )
    bars = rx.el.ul(rx.foreach(shares, _bar), class_name="flex min-w-0 grow flex-col gap-1.5")
    return rx.el.div(
        mean, bars, class_name="flex max-w-xl flex-col gap-6 sm:flex-row sm:items-center sm:gap-10"
    )


def review_list(
    rows: list[ReviewRow], *, has_more: bool, on_more: Any, with_titles: bool = False
) -> rx.Component:
    """The newest reviews, and a button for more of them."""
    more = kit.button("Show more reviews", variant="secondary", on_click=on_more)
    return rx.el.div(
        rx.el.ul(
            rx.foreach(rows, lambda row: _review(row, with_titles)),
            class_name="flex w-full flex-col divide-y divide-line",
        ),
        rx.cond(has_more, more, rx.fragment()),
        class_name="flex flex-col items-start gap-4",
    )


def _bar(row: ShareRow) -> rx.Component:
    track = rx.el.span(
        rx.el.span(class_name="block h-full rounded-full bg-star", style={"width": f"{row.percent}%"}),
        class_name="block h-2 grow overflow-hidden rounded-full bg-sunken",
    )
    said = rx.el.span(row.count, " with ", row.stars, " of 5 stars", class_name="sr-only")
    return rx.el.li(
        said,
        rx.el.span(row.stars, aria_hidden="true", class_name="w-3 text-sm font-medium"),
        track,
        rx.el.span(row.count, aria_hidden="true", class_name="w-8 text-right text-sm text-mute"),
        key=row.stars,
        class_name="flex items-center gap-3 tabular-nums",
    )


def _review(row: ReviewRow, with_titles: bool) -> rx.Component:
    head = rx.el.div(
        rx.el.span(row.learner, class_name="font-semibold"),
        kit.rating(row.stars, class_name="text-mute"),
        rx.el.span(row.when, class_name="text-sm text-mute"),
        class_name="flex flex-wrap items-center gap-x-3 gap-y-1",
    )
    text = rx.el.p(row.text, class_name="mt-2 max-w-prose whitespace-pre-line break-words")
    return rx.el.li(
        head,
        _about(row) if with_titles else "",
        rx.cond(row.topic, _topic(row), rx.fragment()),
        rx.cond(row.text, text, rx.fragment()),
        rx.cond(row.reply, _reply(row), rx.fragment()),
        key=row.key,
        class_name="w-full py-5 first:pt-0",
    )


def _about(row: ReviewRow) -> rx.Component:
    linked = kit.link(row.title, href=row.href, quiet=True, class_name="underline underline-offset-4")
    return rx.el.p(rx.cond(row.href, linked, row.title), class_name="mt-1 text-sm text-soft")


def _topic(row: ReviewRow) -> rx.Component:
    return rx.el.p("About ", row.topic, class_name="mt-1 text-sm break-words text-soft")


def _reply(row: ReviewRow) -> rx.Component:
    return rx.el.div(
        rx.el.p("Answer of the instructor", class_name="text-sm font-semibold"),
        rx.el.p(row.reply, class_name="mt-1 whitespace-pre-line break-words text-soft"),
        class_name="mt-3 max-w-prose border-l-2 border-line pl-4",
    )
