# ruff: noqa: DTZ001 - wall times are naive
import re
from datetime import UTC, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livesessions.domain import recurrence, times
from livesessions.domain.recurrence import RuleRefused, clock_shifts, expand, weekly

BERLIN = "Europe/Berlin"
NEW_YORK = "America/New_York"


def berlin(*wall: int) -> datetime:
    return times.instant(datetime(*wall), BERLIN)


def walls(occurrences, zone=BERLIN):
    return [times.local(each.start, zone).strftime("%m-%d %H:%M") for each in occurrences]


def test_a_weekly_series_keeps_the_wall_clock_over_a_change():
    series = weekly(berlin(2026, 10, 19, 18, 0), BERLIN, 3)
    assert walls(series) == ["10-19 18:00", "10-26 18:00", "11-02 18:00"]
    assert [each.start.hour for each in series] == [16, 17, 17]


def test_a_series_may_pause_between_weeks():
    assert walls(weekly(berlin(2026, 5, 4, 9, 0), BERLIN, 3, every=2)) == [
        "05-04 09:00",
        "05-18 09:00",
        "06-01 09:00",
    ]


def test_an_occurrence_in_the_skipped_hour_is_later_and_says_so():
    series = weekly(berlin(2026, 3, 22, 2, 30), BERLIN, 3)
    assert walls(series) == ["03-22 02:30", "03-29 03:30", "04-05 02:30"]
    assert [each.moved for each in series] == [False, True, False]


def test_a_series_begun_in_the_second_pass_of_an_hour_begins_there():
    second_pass = times.instant(datetime(2026, 10, 25, 2, 30), BERLIN, fold=1)
    assert weekly(second_pass, BERLIN, 2)[0].start == second_pass


def test_the_learner_is_told_where_the_series_moves_on_their_clock():
    series = weekly(berlin(2026, 10, 19, 18, 0), BERLIN, 4)
    shifts = clock_shifts([each.start for each in series], NEW_YORK)
    assert [(shift.before, shift.after) for shift in shifts] == [(time(12), time(13)), (time(13), time(12))]
    assert [shift.start for shift in shifts] == [series[1].start, series[2].start]


def test_a_learner_whose_clock_changes_with_the_instructors_is_told_nothing():
    series = weekly(berlin(2026, 10, 19, 18, 0), BERLIN, 4)
    assert clock_shifts([each.start for each in series], "Europe/Paris") == []


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3", ["05-04 09:00", "05-06 09:00", "05-11 09:00"]),
        ("RRULE:FREQ=DAILY;INTERVAL=10;UNTIL=20260530", ["05-04 09:00", "05-14 09:00", "05-24 09:00"]),
        ("freq=monthly;byday=-1fr;count=2", ["05-29 09:00", "06-26 09:00"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=2", ["05-31 09:00", "07-31 09:00"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1;COUNT=2", ["06-01 09:00", "07-01 09:00"]),
        ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1;COUNT=1", ["06-01 09:00"]),
    ],
)
def test_a_rule_makes_its_dates(rule, expected):
    assert walls(expand(rule, berlin(2026, 5, 4, 9, 0), BERLIN)) == expected


@pytest.mark.parametrize(
    ("until", "count"),
    [
        ("20260505", 2),
        ("20260505T090000", 2),
        ("20260505T085959", 1),
        ("20260505T070000Z", 2),
        ("20260505T065959Z", 1),
    ],
)
def test_until_includes_its_own_instant_and_a_date_all_of_its_day(until, count):
    assert len(expand(f"FREQ=DAILY;UNTIL={until}", berlin(2026, 5, 4, 9, 0), BERLIN)) == count


def test_a_rule_without_an_end_goes_two_years_ahead():
    endless = expand("FREQ=WEEKLY", berlin(2026, 5, 4, 9, 0), BERLIN)
    assert walls(endless[-1:]) == ["05-01 09:00"]
    assert len(endless) == 105


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "every monday",
        "FREQ=HOURLY",
        "FREQ=WEEKLY;FREQ=DAILY",
        "BYDAY=MO",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYHOUR=3",
        "FREQ=WEEKLY;UNTIL=20261399",
        "FREQ=WEEKLY;UNTIL=00010101T000000",
        "FREQ=DAILY",
        "FREQ=DAILY;COUNT=201",
        "FREQ=YEARLY;COUNT=9",
        "FREQ=WEEKLY;UNTIL=20300101",
        "FREQ=WEEKLY;UNTIL=20200101",
    ],
)
def test_a_rule_that_cannot_be_kept_is_refused(rule):
    with pytest.raises(RuleRefused):
        expand(rule, berlin(2026, 5, 4, 9, 0), BERLIN)


def test_a_series_at_the_end_of_time_is_refused():
    with pytest.raises(RuleRefused, match="too far ahead"):
        recurrence.weekly(datetime(9999, 6, 1, tzinfo=UTC), BERLIN, 3)


@pytest.mark.parametrize("frequency", ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
def test_a_rule_no_date_fits_is_refused_without_searching_for_millennia(frequency):
    with pytest.raises(RuleRefused, match="No date"):
        expand(f"FREQ={frequency};BYMONTH=2;BYMONTHDAY=30", berlin(2026, 5, 4, 9, 0), BERLIN)


PART = st.sampled_from(list(recurrence._PARTS)).flatmap(
    lambda name: st.from_regex(re.compile(recurrence._PARTS[name], re.ASCII), fullmatch=True).map(
        lambda value: f"{name}={value}"
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PART, max_size=4), st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
def test_whatever_is_asked_the_answer_is_dates_or_a_refusal(parts, frequency):
    try:
        found = expand(";".join([f"FREQ={frequency}", *parts]), datetime(2026, 5, 4, 7, tzinfo=UTC), BERLIN)
    except RuleRefused:
        return
    assert 0 < len(found) <= recurrence.MOST
