"""What is left of the open hours: taken times, buffers, steps, limits and seats."""

from datetime import date, datetime, timedelta

import pytest

from livesessions.domain import times
from livesessions.domain.slots import (
    Busy,
    Calendar,
    CalendarRules,
    Slot,
    Wanted,
    data_range,
    free_runs,
)
from livesessions.domain.slots.intervals import merged, minus
from tests.domain.slot_days import BERLIN, HOUR, LOS_ANGELES, at, calendar, claim, daily, starts

GROUP = Wanted(offering_id=5, duration_minutes=60, seats=8)


def test_busy_times_take_their_minutes_and_no_buffer():
    of = calendar("09:00-13:00", busy=(Busy.between(at("10:00"), at("11:00")),), buffer_minutes=15)
    assert starts(of) == ["09:00", "11:00", "12:00"]


def test_busy_times_that_are_not_whole_minutes_round_outward():
    second = timedelta(seconds=1)
    of = calendar("09:00-12:00", busy=(Busy.between(at("10:00") - second, at("10:30") + second),))
    assert starts(of, Wanted(1, 59)) == ["09:00", "10:31"]


@pytest.mark.parametrize(("own", "theirs"), [(15, 0), (0, 15), (15, 10), (10, 15)])
def test_between_two_sessions_lies_the_larger_buffer_and_not_the_sum(own, theirs):
    of = calendar(
        "09:00-12:00", buffer_minutes=own, claims=(claim("10:15", "10:45", theirs),), slot_interval=15
    )
    assert starts(of) == ["09:00", "11:00"]


def test_a_buffer_may_lie_outside_the_hours():
    of = calendar("09:00-11:00", buffer_minutes=30, claims=(claim("08:00", "08:30"), claim("11:30", "12:30")))
    assert starts(of) == ["09:00", "10:00"]


@pytest.mark.parametrize(
    ("duration", "interval", "expected"),
    [
        (60, None, ["10:00", "11:00"]),
        (90, None, ["09:30"]),
        (45, None, ["09:15", "10:00", "10:45"]),
        (60, 20, ["09:20", "09:40", "10:00", "10:20", "10:40", "11:00"]),
        (50, None, ["09:10", "10:00", "10:50"]),
        (120, 47, ["09:05", "09:52"]),
    ],
)
def test_the_first_start_is_round_and_the_others_follow_in_steps(duration, interval, expected):
    assert starts(calendar("09:05-12:00", slot_interval=interval), Wanted(1, duration)) == expected


def test_every_gap_has_its_own_first_start():
    of = calendar("09:00-13:00", claims=(claim("09:40", "10:10"),), slot_interval=30)
    assert starts(of) == ["10:30", "11:00", "11:30", "12:00"]


def edges(of: Calendar, now: datetime) -> tuple[datetime, datetime]:
    """The first and the last start that can be booked at all."""
    runs = free_runs(of, HOUR, now, now - timedelta(days=1), now + timedelta(days=99))
    return times.moment(runs[0].start), times.moment(runs[-1].minutes[-1])


def test_lead_time_and_booking_window_include_their_own_instants():
    now = at("09:00")
    of = calendar("00:00-24:00", min_lead_minutes=120, booking_window_days=1)
    assert edges(of, now) == (now + timedelta(hours=2), now + timedelta(days=1))


def test_a_second_later_the_slot_at_the_lead_time_is_gone_and_none_is_new():
    now = at("09:00") + timedelta(seconds=1)
    of = calendar("00:00-24:00", min_lead_minutes=120, booking_window_days=1)
    assert edges(of, now) == (at("12:00"), at("09:00") + timedelta(days=1))


def test_the_passing_of_time_takes_slots_away_and_never_moves_them():
    of = calendar("09:00-18:00", min_lead_minutes=0)
    wanted = Wanted(offering_id=1, duration_minutes=90)
    runs = free_runs(of, wanted, at("11:05"), at("00:00"), at("23:00"))
    assert [slot.start for run in runs for slot in run.slots()] == [
        at("12:00"),
        at("13:30"),
        at("15:00"),
        at("16:30"),
    ]


def test_a_full_date_offers_nothing_and_its_neighbours_all():
    of = calendar("09:00-11:00", claims=(claim("15:00", "16:00"),), max_per_day=1)
    assert starts(of) == []
    assert starts(of, day=date(2026, 5, 3)) == starts(of, day=date(2026, 5, 5)) == ["09:00", "10:00"]


def test_dates_are_full_on_the_instructors_clock():
    late = claim("23:30", "23:45", day=date(2026, 5, 3))
    of = calendar("09:00-11:00", claims=(late,), max_per_day=1)
    in_los_angeles = calendar("09:00-11:00", zone=LOS_ANGELES, claims=(late,), max_per_day=1)
    assert (starts(of), starts(of, day=date(2026, 5, 3))) == (["09:00", "10:00"], [])
    assert (starts(in_los_angeles), starts(in_los_angeles, day=date(2026, 5, 3))) == (["09:00", "10:00"], [])


def test_a_session_may_end_on_a_full_date():
    of = calendar("00:00-24:00", claims=(claim("15:00", "16:00"),), max_per_day=1, slot_interval=30)
    assert starts(of, day=date(2026, 5, 3))[-1] == "23:30"


def test_a_session_being_moved_is_neither_in_the_way_nor_counted():
    of = calendar("09:00-11:00", claims=(claim("09:30", "10:30"),), max_per_day=1, buffer_minutes=30)
    moving = Wanted(offering_id=2, duration_minutes=60, moving_id=7)
    assert (starts(of, moving), starts(of)) == (["09:00", "10:00"], [])


def slots_of(of: Calendar, wanted: Wanted) -> list[Slot]:
    runs = free_runs(of, wanted, at("00:00"), at("00:00"), at("23:00"))
    return [slot for run in runs for slot in run.slots()]


def test_a_session_with_seats_is_a_slot_of_its_own_offering_and_blocks_others():
    of = calendar("09:00-11:00", claims=(claim("10:00", "11:00", offering=5, seats=3),))
    assert slots_of(of, GROUP) == [
        Slot(at("09:00"), at("10:00"), 8, None),
        Slot(at("10:00"), at("11:00"), 3, 7),
    ]
    assert slots_of(of, HOUR) == [Slot(at("09:00"), at("10:00"), 1, None)]


@pytest.mark.parametrize(("end", "capacity"), [("10:30", 5), ("11:00", 1)])
def test_a_session_of_another_length_or_kind_is_no_slot(end, capacity):
    other = claim("10:00", end, offering=5, seats=1, capacity=capacity)
    assert slots_of(calendar("09:00-11:00", claims=(other,)), GROUP) == [
        Slot(at("09:00"), at("10:00"), 8, None)
    ]


def test_a_session_without_seats_is_no_slot():
    of = calendar("09:00-11:00", claims=(claim("10:00", "11:00", offering=5),))
    assert slots_of(of, GROUP) == [Slot(at("09:00"), at("10:00"), 8, None)]


def test_seats_can_be_taken_outside_the_hours_and_on_a_full_date():
    of = calendar("09:00-11:00", claims=(claim("20:00", "21:00", offering=5, seats=1),), max_per_day=1)
    assert slots_of(of, GROUP) == [Slot(at("20:00"), at("21:00"), 1, 7)]


def test_seats_obey_the_lead_time():
    of = calendar("09:00-11:00", claims=(claim("10:00", "11:00", offering=5, seats=3),), min_lead_minutes=601)
    assert slots_of(of, GROUP) == []


def test_an_offering_on_fixed_dates_has_its_published_sessions_only():
    of = calendar("09:00-11:00", claims=(claim("10:00", "11:00", offering=5, seats=3),))
    fixed = Wanted(offering_id=5, duration_minutes=60, seats=8, opens_sessions=False)
    assert slots_of(of, fixed) == [Slot(at("10:00"), at("11:00"), 3, 7)]


@pytest.mark.parametrize("duration", [50, 60, 47])
def test_round_the_clock_the_steps_begin_anew_each_midnight(duration):
    of, wanted = calendar("00:00-24:00"), Wanted(offering_id=1, duration_minutes=duration)
    assert starts(of, wanted, days=2)[: len(starts(of, wanted))] == starts(of, wanted)
    assert starts(of, wanted)[0] == "00:00"


def test_round_the_clock_a_session_may_last_past_midnight():
    assert starts(calendar("00:00-24:00"), Wanted(offering_id=1, duration_minutes=50))[-1] == "23:20"


def test_nothing_is_free_in_an_empty_range_or_without_hours():
    assert free_runs(calendar("09:00-17:00"), HOUR, at("08:00"), at("12:00"), at("12:00")) == []
    assert starts(Calendar(CalendarRules(BERLIN))) == []


def test_a_huge_calendar_is_the_same_as_its_sum():
    noise = tuple(
        Busy(times.minute(at("10:00")) + shift % 30, times.minute(at("10:30"))) for shift in range(20_000)
    )
    huge = Calendar(CalendarRules(BERLIN), daily(*["09:00-12:00"] * 500), (), noise)
    assert starts(huge) == starts(calendar("09:00-12:00", busy=(Busy(*noise[0]),)))


def test_what_lies_outside_the_range_of_data_changes_nothing():
    first, last = data_range(at("00:00"), at("23:00"))
    outside = (Busy.between(first - timedelta(days=9), first), Busy.between(last, last + timedelta(days=9)))
    assert starts(calendar("00:00-24:00", busy=outside)) == starts(calendar("00:00-24:00"))


def test_a_run_crosses_the_wire_as_its_numbers():
    runs = free_runs(calendar("09:00-12:00"), HOUR, at("00:00"), at("00:00"), at("23:00"))
    assert [tuple(run) for run in runs] == [(times.minute(at("09:00")), 3, 60, 60, 1, None)]


def test_intervals_merge_and_are_taken_away():
    assert merged([(5, 7), (1, 3), (3, 4), (9, 9), (6, 8), (20, 11)]) == [(1, 4), (5, 8)]
    assert minus([(0, 10), (10, 20), (30, 40)], [(-5, 1), (3, 4), (8, 12), (35, 99)]) == [
        (1, 3),
        (4, 8),
        (12, 20),
        (30, 35),
    ]
