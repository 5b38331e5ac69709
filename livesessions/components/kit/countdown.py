"""Time that runs out, ticking in the browser."""

from typing import Any

import reflex as rx
from reflex.event import no_args_event_spec

from .values import Handler, Number, Text, classes

_SOURCE = rx.asset("countdown.js", shared=True)


class Countdown(rx.Component):
    """The ticking text itself."""

    library = f"$/public/{_SOURCE}"
    tag = "Countdown"
    until: rx.Var[str]
    offset: rx.Var[int]
    done_text: rx.Var[str]

    @classmethod
    def get_event_triggers(cls) -> dict[str, Any]:
        return {**super().get_event_triggers(), "on_done": no_args_event_spec}


def countdown(
    until: Text,
    *,
    done_text: Text = "Time is up",
    on_done: Handler = None,
    offset: Number = 0,
    class_name: str = "",
) -> rx.Component:
    """Minutes and seconds to the ISO instant `until`; a screen reader hears the minutes.

    `offset`: milliseconds this device's clock is behind the server's, where that is known.
    """
    look = classes("font-semibold tabular-nums", class_name)
    told = {"on_done": on_done} if on_done else {}
    return Countdown.create(until=until, done_text=done_text, offset=offset, class_name=look, **told)
