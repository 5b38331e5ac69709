"""What one presses and fills in, in every state."""

import reflex as rx

from livesessions.components import kit

_ZONES = [
    (zone, zone.replace("_", " "))
    for zone in ("Europe/Amsterdam", "America/New_York", "Asia/Kathmandu", "UTC")
]


def buttons() -> rx.Component:
    variants: tuple[kit.Variant, ...] = ("primary", "secondary", "soft", "ghost", "danger")
    plain = [kit.button(variant.title(), variant=variant) for variant in variants]
    sizes = [
        kit.button("Small", size="sm"),
        kit.button("Large", size="lg", icon_after="arrow-right"),
        kit.button("With icon", icon="calendar", variant="secondary"),
        kit.button("Paying…", loading=True),
        kit.button("Not now", disabled=True),
        kit.button_link("A link", href="/kit", variant="soft", icon_after="arrow-right"),
        kit.icon_button("heart", label="Save", variant="secondary"),
        kit.tooltip(kit.icon_button("share-2", label="Share this", variant="secondary"), "Copies the link"),
    ]
    words = rx.el.p(
        kit.icon("info", class_name="mr-2 inline"),
        "Read the ",
        kit.link("terms", href="/terms"),
        " before you book.",
    )
    return kit.section("Buttons and links", kit.row(*plain), kit.row(*sizes), words)


def fields() -> rx.Component:
    return kit.section(
        "Fields",
        kit.form(
            kit.grid(
                kit.text_field("Name", name="name", hint="As others should see it", default_value="Ada"),
                kit.text_field(
                    "E-mail",
                    name="email",
                    type="email",
                    icon="mail",
                    error="This address has an account already.",
                    default_value="ada@example.org",
                ),
                kit.select("Language", [("en", "English"), ("nl", "Nederlands")], name="language"),
                kit.combobox(
                    "Time zone", _ZONES, name="zone", default_value="Europe/Amsterdam", hint="Type to search"
                ),
                kit.date_field("Day", name="day", default_value="2030-03-14"),
                kit.time_field("From", name="from", hint="Amsterdam time", default_value="09:30"),
                kit.text_field("Closed", name="closed", disabled=True, default_value="Cannot change"),
                kit.search_box(name="q", label="Search sessions"),
                kit.field(
                    "Volume",
                    rx.el.input(
                        type="range", class_name="min-h-tap accent-accent", **kit.control_attrs("volume")
                    ),
                    name="volume",
                ),
            ),
            kit.text_area(
                "Message", name="message", optional=True, placeholder="What do you want to be able to do?"
            ),
            kit.form_actions(kit.button("Save", type="submit"), kit.button("Cancel", variant="ghost")),
            action="/kit",
            method="get",
        ),
    )


def choices() -> rx.Component:
    cards = [
        kit.Choice("individual", "One to one", "All the time is yours", "user"),
        kit.Choice("group", "In a group", "Cheaper, and you meet people", "users"),
    ]
    return kit.section(
        "Choices",
        kit.event_form(kit.text_field("Topic", name="topic"), on_submit=rx.toast.info("Sent")),
        kit.radio_cards("Kind of session", cards, name="kind", chosen="individual"),
        kit.grid(
            kit.checkbox(
                "I agree to the ", kit.link("terms", href="/terms"), name="terms", default_checked=True
            ),
            kit.checkbox("Send me news", name="news", error="Choose one, please."),
            kit.switch(
                "Remind me by e-mail", name="remind", hint="A day and an hour before", default_checked=True
            ),
            kit.switch("Show my profile", name="shown"),
            kit.rating_input(),
        ),
    )
