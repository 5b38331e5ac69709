"""Generated calendars, crowded around the days on which clocks change."""

import os
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from hypothesis import strategies as st

from livesessions.domain import times
from livesessions.domain.slots import Busy, Calendar, CalendarRules, Claim, Hours, Override, Wanted, Window

# HYPOTHESIS_PROFILE=thorough looks for a quarter of an hour instead of some seconds.
EXAMPLES = {"thorough": 200_000}.get(os.environ.get("HYPOTHESIS_PROFILE", ""), 2_000)

ZONES = (
    "UTC",
    "America/Los_Angeles",
    "America/New_York",
    "America/St_Johns",
    "America/Sao_Paulo",
    "America/Havana",
    "America/Nuuk",
    "Europe/London",
    "Europe/Berlin",
    "Africa/Casablanca",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Pacific/Apia",
    "Antarctica/Troll",
)
# Apia skipped 30 December 2011 and still changed its clocks that year.
YEARS = {"Pacific/Apia": 2011}


class Question(NamedTuple):
    calendar: Calendar
    wanted: Wanted
    now: datetime
    first: datetime
    last: datetime


class Place(NamedTuple):
    """A zone, and an instant around which to look."""

    zone: str
    middle: datetime

    @property
    def date(self) -> date:
        return times.local_date(self.middle, self.zone)


def places(zone: str) -> list[Place]:
    """Every change of the zone's clock in a year, and a day on which nothing happens."""
    year = YEARS.get(zone, 2026)
    changes = times.clock_changes(
        zone, datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    )
    return [
        Place(zone, at) for at in (*(change.at for change in changes), datetime(year, 6, 17, 12, tzinfo=UTC))
    ]


def question(place, rules, windows, overrides, taken, wanted, span) -> Question:
    """Puts what was drawn, all relative, in its place."""
    middle = times.minute(place.middle)
    busy, claims = taken
    until_first, since_now, length = span
    first = place.middle + timedelta(minutes=until_first)
    calendar = Calendar(
        rules=CalendarRules(place.zone, *rules),
        windows=tuple(Window(day, *hours, away or place.zone) for day, hours, away in windows),
        overrides=tuple(
            Override(place.date + timedelta(days=days), tuple(hours)) for days, hours in overrides
        ),
        busy=tuple(
            Busy(middle + start * 15 + shift, middle + start * 15 + shift + length)
            for start, shift, length in busy
        ),
        claims=tuple(
            _claim(middle + start * 15, number, rest, wanted) for number, (start, *rest) in enumerate(claims)
        ),
    )
    return Question(calendar, wanted, first - since_now, first, first + timedelta(minutes=length))


def _claim(start: int, number: int, drawn, wanted: Wanted) -> Claim:
    """As long and as large as what is wanted, where nothing else was drawn."""
    length, buffer, offering, seats, capacity = drawn
    end = start + (length or wanted.duration_minutes)
    return Claim(start, end, buffer, offering, number, seats, capacity or wanted.seats)


# Clocks change in the small hours, and mistakes lie at the edges of the day.
begins = st.sampled_from([0, 0, 1, 30, 60, 90, 120, 125, 150, 180, 240, 475, 600, 1020, 1260, 1380, 1439])
ends = st.sampled_from([0, 1, 90, 120, 125, 150, 180, 240, 420, 541, 600, 1020, 1260, 1380, 1439, 1440, 1440])
hours = st.builds(Hours, begins, ends)
lengths = st.sampled_from([30, 45, 50, 60, 60, 90, 100, 120, 47])
away = st.sampled_from([None] * 9 + ["Asia/Kathmandu"])

some_windows = st.lists(st.tuples(st.integers(0, 6), hours, away), max_size=9)
daily_windows = hours.map(lambda same: [(day, same, None) for day in range(7)])
always = st.just([(day, Hours(0, 1440), None) for day in range(7)])

questions = st.builds(
    question,
    place=st.sampled_from([place for zone in ZONES for place in places(zone)]),
    rules=st.tuples(
        st.sampled_from([0, 0, 10, 15, 25]),
        st.sampled_from([0, 0, 0, 0, 45, 720]),
        st.sampled_from([None] * 5 + [0, 1, 1, 2]),
        st.sampled_from([60] * 6 + [1]),
        st.sampled_from([None, None, 15, 20, 30, 45, 50, 60, 90]),
    ),
    windows=some_windows | daily_windows | daily_windows | always,
    overrides=st.just([]) | st.lists(st.tuples(st.integers(-1, 1), st.lists(hours, max_size=2)), max_size=2),
    taken=st.tuples(
        st.lists(st.tuples(st.integers(-150, 150), st.sampled_from([0, 0, 7]), lengths), max_size=4),
        st.lists(
            st.tuples(
                st.integers(-150, 150),
                st.none() | lengths,
                st.sampled_from([0, 5, 15, 40]),
                st.integers(1, 3),
                st.integers(0, 2),
                st.sampled_from([None, None, None, 1, 6]),
            ),
            max_size=4,
            unique_by=lambda claim: claim[0],
        ),
    ),
    wanted=st.builds(
        Wanted,
        offering_id=st.just(1),
        duration_minutes=lengths,
        seats=st.sampled_from([1, 5]),
        opens_sessions=st.sampled_from([True] * 14 + [False]),
        moving_id=st.sampled_from([None, None, 0, 1]),
        lead_minutes=st.sampled_from([0, 0, 0, 41]),
    ),
    span=st.tuples(
        st.integers(-1800, 300),
        st.sampled_from(
            [timedelta(days=1), timedelta(hours=9), timedelta(minutes=3), timedelta(hours=-7, seconds=20)]
        ),
        st.sampled_from([45, 300, 1440, 2000]),
    ),
)
