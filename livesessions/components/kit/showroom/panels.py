"""What opens, what lists, what stands where content would."""

import reflex as rx

from livesessions.components import kit


def panels() -> rx.Component:
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


def lists() -> rx.Component:
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
        kit.step_place(rx.el.p("What one shall do in this step stands here."), step="Topic"),
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


def blocks() -> rx.Component:
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
