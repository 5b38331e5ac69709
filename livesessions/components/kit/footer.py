"""The bottom of the page."""

from collections.abc import Sequence

import reflex as rx

from .link import anchor
from .values import Text

Column = tuple[str, Sequence[tuple[str, Text]]]

COLUMNS: Sequence[Column] = (
    ("Learn", (("Find a session", "/sessions"), ("My sessions", "/student/sessions"))),
    (
        "Teach",
        (
            ("Become an instructor", "/become-instructor"),
            ("Your offerings", "/instructor/dashboard/offerings"),
        ),
    ),
    ("Account", (("Log in", "/log-in"), ("Sign up", "/sign-up"))),
)


def footer(
    columns: Sequence[Column] = COLUMNS, note: Text = "Learn live, from people who do it."
) -> rx.Component:
    """Columns of (heading, links) and one line."""
    groups = [_column(heading, links) for heading, links in columns]
    line = rx.el.div(
        rx.el.p("Live Sessions", class_name="text-lg font-bold tracking-tight"),
        rx.el.p(note, class_name="mt-1 text-soft"),
        class_name="min-w-0",
    )
    row = rx.el.div(
        line,
        rx.el.div(*groups, class_name="grid grow grid-cols-2 gap-x-8 gap-y-6 sm:grid-cols-3 md:max-w-2xl"),
        class_name="mx-auto flex max-w-page flex-col justify-between gap-8 px-gutter py-10 md:flex-row",
    )
    return rx.el.footer(row, class_name="mt-12 border-t border-line bg-sunken max-md:pb-18")


def _column(heading: str, links: Sequence[tuple[str, Text]]) -> rx.Component:
    items = [
        rx.el.li(
            anchor(
                label,
                href=href,
                class_name="inline-flex min-h-tap items-center rounded-tag text-soft hover:text-ink "
                "hover:underline",
            )
        )
        for label, href in links
    ]
    return rx.el.nav(
        rx.el.p(heading, class_name="text-sm font-semibold"),
        rx.el.ul(*items, class_name="mt-1"),
        aria_label=heading,
    )
