"""Every part of the kit in every state, for the eye and for the tests."""

import reflex as rx

from livesessions.components import kit
from livesessions.pages.routes import Page

_NAV = (
    kit.NavItem("Explore", "/sessions", "compass"),
    kit.NavItem("My sessions", "/student/sessions", "calendar"),
    kit.NavItem("Kit", "/kit", "palette"),
)
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
_ZONES = [
    (zone, zone.replace("_", " "))
    for zone in ("Europe/Amsterdam", "America/New_York", "Asia/Kathmandu", "UTC")
]


def kit_page() -> rx.Component:
    return kit.page_frame(
        kit.page_title(
            "The kit", intro="Every part in every state.", action=kit.button("Share", variant="secondary")
        ),
        _colours(),
        _type(),
        _buttons(),
        _fields(),
        _choices(),
        _pictures(),
        _offerings(),
        _panels(),
        _words(),
        _numbers(),
        _lists(),
        _blocks(),
        nav=_NAV,
        bar=_NAV,
        bell=rx.el.div(
            kit.icon_button("bell", label="Notifications"),
            kit.count_dot(rx.Var.create(3)),
            class_name="relative",
        ),
        account=_account(),
        search=kit.search_box(name="header-q", label="What do you want to learn?"),
        banner=kit.test_mode_banner(),
        crumbs=[("Home", "/"), ("Explore", "/sessions"), ("Kit", "/kit")],
    )


PAGE = Page(route="/kit", title="The kit", build=kit_page)


def _account() -> rx.Component:
    return kit.menu(
        kit.menu_button("Ada Lovelace", src=_face("Ada Lovelace")),
        kit.menu_link("Settings", href="/settings", icon="settings"),
        kit.menu_action("Copy link", icon="copy", on_select=rx.set_clipboard("/kit")),
        kit.menu_line(),
        kit.menu_action("Log out", icon="log-out", danger=True),
    )


def _face(name: str) -> str:
    return kit.data_url(kit.avatar_svg(name))


def _colours() -> rx.Component:
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


def _type() -> rx.Component:
    sizes = ("display", "title", "heading", "subheading", "base", "sm", "xs")
    lines = [rx.el.p(f"Learn from people who do it ({size})", class_name=f"text-{size}") for size in sizes]
    return kit.section("Type", kit.card(kit.stack(*lines)))


def _buttons() -> rx.Component:
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


def _fields() -> rx.Component:
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


def _choices() -> rx.Component:
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


def _pictures() -> rx.Component:
    sizes = zip(_PEOPLE, ("xs", "sm", "md", "lg", "xl"), strict=True)
    faces = [kit.avatar(name, src=_face(name), size=size) for name, size in sizes]
    domains = ("programming", "languages", "music", "design", "business", "science", "cooking", "fitness")
    covers = [kit.cover(src=_cover(domain, "cover"), class_name="rounded-card") for domain in domains]
    return kit.section("Pictures", kit.row(*faces), kit.grid(*covers, min_width="14rem"))


def _cover(domain: str, seed: str) -> str:
    return kit.data_url(kit.cover_svg(seed, domain))


def _offerings() -> rx.Component:
    cards = [
        kit.offering_card(
            title=title,
            href="/sessions/x",
            instructor=who,
            amount=amount,
            duration=duration,
            domain=domain.title(),
            cover_src=_cover(domain, title),
            avatar_src=_face(who),
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


def _panels() -> rx.Component:
    buttons = kit.row(
        kit.closes(kit.button("Keep it", variant="ghost")),
        kit.closes(kit.button("Cancel it", variant="danger")),
    )
    dialog = kit.dialog(
        rx.el.p("Tomorrow 09:30 with José. You are in time: € 22 comes back to your card."),
        title="Cancel this session?",
        description="You can book again at any time.",
        trigger=kit.button("Open dialog", variant="secondary"),
        footer=buttons,
        size="sm",
    )
    drawer = kit.drawer(
        kit.stack(*[kit.checkbox(name, name=f"filter-{name}") for name in ("Music", "Languages", "Design")]),
        title="Filters",
        trigger=kit.button("Open drawer", variant="secondary", icon="sliders-horizontal"),
        footer=kit.closes(kit.button("Show 12 sessions", wide=True)),
    )
    popover = kit.popover(
        kit.button("Open popover", variant="secondary"),
        kit.empty("All caught up", "News about your sessions comes here.", icon="bell"),
        label="Notifications",
        align="start",
    )
    toasts = kit.row(
        kit.button(
            "Toast", variant="secondary", on_click=rx.toast.success("Saved", description="Others see it now.")
        ),
        kit.button("Bad toast", variant="secondary", on_click=rx.toast.error("The slot is gone")),
    )
    tabs = kit.tabs(
        [
            kit.Tab("up", "Upcoming", rx.el.p("Two sessions this week."), kit.badge("2", tone="accent")),
            kit.Tab("wait", "Waiting", rx.el.p("Nothing waits for an answer.")),
            kit.Tab("past", "Past", rx.el.p("Eleven sessions, 14 hours.")),
        ],
        label="My sessions",
    )
    return kit.section("Panels", kit.row(dialog, drawer, popover, toasts), tabs)


def _words() -> rx.Component:
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


def _numbers() -> rx.Component:
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


def _lists() -> rx.Component:
    rows = [
        ("Mei Lin", "14 March", "€ 60"),
        ("Łukasz Nowak", "12 March", "€ 45"),
        ("Amara Okafor", "9 March", "€ 45"),
    ]
    moments = [
        kit.Moment("Booked", "Mon 11 March, 09:12", "You asked for lifetimes and traits.", "calendar-plus"),
        kit.Moment("Accepted by Ada", "Mon 11 March, 10:40", "", "check"),
        kit.Moment("Session", "Thu 14 March, 18:00", "", "video"),
    ]
    return kit.section(
        "Lists",
        kit.stepper(["Slot", "Topic", "Review and pay"], 1),
        kit.table(["Learner", "Day", "Your share"], rows, lambda row: row, caption="Payouts", numeric=[2]),
        kit.pagination("1–3 of 31", before=None, after={"href": "/kit"}),
        kit.grid(
            kit.timeline(moments),
            kit.file_list(
                [
                    ("Exercises.pdf", "240 KB", "/x.pdf"),
                    ("Slides of the first session.pdf", "1.2 MB", "/y.pdf"),
                ]
            ),
            min_width="22rem",
        ),
    )


def _blocks() -> rx.Component:
    find = kit.button_link("Find a session", href="/sessions")
    return kit.section(
        "Blocks",
        kit.grid(
            kit.card(
                kit.empty(
                    "No sessions yet", "Find one you like; most start at € 20.", icon="calendar", action=find
                )
            ),
            kit.card(kit.error_block(text="Try again in a minute.", reference="7F3K-22")),
            kit.card(kit.success_block("You are booked", "See you Thursday at 18:00.")),
            kit.card(kit.loading(kit.skeleton("h-7 w-1/2"), kit.skeleton(), kit.skeleton("h-5 w-4/5"))),
            min_width="20rem",
        ),
    )
