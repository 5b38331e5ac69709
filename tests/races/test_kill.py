"""A process killed in the middle of bookings leaves each of them whole, or no trace of it."""

import subprocess
import sys
from collections import Counter
from datetime import timedelta
from functools import partial

from sqlalchemy import String, cast
from sqlmodel import col, func, select

from livesessions.domain.audit import first_broken
from livesessions.models import AuditEvent, BookingRequest, LiveSession, Payment
from livesessions.runtime.work import GUEST, SYSTEM, Door, View, ask, perform
from tests.races.booker import INSTRUCTORS, LEARNERS
from tests.races.crowd import at_once, doubles, everybody, first_slot, hold, invite

KILLED_AFTER = 25


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


def broken(view: View) -> list[int]:
    events = view.db.exec(select(AuditEvent).order_by(col(AuditEvent.chain), col(AuditEvent.number))).all()
    chains = {event.chain: [e for e in events if e.chain == event.chain] for event in events}
    return [
        number
        for number, chain in chains.items()
        if first_broken((e.previous_hash, e.hash, e.facts()) for e in chain) is not None
    ]


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
