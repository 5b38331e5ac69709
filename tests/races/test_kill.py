"""A process killed in the middle of bookings leaves each of them whole, or no trace of it."""

import subprocess
import sys
from collections import Counter
from datetime import timedelta
from functools import partial

from sqlalchemy import String, cast
from sqlmodel import col, func, select

from livesessions.jobs import worker
from livesessions.models import AuditEvent, BookingRequest, LiveSession, Payment
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, SYSTEM, Door, View, ask, perform
from tests.races.booker import INSTRUCTORS, LEARNERS
from tests.races.crowd import at_once, doubles, everybody, first_slot, hold, invite
from tests.races.deeds import open_up
from tests.races.truths import broken, lies

KILLED_AFTER = 25
DEEDS = 25


def book_and_be_killed(url: str) -> list[str]:
    """The references that were told as booked before the process died."""
    command = [sys.executable, "-m", "tests.races.booker", url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = [process.stdout.readline().strip() for _ in range(KILLED_AFTER)]
        process.kill()
        return [*told, *process.stdout.read().split()]


def whole(view: View) -> list[str]:
    """Bookings with their session, their payment and their line in the trail."""
    held = (
        select(BookingRequest.reference)
        .join(LiveSession)
        .join(Payment)
        .join(AuditEvent, col(AuditEvent.subject_id) == cast(col(BookingRequest.id), String))
        .where(AuditEvent.event == "booking.held")
        .where(LiveSession.status == "scheduled", BookingRequest.status == "held")
    )
    return list(view.db.exec(held))


def rows(view: View) -> list[int]:
    tables = (BookingRequest, LiveSession, Payment, AuditEvent)
    return [view.db.exec(select(func.count()).select_from(table)).one() for table in tables]


def test_a_killed_process_leaves_nothing_half_done(door: Door, database_url: str) -> None:
    perform(SYSTEM, invite, learners=LEARNERS, instructors=INSTRUCTORS, price=3000)
    told = book_and_be_killed(database_url)
    kept = ask(GUEST, whole)
    assert (set(told) <= set(kept), set(ask(GUEST, rows))) == (True, {len(kept)})
    assert (ask(GUEST, broken), ask(GUEST, doubles)) == ([], 0)
    assert book_on(door) == {"ok": INSTRUCTORS}


def book_on(door: Door) -> Counter[str]:
    """Everybody's calendar can be booked again at once."""
    later = first_slot(door.clock()) + timedelta(days=20)
    last = everybody(LEARNERS, INSTRUCTORS)[-INSTRUCTORS:]
    return at_once(partial(hold, learner, later, 1 + n) for n, learner in enumerate(last))


def rush_about(url: str) -> None:
    """Three processes do whatever comes to their minds; one is killed, then the others."""
    crowd = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.races.anybody", url, str(seed)], stdout=subprocess.PIPE, text=True
        )
        for seed in range(3)
    ]
    for process in crowd:
        assert process.stdout is not None
        for _ in range(DEEDS):
            process.stdout.readline()
        process.kill()
    for process in crowd:
        process.communicate()


def test_killed_in_the_middle_of_anything_all_is_as_it_must_be(
    door: Door, database_url: str, clock: SettableClock
) -> None:
    open_up()
    rush_about(database_url)
    assert ask(GUEST, lies) == []
    clock.advance(timedelta(days=3))
    worker.run_until_idle()
    assert (ask(GUEST, lies), ask(GUEST, undecided)) == ([], 0)


def undecided(view: View) -> int:
    """Bookings that still wait for something although its time is over."""
    waiting = select(func.count()).where(col(BookingRequest.status).in_(("held", "pending")))
    return view.db.exec(waiting).one()
