"""Reviews: the box that takes one, and the row that shows one."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.components.kit.values import Child, Text
from livesessions.state.reviews import ReceivedState, ReviewRow, ReviewState, ShareRow

# For mypy their vars are values; here they are Vars.
box: Any = ReviewState.box
state: Any = ReceivedState


def review_box() -> rx.Component:
    """The learner's review of the booking whose page is open; nothing while there is nothing to say.

    The page's `on_load` names `ReviewState.load`.
    """
    shown = rx.match(box.kind, ("write", _form()), ("edit", _form()), ("read", _written()), rx.fragment())
    return rx.el.div(shown, id="review", class_name="scroll-mt-24 empty:hidden")


def review_row(row: ReviewRow, *, below: Child = "") -> rx.Component:
    """One review in a list: who, how many stars, what, and the instructor's reply."""
    about = rx.cond(row.href != "", kit.link(row.title, href=row.href, quiet=True), row.title)
    head = rx.el.div(
        kit.avatar(row.learner, size="sm"),
        rx.el.div(
            rx.el.p(row.learner, class_name="font-semibold break-words"),
            rx.el.p(
                row.when,
                rx.cond(row.title != "", rx.fragment(" · ", about), ""),
                class_name="text-sm text-mute",
            ),
            rx.cond(
                row.topic != "",
                rx.el.p("About ", row.topic, class_name="text-sm break-words text-mute"),
                rx.fragment(),
            ),
            class_name="min-w-0 grow",
        ),
        kit.rating(row.stars),
        class_name="flex flex-wrap items-start gap-x-3 gap-y-2",
    )
    return rx.el.li(
        rx.el.article(head, _said(row.text), _answer(row.reply), below, class_name="flex flex-col gap-3"),
        key=row.key,
        class_name="border-t border-line py-5 first:border-t-0 first:pt-0 last:pb-0",
    )


def received_list() -> rx.Component:
    """The instructor's reviews, each with room for its one reply."""
    more = kit.button("Show more", variant="secondary", on_click=ReceivedState.more)
    rows = rx.el.ul(rx.foreach(state.reviews, _received))
    none = kit.empty("Nothing in this list", "Choose another one above.", icon="star")
    return kit.stack(
        kit.card(rx.cond(state.reviews, rows, none)),
        rx.cond(state.has_more, rx.el.div(more, class_name="self-center"), rx.fragment()),
    )


def summary() -> rx.Component:
    """The average and how it comes about."""
    mean = rx.el.div(
        rx.el.p(state.average, class_name="text-display tabular-nums"),
        kit.rating(state.average),
        rx.el.p(
            rx.cond(state.count == 1, "from 1 review", f"from {state.count} reviews"), class_name="text-mute"
        ),
        class_name="flex flex-col gap-1",
    )
    bars = rx.el.ul(rx.foreach(state.shares, _share), class_name="flex min-w-0 grow flex-col gap-2")
    return kit.card(
        rx.el.div(mean, bars, class_name="flex flex-col gap-6 sm:flex-row sm:items-center sm:gap-12")
    )


def filters() -> rx.Component:
    """Which of them to see."""
    return rx.el.div(
        _filter("", "All"),
        _filter("unanswered", rx.fragment("Without a reply (", state.unanswered, ")")),
        _filter("answered", "With a reply"),
        role="group",
        aria_label="Which reviews",
        class_name="flex flex-wrap gap-2",
    )


def _filter(value: str, label: Child) -> rx.Component:
    return rx.el.button(
        label,
        type="button",
        aria_pressed=state.shown == value,
        on_click=ReceivedState.show(value),
        class_name="min-h-tap rounded-full border border-line px-4 text-sm font-medium hover:bg-sunken "
        "aria-pressed:border-accent-line aria-pressed:bg-accent-tint aria-pressed:text-accent-text",
    )


def _share(row: ShareRow) -> rx.Component:
    bar = rx.el.div(
        rx.el.div(class_name="h-full rounded-full bg-star", style={"width": f"{row.percent}%"}),
        class_name="h-2.5 grow overflow-hidden rounded-full bg-sunken",
    )
    return rx.el.li(
        rx.el.span(row.stars, rx.el.span(" stars", class_name="sr-only"), class_name="w-4 tabular-nums"),
        kit.icon("star", size=16, class_name="fill-current! text-star"),
        bar,
        rx.el.span(row.count, class_name="w-8 text-right text-sm text-mute tabular-nums"),
        class_name="flex items-center gap-2",
    )


def _received(row: ReviewRow) -> rx.Component:
    answer = kit.button(
        "Reply", variant="soft", size="sm", icon="message-circle", on_click=ReceivedState.open_reply(row.key)
    )
    below = rx.cond(state.replying == row.key, _reply_form(), rx.el.div(answer))
    return review_row(row, below=rx.cond(row.reply == "", below, rx.fragment()))


def _reply_form() -> rx.Component:
    return kit.event_form(
        kit.text_area(
            "Your reply",
            name="reply",
            hint="Everybody can read it, and it can't be changed afterwards.",
            error=state.errors["reply"],
            rows=3,
        ),
        kit.form_actions(
            kit.button("Publish reply", type="submit"),
            kit.button("Cancel", variant="ghost", on_click=ReceivedState.close_reply),
        ),
        on_submit=ReceivedState.reply,
    )


def _form() -> rx.Component:
    errors: Any = ReviewState.errors
    is_new = box.kind == "write"
    keep = kit.button("Keep it as it is", variant="ghost", on_click=ReviewState.keep)
    fields = kit.event_form(
        kit.rating_input("Your rating", name="stars", given=box.stars, error=errors["stars"]),
        kit.text_area(
            "What was it like?",
            name="text",
            default_value=box.text,
            error=errors["text"],
            optional=True,
            hint="Other learners and your instructor read it, with your first name and your topic.",
        ),
        kit.form_actions(
            kit.button(rx.cond(is_new, "Publish review", "Save changes"), type="submit"),
            rx.cond(is_new, rx.fragment(), keep),
        ),
        on_submit=ReviewState.send,
        key=f"review-{box.reference}-{box.kind}",
    )
    until = rx.cond(is_new, f"You can write it until {box.until}.", f"You can change it until {box.until}.")
    return kit.card(kit.section(f"How was your session with {box.instructor}?", fields, intro=until))


def _written() -> rx.Component:
    thanks = kit.alert("Your review is published.", title="Thank you", tone="success")
    change = kit.button(
        "Edit review", variant="secondary", size="sm", icon="pencil", on_click=ReviewState.edit
    )
    title = rx.cond(box.is_mine, "Your review", "The learner’s review")
    content = kit.stack(
        rx.cond(box.thanks, thanks, rx.fragment()),
        kit.rating(box.stars),
        _said(box.text),
        _answer(box.reply),
        rx.cond(
            box.can_edit,
            kit.row(change, rx.el.p("Until ", box.until, class_name="text-sm text-mute")),
            rx.fragment(),
        ),
    )
    return kit.card(kit.section(title, content))


def _said(text: Text) -> rx.Component:
    said = rx.el.p(text, class_name="max-w-prose break-words whitespace-pre-line")
    return rx.cond(text != "", said, rx.fragment())


def _answer(reply: Text) -> rx.Component:
    shown = rx.el.div(
        rx.el.p("Reply of the instructor", class_name="text-sm font-semibold"),
        rx.el.p(reply, class_name="break-words whitespace-pre-line text-soft"),
        class_name="max-w-prose rounded-control bg-sunken p-4",
    )
    return rx.cond(reply != "", shown, rx.fragment())
