"""/become-instructor: the profile, before and after"""

import reflex as rx

from livesessions.components import kit
from livesessions.components.accounts import zone_field
from livesessions.components.site import site
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.accounts import AccountState
from livesessions.state.instructors import ProfileState as State


def become_instructor() -> rx.Component:
    return site(
        rx.cond(State.teaches, _title_of_profile(), _title_of_beginning()),
        rx.cond(State.loaded, _shown(), kit.loading()),
        width="prose",
    )


def _shown() -> rx.Component:
    return rx.cond(State.teaches, _edit(), rx.cond(State.verified, _begin(), _not_yet()))


def _title_of_beginning() -> rx.Component:
    return kit.page_title(
        "Teach on Live Sessions",
        intro="Tell learners who you are. Your hours and what you teach come next; nothing is public before that.",
    )


def _title_of_profile() -> rx.Component:
    return kit.page_title("Your profile", intro="What learners read before they book you.")


def _begin() -> rx.Component:
    form = kit.event_form(
        *_words(),
        zone_field(
            State.time_zone,
            error=State.errors["time_zone"],
            hint="Your weekly hours are meant in this zone; learners see them in theirs.",
        ),
        kit.form_actions(kit.button("Become an instructor", type="submit", size="lg")),
        on_submit=State.become,
    )
    return kit.card(form)


def _edit() -> rx.Component:
    form = kit.event_form(
        *_words(), kit.form_actions(kit.button("Save", type="submit")), on_submit=State.save
    )
    return kit.card(form)


def _words() -> tuple[rx.Component, rx.Component]:
    headline = kit.text_field(
        "Headline",
        name="headline",
        default_value=State.headline,
        max_length=120,
        placeholder="Rust for people who know Python",
        hint="One line under your name.",
        error=State.errors["headline"],
    )
    bio = kit.text_area(
        "About you",
        name="bio",
        default_value=State.bio,
        rows=6,
        max_length=4000,
        hint="What you have done, how you teach, what a first session is like.",
        error=State.errors["bio"],
        optional=True,
    )
    return headline, bio


def _not_yet() -> rx.Component:
    sent = rx.el.p("We sent you another letter.", role="status")
    again = kit.button("Send the link again", on_click=AccountState.send_verification)
    return kit.empty(
        "Please confirm your e-mail address first",
        "Learners must be able to reach you. The link is in the letter we sent you when you signed up.",
        icon="mail",
        action=rx.cond(AccountState.letter_sent, sent, again),
    )


PAGE = Page(
    route=routes.BECOME_INSTRUCTOR,
    title="Teach · Live Sessions",
    build=become_instructor,
    on_load=[State.load],
)
