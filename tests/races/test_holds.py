"""Everybody wants the same slot: the lock decides, and if the lock were not there, the database would."""

from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from functools import partial
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from sqlmodel import text

from livesessions.models.guards import drop_all_statements
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.database import make_engine
from livesessions.runtime.work import GUEST, SYSTEM, Door, ask, open_door, perform
from livesessions.services import holds
from tests.races.crowd import at_once, doubles, everybody, first_slot, hold, invite, taken


@pytest.fixture
def own_door(own_database_url: str, clock: SettableClock) -> Iterator[Door]:
    engine = make_engine(own_database_url)
    yield open_door(Door(engine, clock))
    engine.dispose()


def rush(door: Door, learners: int, **offering: object) -> Counter[str]:
    """All learners take the same slot at once."""
    perform(SYSTEM, invite, learners=learners, **offering)
    start = first_slot(door.clock())
    return at_once(partial(hold, learner, start) for learner in everybody(learners))


def remove_locks(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody queues, and SQLite's transactions begin as if they were only going to read."""
    monkeypatch.setattr(holds, "lock_calendar_of", lambda *_, **__: None)
    door._queue, door._writer = nullcontext, door.engine


def remove_guards(door: Door) -> None:
    with door.engine.begin() as connection:
        for statement in drop_all_statements(door.engine.dialect.name):
            connection.execute(text(statement))


def look_together(monkeypatch: pytest.MonkeyPatch, people: int) -> None:
    """Nobody takes a slot before everybody has seen that it is free."""
    gate, look = Barrier(people), holds.free_place

    def look_and_wait(*args: Any, **kw: Any) -> Any:
        seen = look(*args, **kw)
        try:
            gate.wait(2)
        except BrokenBarrierError:  # who comes again after a collision comes alone
            return seen
        return seen

    monkeypatch.setattr(holds, "free_place", look_and_wait)


def test_two_hundred_learners_and_one_slot_make_one_winner(door: Door) -> None:
    assert rush(door, 200) == {"ok": 1, "SlotNotFree": 199}
    assert (ask(GUEST, taken), ask(GUEST, doubles)) == (1, 0)


def test_a_group_of_five_takes_five_of_a_hundred(door: Door) -> None:
    assert rush(door, 100, session_type="group", capacity=5) == {"ok": 5, "SlotNotFree": 95}
    assert (ask(GUEST, taken), ask(GUEST, doubles)) == (5, 0)


def test_nobody_holds_more_than_three_times_at_once(door: Door) -> None:
    perform(SYSTEM, invite, learners=1, instructors=12)
    [learner] = everybody(1, instructors=12)
    start = first_slot(door.clock())
    held = at_once(partial(hold, learner, start, offering_id=1 + n) for n in range(12))
    assert held == {"ok": 3, "TooManyHolds": 9}


def test_without_the_lock_the_constraint_holds(own_door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    remove_locks(own_door, monkeypatch)
    look_together(monkeypatch, people=4)
    assert rush(own_door, 4)["ok"] == 1
    assert (ask(GUEST, taken), ask(GUEST, doubles)) == (1, 0)


def test_without_the_lock_no_seat_is_sold_twice(own_door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    perform(SYSTEM, invite, learners=5, session_type="group", capacity=2)
    first, *others = everybody(5)
    start = first_slot(own_door.clock())
    hold(first, start)
    remove_locks(own_door, monkeypatch)
    look_together(monkeypatch, people=4)
    assert at_once(partial(hold, learner, start) for learner in others)["ok"] == 1
    assert (ask(GUEST, taken), ask(GUEST, doubles)) == (2, 0)


def test_without_the_constraint_the_lock_holds(own_door: Door) -> None:
    remove_guards(own_door)
    assert rush(own_door, 40) == {"ok": 1, "SlotNotFree": 39}
    assert ask(GUEST, doubles) == 0


def test_without_the_constraint_the_lock_keeps_the_seats(own_door: Door) -> None:
    remove_guards(own_door)
    assert rush(own_door, 40, session_type="group", capacity=5) == {"ok": 5, "SlotNotFree": 35}
    assert ask(GUEST, doubles) == 0


@pytest.mark.parametrize(
    "own_database_url", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)
def test_without_both_there_are_doubles(own_door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests above can fail. (Not on SQLite: who looked before another wrote has to look again there.)"""
    remove_guards(own_door)
    remove_locks(own_door, monkeypatch)
    look_together(monkeypatch, people=4)
    assert rush(own_door, 4) == {"ok": 4}
    assert ask(GUEST, doubles) == 6
