"""/instructors/[slug]"""

import reflex as rx

from livesessions.components.instructor_page import instructor_view
from livesessions.components.site import site
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.instructor_page import InstructorState


def instructor_page() -> rx.Component:
    return site(instructor_view())


PAGE = Page(
    route=routes.INSTRUCTOR,
    title=InstructorState.title,
    build=instructor_page,
    on_load=[InstructorState.load],
)
