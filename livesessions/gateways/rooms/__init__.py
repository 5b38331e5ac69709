"""The room seat: where the people of one live session meet."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Room:
    """`url` is absolute, or a path of this app."""

    url: str


class RoomGateway(Protocol):
    """How a room comes to be."""

    def make_room(self, live_session_reference: str) -> Room:
        """The room of one live session: the same reference gives the same room."""
