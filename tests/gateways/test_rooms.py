"""Every live session has one room."""

from livesessions.gateways.rooms import Room, RoomGateway
from livesessions.gateways.rooms.builtin import BuiltinRooms

ROOMS: RoomGateway = BuiltinRooms("/room/")


def test_a_live_session_meets_on_the_apps_own_page() -> None:
    assert ROOMS.make_room("42") == Room(url="/room/42")


def test_a_reference_never_leaves_its_place_in_the_address() -> None:
    assert ROOMS.make_room("../a b?c#d") == Room(url="/room/..%2Fa%20b%3Fc%23d")
