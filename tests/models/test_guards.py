"""What the database itself refuses, whoever asks."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError
from sqlmodel import col

from livesessions.models import AuditEvent, BookingRequest, LedgerEntry, LedgerMovement, LiveSession
from livesessions.runtime.work import SYSTEM, Door, Work, perform
from tests.races.crowd import everybody, first_slot, hold, invite


@pytest.fixture
def booked(door: Door) -> int:
    """The live session of the one booking there is."""
    perform(SYSTEM, invite, learners=2)
    hold(everybody(2)[0], first_slot(door.clock()))
    return 1


def another(work: Work, *, of: int, minutes: int = 0, **columns: Any) -> None:
    """A session like that one, some minutes later."""
    row = work.db.get_one(LiveSession, of).model_dump(exclude={"id", "reference"})
    later = {name: row[name] + timedelta(minutes=minutes) for name in ("starts_at", "ends_at")}
    work.db.add(LiveSession(**{**row, **later, "reference": "another", **columns}))


def one_more(work: Work, *, of: int) -> None:
    """A place in that session for somebody else."""
    row = work.db.get_one(BookingRequest, of).model_dump(exclude={"id"})
    work.db.add(BookingRequest(**{**row, "reference": "another", "learner_id": 3}))


def rewrite(work: Work) -> None:
    work.db.execute(update(AuditEvent).values(reason="nothing happened"))


def revive(work: Work, *, which: str) -> None:
    work.db.execute(update(LiveSession).where(col(LiveSession.reference) == which).values(status="scheduled"))


def move(work: Work, *, amounts: tuple[int, ...]) -> None:
    for amount in amounts:
        work.db.add(LedgerEntry(movement_id="test:1", account="escrow", amount=amount, currency="EUR"))
    work.db.flush()
    work.db.add(LedgerMovement(id="test:1", kind="test", external_id="1", at=work.now))


@pytest.mark.parametrize("minutes", [-59, 0, 59])
def test_an_instructor_is_never_in_two_sessions_at_once(booked: int, minutes: int) -> None:
    with pytest.raises(DBAPIError, match="guard_overlap"):
        perform(SYSTEM, another, of=booked, minutes=minutes)


@pytest.mark.parametrize("minutes", [-60, 60])
def test_sessions_may_touch(booked: int, minutes: int) -> None:
    perform(SYSTEM, another, of=booked, minutes=minutes)


def test_a_released_session_does_not_come_back_over_another(booked: int) -> None:
    perform(SYSTEM, another, of=booked, status="released")
    with pytest.raises(DBAPIError, match="guard_overlap"):
        perform(SYSTEM, revive, which="another")


def test_no_seat_is_sold_beyond_the_capacity(booked: int) -> None:
    with pytest.raises(DBAPIError, match="guard_seats"):
        perform(SYSTEM, one_more, of=booked)


def test_the_trail_is_never_rewritten(booked: int) -> None:
    with pytest.raises(DBAPIError, match="guard_append_only"):
        perform(SYSTEM, rewrite)


def test_a_movement_that_sums_to_zero_is_kept(door: Door) -> None:
    perform(SYSTEM, move, amounts=(500, -500))


@pytest.mark.parametrize("amounts", [(), (500,), (500, -499)])
def test_a_movement_sums_to_zero(door: Door, amounts: tuple[int, ...]) -> None:
    with pytest.raises(DBAPIError, match="guard_balanced"):
        perform(SYSTEM, move, amounts=amounts)
