"""Forms: one that posts to an HTTP route, one whose submit is an event."""

from typing import Any

import reflex as rx
from reflex_components_core.el.elements.base import BaseHTML
from reflex_components_core.el.elements.forms import Form

from .values import Child, Text, classes

_GAPS = "flex flex-col gap-5"


class NativeForm(BaseHTML):
    """The browser's own form. `rx.el.form` cancels every native submit, so nothing would reach the server."""

    tag = "form"
    action: rx.Var[str]
    method: rx.Var[str]
    enc_type: rx.Var[str]
    no_validate: rx.Var[bool]
    auto_complete: rx.Var[str]


class EventForm(Form):
    """Sends its fields by their names. Reflex would send them by their ids too, as fields nobody knows.

    What the answer marks as wrong gets the focus: see form.js.
    """

    library = f"$/public/{rx.asset('form.js', shared=True)}"
    tag = "SentForm"

    def _get_form_refs(self) -> dict[str, Any]:
        return {}


def form(
    *children: Child,
    action: Text,
    method: str = "post",
    next_url: Text = "",
    class_name: str = "",
    **attrs: Any,
) -> rx.Component:
    """Post to an HTTP route (log in, upload). `next_url`: where that route should lead afterwards."""
    onward = isinstance(next_url, rx.Var) or next_url
    hidden = [rx.el.input(type="hidden", name="next", value=next_url, read_only=True)] if onward else []
    return NativeForm.create(
        *hidden, *children, action=action, method=method, class_name=classes(_GAPS, class_name), **attrs
    )


def event_form(*children: Child, on_submit: Any, class_name: str = "", **attrs: Any) -> rx.Component:
    """A form whose values go to an event handler as a dictionary by field name.

    The handler answers with the field and the reason: the browser's own bubbles would come before it.
    """
    return EventForm.create(
        *children, on_submit=on_submit, class_name=classes(_GAPS, class_name), **{"no_validate": True} | attrs
    )


def form_actions(*buttons: Child) -> rx.Component:
    """The row of buttons that ends a form: side by side, stacked on a phone with the first one on top."""
    return rx.el.div(*buttons, class_name="flex flex-col gap-3 pt-1 sm:flex-row sm:items-center")
