"""Two workers at once: each deadline is kept once, and at once after a restart."""

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import col, func, select

from livesessions.jobs.worker import Worker
from livesessions.models import AuditEvent, BookingRequest
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, SYSTEM, Door, View, ask, perform
from tests.races.crowd import everybody, first_slot, hold, invite

EXACT_SECONDS = 60
BOOKINGS = 8


@pytest.fixture
def two_workers(held: None) -> Iterator[list[Worker]]:
    workers = [Worker(every_seconds=0.05), Worker(every_seconds=0.05)]
    yield workers
    for worker in workers:
        worker.stop()


@pytest.fixture
def held(door: Door, clock: SettableClock) -> None:
    perform(SYSTEM, invite, learners=BOOKINGS, instructors=BOOKINGS)
    for number, learner in enumerate(everybody(BOOKINGS, BOOKINGS)):
        hold(learner, first_slot(clock()), 1 + number)


def ended(view: View) -> tuple[int, int]:
    """Holds that are expired, and how often the trail says that one ended."""
    expired = select(func.count()).where(col(BookingRequest.status) == "expired")
    told = select(func.count()).where(col(AuditEvent.event) == "booking.hold_ended")
    return view.db.exec(expired).one(), view.db.exec(told).one()


def in_time() -> tuple[int, int]:
    """How it is when all are ended, or a minute later."""
    late = time.monotonic() + EXACT_SECONDS
    while ask(GUEST, ended)[0] < BOOKINGS and time.monotonic() < late:
        pass
    return ask(GUEST, ended)


def test_two_workers_end_every_hold_once(two_workers: list[Worker], clock: SettableClock) -> None:
    for worker in two_workers:
        worker.start()
    clock.advance(timedelta(minutes=9, seconds=59))
    assert ask(GUEST, ended) == (0, 0)
    clock.advance(timedelta(seconds=1))
    assert in_time() == (BOOKINGS, BOOKINGS)


def test_what_ran_out_while_nobody_worked_ends_at_once(
    two_workers: list[Worker], clock: SettableClock
) -> None:
    clock.advance(timedelta(hours=5))
    for worker in two_workers:
        worker.start()
    assert in_time() == (BOOKINGS, BOOKINGS)
