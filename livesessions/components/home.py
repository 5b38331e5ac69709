"""The home page: search first, then real sessions, subjects, how it works, and a word to instructors."""

import reflex as rx

from livesessions.components import kit
from livesessions.components.offering_cards import offering_cards, waiting_cards
from livesessions.runtime import routes
from livesessions.state.home import HomeState, ShelfRow, VoiceRow

_BAND = "border-y border-line bg-sunken py-12 sm:py-16"
_STEPS = (
    (
        "search",
        "Find your person",
        "Search by subject, price or the day you have time. Read what others said.",
    ),
    (
        "calendar-check",
        "Book a real time",
        "You see when they are free, in your own time zone. The place is yours while you pay.",
    ),
    (
        "video",
        "Meet live",
        "Enter the room from your browser. Afterwards you keep notes and a clear next step.",
    ),
)


def hero() -> rx.Component:
    """What this is, and the search."""
    words = rx.el.div(
        rx.el.h1("Learn live, from people who do it", class_name="text-display text-balance"),
        rx.el.p(
            "One hour with somebody who knows. Choose a time that suits you, meet in your browser, "
            "ask everything.",
            class_name="max-w-xl text-lg text-soft",
        ),
        _search(),
        _market(),
        class_name="flex min-w-0 flex-col gap-6",
    )
    return rx.el.section(
        kit.wrap(
            rx.el.div(
                words, _pictures(), class_name="grid items-center gap-10 lg:grid-cols-[1.15fr_1fr] lg:gap-16"
            )
        ),
        aria_label="Search",
        class_name="border-b border-line bg-sunken py-10 sm:py-16 lg:py-20",
    )


def free_now() -> rx.Component:
    """Sessions that can be booked for today, or for the next days when today is nearly over."""
    nothing = kit.empty(
        "Nothing to book yet",
        "Instructors are still setting up. Do you know something worth an hour?",
        icon="calendar-plus",
        action=kit.button_link("Become an instructor", href=routes.BECOME_INSTRUCTOR),
    )
    shown = rx.cond(HomeState.free, offering_cards(HomeState.free, short=True), nothing)
    return kit.section(
        rx.cond(HomeState.is_today, "Free today", "Free soon"),
        rx.cond(HomeState.is_ready, shown, kit.served_or(waiting_cards(8, short=True))),
        intro="Real times in real calendars, shown on your clock.",
        action=kit.link("See all sessions", href=routes.SESSIONS),
    )


def subjects() -> rx.Component:
    """The domains, each leading to its results."""
    waiting = kit.loading(_tiles(*[kit.skeleton("h-20 w-full rounded-card!") for _ in range(8)]))
    tiles = rx.el.ul(
        rx.foreach(HomeState.shelves, _shelf),
        class_name="grid grid-cols-1 gap-3 min-[26rem]:grid-cols-2 sm:gap-4 lg:grid-cols-5",
    )
    return kit.section("What would you like to learn?", rx.cond(HomeState.is_ready, tiles, waiting))


def how_it_works() -> rx.Component:
    """Three steps."""
    steps = [_step(number, *step) for number, step in enumerate(_STEPS, 1)]
    return rx.el.div(
        kit.wrap(kit.section("How it works", rx.el.ol(*steps, class_name="grid gap-5 md:grid-cols-3"))),
        class_name=_BAND,
    )


def voices() -> rx.Component:
    """What learners said last; nothing before anybody has."""
    quotes = kit.grid(rx.foreach(HomeState.voices, _voice), min_width="19rem")
    return rx.cond(HomeState.voices, kit.section("What learners say", quotes), rx.fragment())


def for_instructors() -> rx.Component:
    """An invitation to teach."""
    words = rx.el.div(
        rx.el.h2("Teach what you know", class_name="text-title"),
        rx.el.p(
            "Set your hours and your price. We find the learners, take the payments and keep your calendar "
            "free of double bookings. You keep ",
            HomeState.keeps,
            " of it and are paid after each session.",
            class_name="max-w-prose text-lg text-soft",
        ),
        rx.el.div(
            kit.button_link(
                "Become an instructor",
                href=routes.BECOME_INSTRUCTOR,
                size="lg",
                icon_after="arrow-right",
            )
        ),
        class_name="flex flex-col gap-4",
    )
    points = (
        ("wallet", "Your price, your currency"),
        ("globe", "Learners in every time zone"),
        ("shield-check", "Clear rules when somebody cancels"),
    )
    return kit.card(
        rx.el.div(
            words,
            rx.el.ul(*[_point(icon, text) for icon, text in points], class_name="flex flex-col gap-4"),
            class_name="grid items-center gap-8 lg:grid-cols-[1.6fr_1fr]",
        ),
        class_name="bg-accent-tint! p-6! sm:p-10!",
    )


def _search() -> rx.Component:
    box = kit.search_box(name="q", label="What do you want to learn?", max_length=100)
    return kit.event_form(
        rx.el.div(
            box,
            kit.button("Search", type="submit", size="lg", class_name="rounded-full!"),
            class_name="flex flex-col gap-3 sm:flex-row [&_input]:min-h-13 [&_input]:shadow-lift",
        ),
        on_submit=HomeState.search,
        role="search",
        action=routes.SESSIONS,
        method="get",
        class_name="max-w-xl",
    )


def _market() -> rx.Component:
    # The line has its height before it has its words: nothing below may jump.
    return rx.el.p(HomeState.market, class_name="min-h-6 text-sm font-medium text-mute")


def _pictures() -> rx.Component:
    looks = (
        ("welcome-two", "music", "absolute top-0 right-0 w-3/5 rotate-3"),
        ("welcome", "programming", "absolute bottom-0 left-0 w-3/5 -rotate-3"),
        ("welcome-three", "cooking", "absolute right-4 bottom-2 w-2/5 rotate-2"),
    )
    pictures = [
        rx.el.div(kit.cover(seed, domain), class_name=f"{look} overflow-hidden rounded-card shadow-lift")
        for seed, domain, look in looks
    ]
    return rx.el.div(*pictures, aria_hidden="true", class_name="relative hidden aspect-[5/4] lg:block")


def _tiles(*tiles: rx.Component) -> rx.Component:
    return rx.el.div(
        *tiles, class_name="grid grid-cols-1 gap-3 min-[26rem]:grid-cols-2 sm:gap-4 lg:grid-cols-5"
    )


def _shelf(row: ShelfRow) -> rx.Component:
    words = rx.el.span(
        rx.el.span(row.name, class_name="block truncate font-semibold"),
        rx.el.span(row.count, class_name="block text-sm text-mute"),
        class_name="min-w-0",
    )
    picture = kit.cover(src=row.cover, class_name="size-14! shrink-0 rounded-control")
    return rx.el.li(
        kit.anchor(
            picture,
            words,
            href=row.href,
            class_name="flex min-h-20 items-center gap-3.5 rounded-card border border-line bg-surface p-3 "
            "shadow-card transition-shadow hover:shadow-lift",
        ),
        key=row.href,
    )


def _step(number: int, icon: str, title: str, text: str) -> rx.Component:
    mark = rx.el.span(
        kit.icon(icon, size=24),
        class_name="grid size-12 place-items-center rounded-control bg-accent-tint text-accent-text",
    )
    return rx.el.li(
        mark,
        rx.el.h3(f"{number}. {title}", class_name="text-subheading"),
        rx.el.p(text, class_name="text-soft"),
        class_name="flex flex-col gap-3 rounded-card border border-line bg-surface p-6 shadow-card",
    )


def _voice(row: VoiceRow) -> rx.Component:
    return rx.el.figure(
        rx.el.blockquote("“", row.text, "”", class_name="text-lg text-pretty"),
        rx.el.figcaption(
            rx.el.span(row.learner, class_name="font-semibold"),
            " on ",
            kit.link(row.title, href=row.href, quiet=True, class_name="underline underline-offset-4"),
            class_name="mt-auto text-sm text-soft",
        ),
        key=row.href,
        class_name="flex flex-col gap-4 rounded-card border border-line bg-surface p-6 shadow-card",
    )


def _point(icon: str, text: str) -> rx.Component:
    return rx.el.li(
        kit.icon(icon, size=22, class_name="shrink-0 text-accent-text"),
        rx.el.span(text, class_name="font-medium"),
        class_name="flex items-center gap-3",
    )
