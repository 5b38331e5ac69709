"""/room/[reference]: where a session takes place."""

from typing import Any

import reflex as rx

from livesessions.components import kit
from livesessions.components.room import room_view
from livesessions.components.site import site
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.room import RoomState

state: Any = RoomState  # for mypy its vars are values; here they are Vars


def room_page() -> rx.Component:
    """The session's title and hour, then the room."""
    waiting = kit.loading(kit.skeleton("h-10 w-2/3"), kit.skeleton("h-6 w-1/3"), kit.skeleton("h-64 w-full"))
    title = kit.page_title(state.room.title, intro=f"{state.room.when} with {state.room.instructor}")
    return site(rx.cond(state.hour.phase != "", rx.fragment(title, room_view()), waiting))


PAGE = Page(
    route=routes.ROOM,
    title="Room · Live Sessions",
    build=room_page,
    on_load=[RoomState.load],
)
