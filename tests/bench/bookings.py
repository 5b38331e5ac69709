"""Contested bookings through the whole service: several processes want the same slots of the same hot instructors.

They go through the hours together, and through the instructors of each hour in an order of their own: of those
who want a slot some come at the same instant and some a little later, as they do when places are released.
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import timedelta
from math import ceil
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import NamedTuple

from livesessions.runtime.clock import SettableClock
from livesessions.runtime.database import make_engine, migrate
from livesessions.runtime.work import GUEST, SYSTEM, Door, ask, open_door, perform
from tests.bench.registry import Figure, benchmark
from tests.conftest import NOON
from tests.postgres import NoPostgres, serving
from tests.races.crowd import doubles, everybody, first_slot, hold, invite, outcome, taken

PROCESSES = 3  # each slot is wanted three times: once it is booked, twice refused
HOURS = 19
INSTRUCTORS = 50


class Run(NamedTuple):
    """What one process measured; times are seconds of a clock that all processes share."""

    began: float
    ended: float
    waits: list[float]
    processor: float


@benchmark
def bookings(share: float) -> Iterable[Figure]:
    hours = 1 + ceil(HOURS * share)  # after the first, in which everything gets warm
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        engine = make_engine(url)
        migrate(engine)
        engine.dispose()
        yield from _contest("sqlite", url, hours)
    try:
        with serving() as server:
            yield from _contest("postgresql", server.copy(), hours)
    except NoPostgres as why:
        sys.stdout.write(f"bookings on postgresql left out: {why}\n")


def _contest(name: str, url: str, hours: int) -> Iterable[Figure]:
    door = open_door(Door(make_engine(url), SettableClock(NOON)))
    perform(SYSTEM, invite, learners=PROCESSES * hours * INSTRUCTORS, instructors=INSTRUCTORS)
    runs = _race(url, hours)
    seconds = max(run.ended for run in runs) - min(run.began for run in runs)
    waits = sorted(wait for run in runs for wait in run.waits)
    booked = ask(GUEST, taken) - INSTRUCTORS
    yield Figure(f"bookings {name} decided", len(waits) / seconds, "/s")
    yield Figure(f"bookings {name} booked", booked / seconds, "/s")
    yield Figure(f"bookings {name} p50", waits[len(waits) // 2] * 1000, "ms")
    yield Figure(f"bookings {name} p99", waits[len(waits) * 99 // 100] * 1000, "ms")
    # Holds whoever else uses the machine: what one processor could decide in a second, the server's part aside.
    processor = sum(run.processor for run in runs)
    yield Figure(f"bookings {name} decided by one processor", len(waits) / processor, "/s")
    yield Figure(f"bookings {name} doubles", ask(GUEST, doubles), "")
    door.engine.dispose()


def _race(url: str, hours: int) -> list[Run]:
    context = get_context("spawn")
    gate = context.Barrier(PROCESSES)
    with context.Manager() as manager:
        runs = manager.list()
        racers = [context.Process(target=_run, args=(url, gate, runs, n, hours)) for n in range(PROCESSES)]
        for racer in racers:
            racer.start()
        for racer in racers:
            racer.join()
        return list(runs)


def _run(url: str, gate: Barrier, runs: list[Run], number: int, hours: int) -> None:
    open_door(Door(make_engine(url), SettableClock(NOON)))
    mine = everybody(PROCESSES * hours * INSTRUCTORS, INSTRUCTORS)[number::PROCESSES]
    order = _order(number, hours)
    for index in order[:INSTRUCTORS]:
        _try(mine[index], index)
    gate.wait()
    began, used, waits = time.monotonic(), time.process_time(), []
    for index in order[INSTRUCTORS:]:
        asked = time.monotonic()
        _try(mine[index], index)
        waits.append(time.monotonic() - asked)
    runs.append(Run(began, time.monotonic(), waits, time.process_time() - used))


def _order(number: int, hours: int) -> list[int]:
    """The slots, hour by hour, shuffled within each."""
    dice = random.Random(number)
    slots = [range(hour * INSTRUCTORS, (hour + 1) * INSTRUCTORS) for hour in range(hours)]
    return [slot for hour in slots for slot in dice.sample(hour, k=INSTRUCTORS)]


def _try(learner: object, index: int) -> None:
    start = first_slot(NOON) + timedelta(hours=index // INSTRUCTORS)
    outcome(lambda: hold(learner, start, 1 + index % INSTRUCTORS))
