"""/"""

import reflex as rx

from livesessions.components import kit
from livesessions.components.home import for_instructors, free_now, hero, how_it_works, subjects, voices
from livesessions.components.site import site
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.home import HomeState


def home_page() -> rx.Component:
    return site(
        hero(),
        kit.wrap(free_now(), subjects(), class_name=_PART),
        how_it_works(),
        kit.wrap(voices(), for_instructors(), class_name=_PART),
        width="bleed",
    )


_PART = "flex flex-col gap-14 py-12 sm:py-16"

PAGE = Page(
    route=routes.HOME,
    title="Live Sessions: learn live, from people who do it",
    build=home_page,
    on_load=[HomeState.load],
    description="Book an hour with somebody who knows: one to one or in a small group, live in your browser.",
)
