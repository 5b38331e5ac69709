"""Badges, alerts, numbers and times."""

import reflex as rx

from livesessions.components import kit


def words() -> rx.Component:
    tones = ("neutral", "accent", "success", "warning", "danger")
    icons = ("tag", "sparkles", "check", "clock", "x")
    badges = [kit.badge(tone.title(), tone=tone, icon=mark) for tone, mark in zip(tones, icons, strict=True)]
    alerts = [
        kit.alert("Add a photo so that people know you.", title="Nearly done", tone="info"),
        kit.alert("José said yes. The invitation is in your mail.", title="It is on", tone="success"),
        kit.alert("Pay within 9 minutes.", tone="warning", action=kit.button("Pay", size="sm")),
        kit.alert("Your bank said no. Try another card.", title="Not paid", tone="danger"),
    ]
    return kit.section("Words", kit.row(*badges), kit.stack(*alerts))


def numbers() -> rx.Component:
    return kit.section(
        "Numbers",
        kit.grid(
            kit.stat("Earned this month", "€ 1,240", detail="12 % more than in May", icon="wallet"),
            kit.stat("Sessions", "31", icon="video"),
            kit.stat("Rating", "4.9", detail="From 128 reviews", icon="star"),
        ),
        kit.row(
            kit.price("€ 45", per="per session", was="€ 60"),
            kit.rating(4.4, reviews="128"),
            kit.rating(4.9, compact=True),
            kit.badge(kit.countdown("2099-01-01T00:00:00Z"), icon="timer", tone="warning"),
            class_name="gap-6",
        ),
        kit.time(
            "Thu 14 March, 18:00–19:00", iso="2030-03-14T17:00:00Z", other="13:00 in New York, for José"
        ),
    )
