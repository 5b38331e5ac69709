"""Opening the next 60 days of an instructor, in a market of 10,000 instructors and a million bookings.

What is timed is all that the server does until the picker can be drawn: the offering, the calendar, the slots,
and the words on the month and the first day.
"""

import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from math import ceil
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine

from livesessions.domain.times import local_date
from livesessions.queries.availability import free_slots
from livesessions.queries.booking_modal import to_book
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.database import make_engine, migrate
from livesessions.runtime.work import GUEST, Door, ask, open_door
from livesessions.state.booking_modal.rows import Other, time_rows, weeks
from livesessions.state.bookings.reader import Reader
from tests.bench.multitude import Multitude, fill
from tests.bench.registry import Figure, benchmark
from tests.conftest import NOON
from tests.postgres import NoPostgres, serving
from tests.teaching import statements

LEARNER = Reader("Asia/Kathmandu")
INSTRUCTORS = 10_000
ROUNDS = 200


class Opened(NamedTuple):
    """What came of opening an offering."""

    slots: int
    rows: int


@benchmark
def opening(share: float) -> Iterable[Figure]:
    multitude = Multitude(ceil(INSTRUCTORS * share))
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{Path(folder) / 'multitude.db'}")
        migrate(engine)
        yield from _figures("sqlite", engine, multitude)
    try:
        with serving() as server:
            yield from _figures("postgresql", make_engine(server.copy()), multitude)
    except NoPostgres as why:
        sys.stdout.write(f"opening on postgresql left out: {why}\n")


def open_picker(offering_id: int) -> Opened:
    """The server's part of opening the booking modal."""
    offer = ask(GUEST, to_book, offering_id=offering_id)
    today = local_date(offer.now, LEARNER.zone)
    found = ask(
        GUEST,
        free_slots,
        offering_id=offering_id,
        first_day=today,
        last_day=today + timedelta(days=60),
        zone=LEARNER.zone,
    )
    days = found.by_day(LEARNER.zone)
    first = next(iter(days))
    shown = weeks(first.replace(day=1), days, first, LEARNER)
    other = Other(offer.now, offer.instructor_name, offer.instructor_zone, offer.is_group)
    rows = time_rows(days[first], other, LEARNER, "")
    return Opened(sum(map(len, days.values())), len(shown) + len(rows))


def _figures(name: str, engine: Engine, multitude: Multitude) -> Iterable[Figure]:
    busiest, quietest = 1, multitude.instructors
    began = time.perf_counter()
    fill(engine, NOON, multitude)
    yield Figure(f"opening {name} database filled", time.perf_counter() - began, "s")
    yield Figure(f"opening {name} bookings", multitude.bookings, "")
    open_door(Door(engine, SettableClock(NOON)))
    for who, offering in (("busiest", busiest), ("quietest", quietest)):
        yield Figure(f"opening {name} {who} slots", open_picker(offering).slots, "")
        yield Figure(
            f"opening {name} {who} statements", statements(engine, partial(open_picker, offering)), ""
        )
    waits = sorted(_seconds(1 + number * multitude.instructors // ROUNDS) for number in range(ROUNDS))
    yield Figure(f"opening {name} p50", waits[ROUNDS // 2] * 1000, "ms")
    yield Figure(f"opening {name} p99", waits[ROUNDS * 99 // 100] * 1000, "ms")
    yield Figure(f"opening {name} busiest", min(_seconds(busiest) for _ in range(10)) * 1000, "ms")
    engine.dispose()


def _seconds(offering_id: int) -> float:
    began = time.perf_counter()
    open_picker(offering_id)
    return time.perf_counter() - began
