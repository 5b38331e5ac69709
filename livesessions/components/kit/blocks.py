"""What stands where content would: nothing yet, still loading, went wrong, done."""

import reflex as rx

from .icon import icon as draw
from .values import Child, Text, classes, when

_BLOCK = "mx-auto flex w-full max-w-lg flex-col items-center gap-3 px-4 py-12 text-center"
_MARKS = {
    "accent": "bg-accent-tint text-accent-text",
    "danger": "bg-danger-tint text-danger",
    "success": "bg-success-tint text-success",
}


def empty(
    title: Text, text: Text = "", *, icon: str = "inbox", action: rx.Component | None = None
) -> rx.Component:
    """Nothing here yet, and what to do next."""
    return _block(title, text, icon, "accent", action)


def error_block(
    title: Text = "That did not work",
    text: Text = "",
    *,
    reference: Text = "",
    icon: str = "",
    action: rx.Component | None = None,
) -> rx.Component:
    """An apology with what to try; `reference` is the number to quote to support.

    With an `icon` of its own it is a calm word about what is not there, not an alarm.
    """
    quoted = rx.el.p(
        "Reference ", rx.el.code(reference, class_name="font-mono"), class_name="text-sm text-mute"
    )
    extra = when(reference, quoted)
    tone = "accent" if icon else "danger"
    return rx.el.div(_block(title, text, icon or "circle-alert", tone, action, extra), role="alert")


def success_block(title: Text, text: Text = "", *, action: rx.Component | None = None) -> rx.Component:
    """It worked, and what comes next."""
    return rx.el.div(_block(title, text, "circle-check", "success", action), role="status")


def skeleton(class_name: str = "h-5 w-full") -> rx.Component:
    """A breathing bar in the size of what is coming; give its width and height as classes."""
    return rx.el.span(class_name=classes("block animate-shimmer rounded-tag bg-line", class_name))


def loading(*shape: Child, label: str = "Loading") -> rx.Component:
    """A region that is being filled: skeletons for the eye, one word for the screen reader."""
    filler = shape or (skeleton("h-7 w-1/2"), skeleton(), skeleton("h-5 w-4/5"))
    hidden = rx.el.div(*filler, aria_hidden="true", class_name="flex flex-col gap-3")
    return rx.el.div(rx.el.span(label, class_name="sr-only"), hidden, role="status", aria_busy="true")


def card_skeleton() -> rx.Component:
    """The size of an `offering_card` while it loads."""
    lines = rx.el.div(
        skeleton("h-4 w-1/3"),
        skeleton("h-6 w-5/6"),
        skeleton("h-5 w-1/2"),
        class_name="flex flex-col gap-3 p-5",
    )
    picture = rx.el.span(class_name="block aspect-[16/10] animate-shimmer bg-line")
    return rx.el.div(picture, lines, class_name="overflow-hidden rounded-card border border-line bg-surface")


def _block(
    title: Text, text: Text, icon: str, tone: str, action: rx.Component | None, extra: Child = ""
) -> rx.Component:
    mark = rx.el.span(
        draw(icon, size=28), class_name=classes("grid size-16 place-items-center rounded-full", _MARKS[tone])
    )
    said = when(text, rx.el.p(text, class_name="text-soft"))
    return rx.el.div(
        mark,
        rx.el.p(title, class_name="mt-2 text-subheading"),
        said,
        extra,
        rx.el.div(action, class_name="mt-3") if action else "",
        class_name=_BLOCK,
    )
