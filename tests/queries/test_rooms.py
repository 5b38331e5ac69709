"""In a group's room nobody learns who else learns there, but of those they are in it with."""

from dataclasses import replace
from datetime import timedelta

import pytest

from livesessions.queries.rooms import room_page
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import Actor, Door, ask, perform
from livesessions.services.rooms import enter_room, leave_room
from tests.services.market import Market, live_session, open_market


@pytest.fixture
def market(door: Door, clock: SettableClock) -> Market:
    return open_market(clock(), session_type="group", capacity=5, booking_mode="instant")


@pytest.fixture
def room(market: Market) -> str:
    """Of three learners."""
    references = [market.request(who) for who in (market.learner, market.other, market.third)]
    return live_session(references[0]).reference


def seen(room: str, who: Actor) -> list[str]:
    return [each.name for each in ask(who, room_page, reference=room).people]


def test_before_the_doors_open_a_learner_sees_the_instructor_and_themselves(
    market: Market, room: str
) -> None:
    assert seen(room, market.learner) == ["Tara", "Lena"]


def test_the_instructor_and_admins_see_everybody(market: Market, room: str) -> None:
    admin = replace(market.third, roles=frozenset({"learner", "admin"}))
    assert seen(room, market.teacher) == seen(room, admin) == ["Tara", "Lena", "Omar", "Mia"]


def test_inside_one_sees_those_who_are_there_and_they_oneself(
    market: Market, room: str, clock: SettableClock
) -> None:
    clock.now = market.start
    perform(market.other, enter_room, reference=room)
    assert seen(room, market.learner) == ["Tara", "Lena"]
    perform(market.learner, enter_room, reference=room)
    assert seen(room, market.learner) == seen(room, market.other) == ["Tara", "Lena", "Omar"]
    perform(market.other, leave_room, reference=room)
    assert seen(room, market.learner) == ["Tara", "Lena"]


def test_who_was_not_heard_of_is_not_there(market: Market, room: str, clock: SettableClock) -> None:
    clock.now = market.start
    perform(market.other, enter_room, reference=room)
    clock.advance(timedelta(minutes=1))
    perform(market.learner, enter_room, reference=room)
    assert seen(room, market.learner) == ["Tara", "Lena"]
