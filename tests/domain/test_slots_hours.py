"""When an instructor is open: windows, overrides and the days on which clocks change."""

from datetime import date, timedelta

import pytest

from livesessions.domain.slots import Calendar, CalendarRules, Override, Wanted, Window, free_runs
from tests.domain.slot_days import BERLIN, HOUR, LOS_ANGELES, MONDAY, at, calendar, daily, hours, starts


def hourly(first: int, last: int) -> list[str]:
    return [f"{hour:02}:00" for hour in range(first, last + 1)]


# Each of the next is a case that other booking systems get wrong.
@pytest.mark.parametrize("day", [date(2026, 3, 7), date(2026, 3, 8), date(2026, 3, 9), date(2026, 11, 1)])
def test_a_los_angeles_host_keeps_8_to_20_on_the_days_clocks_change(day):
    assert starts(calendar("08:00-20:00", zone=LOS_ANGELES), day=day) == hourly(8, 19)


def test_a_window_across_the_autumn_change_is_an_hour_longer():
    assert starts(calendar("01:00-04:00"), day=date(2026, 10, 25)) == ["01:00", "02:00", "02:00", "03:00"]


def test_a_window_across_the_spring_change_is_an_hour_shorter():
    assert starts(calendar("01:00-04:00"), day=date(2026, 3, 29)) == ["01:00", "03:00"]


def test_a_window_inside_the_skipped_hour_has_no_slots():
    assert starts(calendar("02:00-03:00"), day=date(2026, 3, 29)) == []


def test_a_window_inside_the_repeated_hour_is_open_for_both_passes():
    assert starts(calendar("02:00-03:00"), day=date(2026, 10, 25)) == ["02:00", "02:00"]


def test_a_half_hour_zone_keeps_all_its_slots_for_a_learner_in_utc():
    of, first = calendar("09:00-17:00", zone="Asia/Kolkata"), at("00:00", zone="UTC")
    (run,) = free_runs(of, HOUR, first - timedelta(days=1), first, first + timedelta(days=1))
    assert [f"{slot.start:%H:%M}" for slot in run.slots()] == [f"{hour:02}:30" for hour in range(3, 11)]


def test_a_change_by_half_an_hour_moves_the_round_minutes_with_the_clock():
    of = calendar("01:50-05:00", zone="Australia/Lord_Howe")
    assert starts(of, day=date(2026, 10, 4)) == ["03:00", "04:00"]
    assert starts(of, day=date(2026, 10, 11)) == ["02:00", "03:00", "04:00"]


def test_a_date_the_zone_skipped_has_no_slots():
    of = calendar("09:00-11:00", zone="Pacific/Apia")
    assert starts(of, day=date(2011, 12, 30)) == []
    assert starts(of, day=date(2011, 12, 29), days=3) == ["09:00", "10:00", "09:00", "10:00"]


def test_several_windows_a_day_have_slots_each():
    assert starts(calendar("09:00-11:00", "14:00-15:30")) == ["09:00", "10:00", "14:00"]


def test_touching_windows_merge():
    assert starts(calendar("10:30-12:00", "09:00-10:30")) == ["09:00", "10:00", "11:00"]


@pytest.mark.parametrize("span", ["21:00-24:00", "21:00-00:00"])
def test_a_day_may_end_at_24_00(span):
    assert starts(calendar(span)) == ["21:00", "22:00", "23:00"]


def test_a_session_may_run_past_midnight_where_windows_touch_there():
    assert starts(calendar("22:00-24:00", "00:00-01:00"), Wanted(1, 90)) == ["22:00", "23:30"]


@pytest.mark.parametrize("span", ["22:00-02:00", "22:00-26:00"])
def test_a_window_past_midnight_goes_on_into_the_next_date(span):
    night = Calendar(CalendarRules(BERLIN), (Window(0, *hours(span), BERLIN),))
    assert starts(night, days=2) == ["22:00", "23:00", "00:00", "01:00"]


def test_an_empty_window_is_closed():
    assert starts(calendar("09:00-09:00")) == []


def test_a_window_may_be_on_the_clock_of_another_zone():
    of = Calendar(CalendarRules(BERLIN), daily("09:00-10:00") + daily("09:00-11:00", zone="America/New_York"))
    assert starts(of) == ["09:00", "15:00", "16:00"]


def test_an_override_replaces_every_window_of_its_date():
    of = calendar("09:00-11:00", "14:00-16:00", overrides=(Override(MONDAY, (hours("12:00-13:00"),)),))
    assert starts(of, days=2) == ["12:00", "09:00", "10:00", "14:00", "15:00"]


def test_a_day_off_also_ends_the_night_before_and_takes_its_own_night_along():
    night = calendar("22:00-02:00", overrides=(Override(MONDAY),))
    assert starts(night, day=MONDAY - timedelta(days=1), days=3) == [
        "00:00",
        "01:00",
        "22:00",
        "23:00",
        "22:00",
        "23:00",
    ]


def test_hours_of_an_override_may_run_past_midnight():
    of = calendar("09:00-10:00", overrides=(Override(MONDAY, (hours("22:00-01:00"),)),))
    assert starts(of, days=2) == ["22:00", "23:00", "00:00", "09:00"]


def test_an_override_closes_hours_of_other_zones_on_the_instructors_date():
    of = Calendar(CalendarRules(BERLIN), daily("17:00-20:00", zone="America/New_York"), (Override(MONDAY),))
    assert starts(of, days=2) == ["00:00", "01:00", "23:00"]
