"""The slot engine for one instructor over 30, 60 and 90 days, beside the oracle of its tests in the same run."""

import math
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

from livesessions.domain import times
from livesessions.domain.slots import (
    Busy,
    Calendar,
    CalendarRules,
    Claim,
    Hours,
    Override,
    Wanted,
    Window,
    free_runs,
    nearest,
    why_not,
)
from tests.bench.registry import Figure, benchmark, in_turns
from tests.domain import slot_oracle

# Clocks in New York change on 8 March, within each range.
NOW = datetime(2026, 2, 20, 15, 7, 30, tzinfo=UTC)
ZONE = "America/New_York"
HOUR = Wanted(offering_id=1, duration_minutes=60)
WEEK = (
    *(Window(day, *span, ZONE) for day in range(5) for span in ((540, 720), (780, 1080))),
    Window(5, 600, 840, ZONE),
)


@benchmark
def slots(share: float) -> Iterator[Figure]:
    questions = {
        f"slots.{days}_days.{name}": (calendar, HOUR, NOW, NOW, NOW + timedelta(days=days))
        for days in (30, 60, 90)
        for name, calendar in (("plain", plain(days)), ("all_rules", all_rules(days)))
    }
    figures = in_turns(*(partial(free_runs, *question) for question in questions.values()))
    yield from (Figure(name, taken, "µs") for name, taken in zip(questions, figures, strict=True))
    yield from beside_the_oracle(rounds=math.ceil(20 * share))
    month = all_rules(30)
    noon = NOW.replace(hour=17, minute=0, second=0) + timedelta(days=9)
    reason, near = in_turns(
        partial(why_not, month, HOUR, NOW, noon), partial(nearest, month, HOUR, NOW, noon)
    )
    yield Figure("slots.why_not", reason, "µs")
    yield Figure("slots.nearest", near, "µs")


def beside_the_oracle(rounds: int) -> Iterator[Figure]:
    question = (all_rules(30), HOUR, NOW, NOW, NOW + timedelta(days=30))
    engine, expanded, oracle = in_turns(
        lambda: free_runs(*question),
        lambda: [slot for run in free_runs(*question) for slot in run.slots()],
        lambda: minute_by_minute(*question),
        rounds=rounds,
    )
    count = len(minute_by_minute(*question))
    yield Figure("slots.30_days.oracle", oracle, "µs")
    yield Figure("slots.oracle_per_engine", oracle / engine, "times")
    yield Figure("slots.found_per_second", count / engine * 1e6, "slots/s")
    yield Figure("slots.as_datetimes_per_second", count / expanded * 1e6, "slots/s")


def minute_by_minute(calendar: Calendar, wanted: Wanted, *moments: datetime) -> slot_oracle.Found:
    """The oracle without the zone's clocks that it keeps between examples."""
    slot_oracle.forget_clocks()
    return slot_oracle.free_starts(calendar, wanted, *moments)


def plain(days: int) -> Calendar:
    return Calendar(CalendarRules(ZONE, booking_window_days=days), WEEK)


def all_rules(days: int) -> Calendar:
    """A busy instructor: a session or two a day, some with longer buffers, and private appointments."""
    dice = random.Random(days)
    dates = range(times.minute(NOW) // times.DAY, times.minute(NOW) // times.DAY + days)
    hours = [(day * 24 + hour) for day in dates for hour in dice.sample(range(14, 22), k=1 + (day % 5 == 0))]
    claims = [
        Claim(
            hour * 60,
            hour * 60 + 60,
            dice.choice((0, 10, 30)),
            dice.randint(1, 4),
            number,
            dice.choice((0, 0, 3)),
            5,
        )
        for number, hour in enumerate(hours)
    ]
    begins = [day * times.DAY + dice.randint(14 * 60, 21 * 60) for day in dates[::3]]
    busy = [Busy(begin, begin + dice.randint(20, 120)) for begin in begins]
    rules = CalendarRules(
        ZONE, 15, min_lead_minutes=720, max_per_day=2, booking_window_days=days, slot_interval=30
    )
    return Calendar(rules, WEEK, _holidays(), tuple(busy), tuple(claims))


def _holidays() -> tuple[Override, ...]:
    hours: dict[int, tuple[Hours, ...]] = {5: (), 9: (Hours(600, 900),), 16: (), 23: (Hours(1320, 120),)}
    return tuple(Override((NOW + timedelta(days=day)).date(), spans) for day, spans in hours.items())
