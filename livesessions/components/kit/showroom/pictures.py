"""Colours, type, faces, covers and the card they come together in."""

import reflex as rx

from livesessions.components import kit

_COLOURS = [
    "canvas",
    "surface",
    "raised",
    "sunken",
    "line",
    "line-strong",
    "ink",
    "soft",
    "mute",
    "accent",
    "accent-hover",
    "accent-text",
    "accent-tint",
    "success",
    "success-tint",
    "warning",
    "warning-tint",
    "danger",
    "danger-tint",
    "star",
]
_PEOPLE = ("Ada Lovelace", "Łukasz Nowak", "Amara Okafor", "Mei Lin", "José García")
_OFFERINGS = (
    ("Ownership in Rust, finally clear", "programming", "Ada Lovelace", "€ 45", "60 min", 4.9, "Today 18:00"),
    (
        "Spanish for your first trip: order, ask, laugh",
        "languages",
        "José García",
        "€ 22",
        "45 min",
        4.7,
        "Tomorrow 09:30",
    ),
    ("Jazz chords on any guitar", "music", "Amara Okafor", "Free", "30 min", 5, "Fri 20:15"),
    ("Grids, type and white space", "design", "Mei Lin", "€ 60", "90 min", 4.4, ""),
)


def colours() -> rx.Component:
    swatches = [
        rx.el.div(
            rx.el.div(
                class_name="h-14 rounded-control border border-line", style={"background": f"var(--{name})"}
            ),
            rx.el.p(name, class_name="mt-1.5 text-xs text-soft"),
        )
        for name in _COLOURS
    ]
    return kit.section("Colour", kit.grid(*swatches, min_width="7rem"))


def type_scale() -> rx.Component:
    sizes = ("display", "title", "heading", "subheading", "base", "sm", "xs")
    lines = [rx.el.p(f"Learn from people who do it ({size})", class_name=f"text-{size}") for size in sizes]
    return kit.section("Type", kit.card(kit.stack(*lines)))


def pictures() -> rx.Component:
    sizes = zip(_PEOPLE, ("xs", "sm", "md", "lg", "xl"), strict=True)
    faces = [kit.avatar(name, src=face(name), size=size) for name, size in sizes]
    domains = ("programming", "languages", "music", "design", "business", "science", "cooking", "fitness")
    covers = [kit.cover(src=picture(domain, "cover"), class_name="rounded-card") for domain in domains]
    return kit.section("Pictures", kit.row(*faces), kit.grid(*covers, min_width="14rem"))


def offerings() -> rx.Component:
    cards = [
        kit.offering_card(
            title=title,
            href="/sessions/x",
            instructor=who,
            amount=amount,
            duration=duration,
            domain=domain.title(),
            cover_src=picture(domain, title),
            avatar_src=face(who),
            stars=stars,
            reviews="128",
            next_slot=free,
            tag="Group" if domain == "languages" else "",
        )
        for title, domain, who, amount, duration, stars, free in _OFFERINGS
    ]
    return kit.section(
        "Offerings", kit.grid(*cards, kit.card_skeleton()), action=kit.link("See all", href="/sessions")
    )


def face(name: str) -> str:
    return kit.data_url(kit.avatar_svg(name))


def picture(domain: str, seed: str) -> str:
    return kit.data_url(kit.cover_svg(seed, domain))
