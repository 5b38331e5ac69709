"""The app's own room page. It asks nobody, and it stays when the session is moved."""

from urllib.parse import quote

from livesessions.gateways.rooms import Room


class BuiltinRooms:
    """Fits `RoomGateway`."""

    def __init__(self, path: str = "/room") -> None:
        self._path = path.rstrip("/")

    def make_room(self, live_session_reference: str) -> Room:
        return Room(url=f"{self._path}/{quote(live_session_reference, safe='')}")
