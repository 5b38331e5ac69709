"""A timetable: what can be saved, and which sessions a change would leave outside."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from livesessions.domain.availability import (
    Timetable,
    WeekDay,
    WrongHours,
    WrongRange,
    check,
    dates_between,
    hours_problems,
    in_zone,
    left_outside,
    moved_to_zone,
    problems,
    split_at_midnight,
)
from livesessions.domain.slots import CalendarRules, Hours, Override
from tests.teaching import MONDAY, NOON, at

RULES = CalendarRules("UTC")
NINE_TO_FIVE = WeekDay((Hours(540, 1020),))
OFF = WeekDay()


def weekly(*days: WeekDay) -> Timetable:
    return Timetable(RULES, (*days, *(OFF,) * (7 - len(days))))


def test_hours_that_end_before_they_start_are_refused() -> None:
    assert list(hours_problems([Hours(540, 1020), Hours(1020, 540)])) == [1]


def test_midnight_is_a_legal_end() -> None:
    assert hours_problems([Hours(1200, 1440)]) == {}


def test_overlapping_hours_are_refused_at_the_later_one() -> None:
    assert hours_problems([Hours(660, 720), Hours(540, 700)]) == {0: "Overlaps with 09:00–11:40."}


def test_hours_that_touch_are_fine() -> None:
    assert hours_problems([Hours(540, 600), Hours(600, 660)]) == {}


def test_problems_name_their_fields() -> None:
    bad_day, bad_date = WeekDay((Hours(600, 600),)), Override(MONDAY, (Hours(600, 500),))
    rules = replace(RULES, timezone="Mars/Olympus", max_per_day=0, buffer_minutes=-1, slot_interval=7)
    timetable = Timetable(rules, (OFF, bad_day, *(OFF,) * 5), (bad_date,))
    fields = ["zone", "day-1-0", "override-2026-08-17", "max_per_day", "buffer_minutes", "slot_interval"]
    assert list(problems(timetable)) == fields


def test_a_wrong_timetable_is_refused_with_every_problem() -> None:
    with pytest.raises(WrongHours) as refusal:
        check(weekly(WeekDay((Hours(600, 600),)), WeekDay((Hours(1, 0),))))
    assert list(refusal.value.problems) == ["day-0-0", "day-1-0"]


def test_a_day_that_is_off_has_no_windows() -> None:
    assert weekly(replace(NINE_TO_FIVE, is_on=False)).windows == ()


def test_sessions_that_a_change_leaves_outside_are_found() -> None:
    shorter = weekly(WeekDay((Hours(540, 660),)))
    spans = [(at(hour), at(hour + 1)) for hour in (9, 10, 11, 20)]
    assert left_outside(weekly(NINE_TO_FIVE), shorter, spans) == [spans[2]]


def test_a_day_off_leaves_its_sessions_outside() -> None:
    before = weekly(NINE_TO_FIVE)
    after = replace(before, overrides=(Override(MONDAY),))
    assert left_outside(before, after, [(at(9), at(10))]) == [(at(9), at(10))]


def test_another_zone_with_the_same_clock_moves_the_hours() -> None:
    before = weekly(NINE_TO_FIVE)
    after = replace(before, rules=replace(RULES, timezone="America/New_York"))
    assert left_outside(before, after, [(at(9), at(10)), (at(14), at(15))]) == [(at(9), at(10))]


def test_a_range_of_dates_has_both_ends() -> None:
    assert len(dates_between(MONDAY, MONDAY + timedelta(days=6), MONDAY)) == 7


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 8, 18), date(2026, 8, 17)),
        (date(2026, 8, 16), date(2026, 8, 17)),
        (date(2026, 8, 17), date(2027, 8, 17)),
        (date(9999, 12, 31), date(9999, 12, 31)),
    ],
)
def test_backward_past_endless_and_far_ranges_are_refused(first: date, last: date) -> None:
    with pytest.raises(WrongRange):
        dates_between(first, last, MONDAY)


def test_a_window_past_midnight_is_two() -> None:
    assert list(split_at_midnight(6, 1380, 1500)) == [(6, Hours(1380, 1440)), (0, Hours(0, 60))]


def test_hours_that_keep_their_clock_are_other_moments() -> None:
    moved = in_zone(weekly(NINE_TO_FIVE), "Europe/Berlin")
    assert (moved.week[0], moved.covers(at(7), at(8))) == (NINE_TO_FIVE, True)


def test_hours_that_keep_their_moments_are_on_another_clock() -> None:
    moved = moved_to_zone(weekly(NINE_TO_FIVE), "Europe/Berlin", NOON)
    assert (moved.week[0].hours, moved.covers(at(9), at(17))) == ((Hours(660, 1140),), True)


def test_hours_that_move_past_midnight_go_on_the_next_day() -> None:
    moved = moved_to_zone(weekly(NINE_TO_FIVE), "Pacific/Auckland", NOON)
    assert (moved.week[0].hours, moved.week[1].hours) == ((Hours(1260, 1440),), (Hours(0, 300),))


def test_hours_that_move_before_monday_go_on_sunday() -> None:
    moved = moved_to_zone(weekly(WeekDay((Hours(60, 120),))), "America/New_York", NOON)
    assert (moved.week[0].hours, moved.week[6].hours) == ((), (Hours(1260, 1320),))
