# ruff: noqa: DTZ001, DTZ901 - wall times are naive
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livesessions.domain import times
from livesessions.domain.times import Offset, OutOfTime, UnknownZone

LOS_ANGELES = "America/Los_Angeles"
BERLIN = "Europe/Berlin"
LORD_HOWE = "Australia/Lord_Howe"

instants = st.datetimes(datetime(1980, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
zones = st.sampled_from(times.zone_names())


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def test_minutes_round_down_and_up():
    instant = utc(1970, 1, 2, 0, 0, 30)
    assert (times.minute(instant), times.minute_up(instant)) == (1440, 1441)
    assert times.minute_up(times.moment(1440)) == 1440


def test_minutes_of_any_aware_instant_are_those_of_utc():
    assert times.minute(times.local(utc(1970, 1, 2), "Asia/Kolkata")) == 1440


def test_a_zone_can_be_chosen_by_city_and_an_old_name_still_works():
    assert "Asia/Kathmandu" in times.zone_names()
    assert "EST5EDT" not in times.zone_names()
    assert times.is_zone("EST5EDT")


@pytest.mark.parametrize(
    "name", ["", "Mars/Olympus", "../../etc/passwd", "/etc/localtime", "Europe", "a" * 5000, "\0"]
)
def test_an_unknown_zone_is_refused(name):
    assert not times.is_zone(name)
    with pytest.raises(UnknownZone):
        times.local(utc(2026, 1, 1), name)


@pytest.mark.parametrize("end", [datetime.min, datetime.max])
@pytest.mark.parametrize("zone", [LOS_ANGELES, "Pacific/Apia"])
def test_the_ends_of_time_are_refused_in_words_or_have_their_place(zone, end):
    told = []
    for ask in (times.instant, times.exists, times.is_repeated):
        with suppress(OutOfTime):
            told.append(ask(end, zone))
    for ask in (times.local, times.local_date, times.wall_time):
        with suppress(OutOfTime):
            told.append(ask(end.replace(tzinfo=UTC), zone))
    assert len(told) == 3  # one of the two directions leads out of time


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu"])
def test_the_last_day_of_all_has_no_end(zone):
    with pytest.raises(OutOfTime):
        times.local_day(date.max, zone)


def test_a_skipped_time_counts_on_with_the_offset_before():
    skipped = datetime(2026, 3, 29, 2, 30)
    assert not times.exists(skipped, BERLIN)
    assert times.instant(skipped, BERLIN) == times.instant(skipped, BERLIN, fold=1) == utc(2026, 3, 29, 1, 30)


def test_a_repeated_time_has_two_instants():
    repeated = datetime(2026, 10, 25, 2, 30)
    assert times.is_repeated(repeated, BERLIN)
    assert times.instant(repeated, BERLIN) == utc(2026, 10, 25, 0, 30)
    assert times.instant(repeated, BERLIN, fold=1) == utc(2026, 10, 25, 1, 30)


def test_a_skipped_time_is_not_a_repeated_one():
    assert not times.is_repeated(datetime(2026, 3, 29, 2, 30), BERLIN)


def test_both_passes_of_an_hour_are_told_apart_by_their_labels():
    first, second = (times.wall_time(utc(2026, 10, 25, hour, 30), BERLIN) for hour in (0, 1))
    assert first.wall == second.wall == datetime(2026, 10, 25, 2, 30)
    assert (first.offset, first.abbreviation, first.repeated) == (120, "CEST", True)
    assert (second.offset, second.abbreviation, second.repeated) == (60, "CET", True)


def test_two_zones_show_the_same_clock_only_for_part_of_the_year():
    assert times.same_clock(utc(2026, 1, 1), "Europe/London", "Africa/Abidjan")
    assert not times.same_clock(utc(2026, 7, 1), "Europe/London", "Africa/Abidjan")


@pytest.mark.parametrize(
    ("zone", "day", "length"),
    [
        (LOS_ANGELES, date(2026, 3, 8), timedelta(hours=23)),
        (LOS_ANGELES, date(2026, 11, 1), timedelta(hours=25)),
        (LORD_HOWE, date(2026, 4, 5), timedelta(hours=24, minutes=30)),
        ("Asia/Kolkata", date(2026, 3, 8), timedelta(hours=24)),
        ("Pacific/Apia", date(2011, 12, 30), timedelta(0)),
        ("Antarctica/Troll", date(2026, 3, 29), timedelta(hours=22)),
    ],
)
def test_a_day_is_as_long_as_its_zone_makes_it(zone, day, length):
    start, end = times.local_day(day, zone)
    assert end - start == length


def test_a_day_without_midnight_begins_at_one():
    start = times.start_of_local_day(date(2026, 3, 8), "America/Havana")
    assert times.local(start, "America/Havana").time() == time(1, 0)


@settings(max_examples=200, deadline=None)
@given(instants, zones)
def test_every_instant_lies_in_its_local_day(instant, zone):
    start, end = times.local_day(times.local_date(instant, zone), zone)
    assert start <= instant < end


@settings(max_examples=200, deadline=None)
@given(instants, zones)
def test_a_wall_time_leads_back_to_its_instant(instant, zone):
    there = times.local(instant, zone)
    assert times.instant(there.replace(tzinfo=None), zone, there.fold) == instant


@settings(max_examples=200, deadline=None)
@given(instants, zones, st.integers(1, 400 * 1440))
def test_offsets_are_what_the_clock_shows(instant, zone, length):
    first = times.minute(instant)
    parts = times.offsets(zone, first, first + length)
    probes = [probe for part in parts for probe in (part.start, part.end - 1)]
    shown = [times.local(times.moment(probe), zone).utcoffset() for probe in probes]
    assert [timedelta(minutes=part.minutes) for part in parts for _ in (1, 2)] == shown
    assert [part.start for part in parts[1:]] == [part.end for part in parts[:-1]]
    assert (parts[0].start, parts[-1].end) == (first, first + length)


def test_a_year_has_three_stretches_where_clocks_change():
    parts = times.offsets(LORD_HOWE, times.minute(utc(2026, 1, 1)), times.minute(utc(2027, 1, 1)))
    assert [part.minutes for part in parts] == [660, 630, 660]


def test_a_zone_without_changes_is_one_stretch():
    assert times.offsets("Asia/Kolkata", 5, 5_000_000) == (Offset(5, 5_000_000, 330),)


def test_clock_changes_are_found_to_the_minute():
    (change,) = times.clock_changes(LOS_ANGELES, utc(2026, 1, 1), utc(2026, 6, 1))
    assert change == (utc(2026, 3, 8, 10, 0), -480, -420)


def test_every_date_begins_once_even_when_one_is_skipped():
    first, last = times.minute(utc(2011, 12, 28, 12)), times.minute(utc(2012, 1, 1, 12))
    begun = [
        times.local_date(times.moment(at), "Pacific/Apia").day
        for at in times.midnights("Pacific/Apia", first, last)
    ]
    assert begun == [29, 31, 1, 2]
