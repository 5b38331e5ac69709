"""What one fills in when it is refused, and when it is closed."""

from typing import Any

import reflex as rx

from livesessions.components import kit

_LIST = [("en", "English"), ("nl", "Nederlands")]
_CHOICES = [
    kit.Choice("weekly", "Every week", "The same hour, four times", "calendar"),
    kit.Choice("once", "Once", "You can book again at any time", "clock"),
]


def refused() -> rx.Component:
    """Each says what is wrong below it."""
    fields = (
        kit.text_field("Phone", name="refused-phone", error="This is too short.", default_value="12"),
        kit.select("Language", _LIST, name="refused-language", error="Choose one of them."),
        kit.combobox("Time zone", _LIST, name="refused-zone", error="There is no such zone."),
        kit.date_field("Day", name="refused-day", error="This day is over.", default_value="2020-03-14"),
        kit.time_field("From", name="refused-from", error="You do not teach then.", default_value="03:00"),
        kit.text_area("Message", name="refused-message", error="Please write a word or two."),
        kit.checkbox("I agree", name="refused-terms", error="Please agree to the terms to go on."),
        kit.rating_input(name="refused-stars", error="Give one to five stars."),
    )
    cards = kit.radio_cards("How often", _CHOICES, name="refused-often", error="Choose one of them.")
    return kit.section("Refused", kit.form(kit.grid(*fields), cards, action="/kit", method="get"))


def closed() -> rx.Component:
    """Each shows that nothing can be changed here."""
    off: dict[str, Any] = {"disabled": True}
    fields = (
        kit.text_field("Phone", name="closed-phone", default_value="+31 20 555 0100", **off),
        kit.select("Language", _LIST, name="closed-language", **off),
        kit.combobox("Time zone", _LIST, name="closed-zone", default_value="en", **off),
        kit.date_field("Day", name="closed-day", default_value="2030-03-14", **off),
        kit.time_field("From", name="closed-from", default_value="09:30", **off),
        kit.text_area("Message", name="closed-message", default_value="Sent on Monday.", **off),
        kit.checkbox("I agree", name="closed-terms", default_checked=True, **off),
        kit.switch("Remind me", name="closed-remind", default_checked=True, **off),
    )
    variants: tuple[kit.Variant, ...] = ("primary", "secondary", "soft", "ghost", "danger")
    return kit.section(
        "Closed",
        kit.row(*[kit.button(each.title(), variant=each, **off) for each in variants]),
        kit.row(*[kit.button(f"{each.title()}…", variant=each, loading=True) for each in variants]),
        kit.grid(*fields),
        kit.radio_cards("How often", _CHOICES, name="closed-often", chosen="weekly", **off),
    )
