"""Which times somebody else's calendar takes."""

from datetime import UTC, datetime, timedelta

import pytest

from livesessions.domain.times import moment
from livesessions.gateways.calendars.apart import TOO_LONG, read_apart
from livesessions.gateways.calendars.busy import Limits, Stretch, read_busy
from livesessions.gateways.calendars.trouble import CalendarTooLarge, CalendarUnreadable
from tests.icalendars import calendar, event

BERLIN = Stretch("Europe/Berlin", datetime(2026, 8, 10, tzinfo=UTC), datetime(2026, 11, 10, tzinfo=UTC))
AUGUST = Stretch("Europe/Berlin", datetime(2026, 8, 10, tzinfo=UTC), datetime(2026, 9, 1, tzinfo=UTC))
STRANGE_ZONE = """BEGIN:VTIMEZONE
    TZID:Office
    BEGIN:STANDARD
    DTSTART:19700101T000000
    TZOFFSETFROM:+0300
    TZOFFSETTO:+0300
    END:STANDARD
    END:VTIMEZONE"""


def busy(*components: str, stretch: Stretch = AUGUST) -> list[tuple[str, str]]:
    """The times taken, as "17 09:00", UTC."""
    return [
        (f"{moment(begin):%d %H:%M}", f"{moment(end):%d %H:%M}")
        for begin, end in read_busy(calendar(*components), stretch)
    ]


@pytest.mark.filterwarnings("ignore:Timezone")
@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("20260817T070000Z", "20260817T080000Z"),
        (";TZID=Europe/Berlin:20260817T090000", ";TZID=Europe/Berlin:20260817T100000"),
        (";TZID=W. Europe Standard Time:20260817T090000", ";TZID=W. Europe Standard Time:20260817T100000"),
        (";TZID=India Standard Time:20260817T123000", ";TZID=India Standard Time:20260817T133000"),
        (";TZID=/example.org/Olson/Europe/Berlin:20260817T090000", "20260817T080000Z"),
        ("20260817T090000", "20260817T100000"),
    ],
    ids=["utc", "zone", "windows", "windows-half-hour", "global", "floating"],
)
def test_an_event_takes_its_time_whatever_clock_it_is_written_on(start, end) -> None:
    assert busy(event(start, end)) == [("17 07:00", "17 08:00")]


@pytest.mark.filterwarnings("ignore:Timezone")
def test_a_zone_the_calendar_defines_itself_counts_wherever_it_stands() -> None:
    there = event(";TZID=Office:20260817T090000", ";TZID=Office:20260817T100000")
    assert busy(there, STRANGE_ZONE) == busy(STRANGE_ZONE, there) == [("17 06:00", "17 07:00")]


def blocks(*lines: str) -> str:
    return "\n".join(["BEGIN:VFREEBUSY", "UID:f@example.com", *lines, "END:VFREEBUSY"])


@pytest.mark.parametrize("kind", ["BUSY", "busy-tentative", "BUSY-UNAVAILABLE", "X-NEW"])
def test_a_calendar_of_blocks_alone_takes_their_times(kind: str) -> None:
    two = "20260817T070000Z/PT1H,20260818T070000Z/20260818T083000Z"
    taken = [("17 07:00", "17 08:00"), ("18 07:00", "18 08:30")]
    assert busy(blocks(f"FREEBUSY;FBTYPE={kind}:{two}")) == busy(blocks(f"FREEBUSY:{two}")) == taken


def test_what_a_block_calls_free_is_free() -> None:
    free = "FREEBUSY;FBTYPE=FREE:20260817T070000Z/PT8H"
    taken = "FREEBUSY;FBTYPE=BUSY:20260817T090000Z/PT1H"
    assert (busy(blocks(free)), busy(blocks(free, taken))) == ([], [("17 09:00", "17 10:00")])


def test_blocks_without_a_line_take_nothing() -> None:
    assert busy(blocks("DTSTART:20260801T000000Z", "DTEND:20260901T000000Z")) == []


def test_blocks_and_events_add_up_and_end_with_the_time_that_matters() -> None:
    long = "FREEBUSY:20260701T000000Z/20260810T010000Z"
    there = event("20260817T070000Z", "20260817T080000Z")
    assert busy(blocks(long), there) == [("10 00:00", "10 01:00"), ("17 07:00", "17 08:00")]


@pytest.mark.parametrize("line", ["FREEBUSY:soon", "FREEBUSY:20260817T070000Z/20260817T060000Z", "FREEBUSY:"])
def test_a_broken_block_is_no_calendar(line: str) -> None:
    with pytest.raises(CalendarUnreadable):
        busy(blocks(line))


def test_too_many_blocks_are_too_large() -> None:
    many = ",".join(f"202608{day:02}T{hour:02}0000Z/PT30M" for day in range(10, 20) for hour in range(24))
    with pytest.raises(CalendarTooLarge):
        read_busy(calendar(blocks(f"FREEBUSY:{many}")), AUGUST, Limits(times=200))


def test_a_zone_nobody_knows_is_no_guess() -> None:
    with pytest.raises(CalendarUnreadable, match="we don’t know: “Middle/Earth”"):
        busy(event(";TZID=Middle/Earth:20260817T090000", "20260817T120000Z"))


@pytest.mark.parametrize("end", ["", ";VALUE=DATE:20260818"])
def test_an_all_day_event_takes_the_owners_day(end) -> None:
    assert busy(event(";VALUE=DATE:20260817", end)) == [("16 22:00", "17 22:00")]


def test_days_of_holiday_take_every_one_of_them() -> None:
    assert busy(event(";VALUE=DATE:20260817", ";VALUE=DATE:20260822")) == [("16 22:00", "21 22:00")]


def test_a_repeated_event_keeps_its_time_on_the_clock_across_a_change() -> None:
    weekly = event(";TZID=Europe/Berlin:20261019T090000", "", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=2")
    assert busy(weekly, stretch=BERLIN) == [("19 07:00", "19 08:00"), ("26 08:00", "26 09:00")]


def test_a_repetition_taken_out_is_free() -> None:
    daily = event(
        "20260817T070000Z", "20260817T080000Z", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20260818T070000Z"
    )
    assert [begin for begin, _ in busy(daily)] == ["17 07:00", "19 07:00"]


def test_a_further_date_counts() -> None:
    twice = event("20260817T070000Z", "20260817T080000Z", "RDATE:20260820T070000Z")
    assert [begin for begin, _ in busy(twice)] == ["17 07:00", "20 07:00"]


def test_a_repetition_that_was_moved_is_where_it_was_moved_to() -> None:
    daily = event("20260817T070000Z", "20260817T080000Z", "RRULE:FREQ=DAILY;COUNT=2")
    moved = event("20260818T150000Z", "20260818T160000Z", "RECURRENCE-ID:20260818T070000Z")
    assert busy(daily, moved) == [("17 07:00", "17 08:00"), ("18 15:00", "18 16:00")]


def test_a_repetition_that_was_cancelled_is_free() -> None:
    daily = event("20260817T070000Z", "20260817T080000Z", "RRULE:FREQ=DAILY;COUNT=2")
    gone = event("20260818T070000Z", "20260818T080000Z", "RECURRENCE-ID:20260818T070000Z", "STATUS:CANCELLED")
    assert busy(daily, gone) == [("17 07:00", "17 08:00")]


@pytest.mark.parametrize(
    "line", ["STATUS:CANCELLED", "TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"]
)
def test_what_is_cancelled_or_marked_as_free_takes_no_time(line) -> None:
    assert busy(event("20260817T070000Z", "20260817T080000Z", line)) == []


@pytest.mark.parametrize("line", ["STATUS:TENTATIVE", "TRANSP:OPAQUE", "X-MICROSOFT-CDO-BUSYSTATUS:OOF"])
def test_what_may_happen_takes_its_time(line) -> None:
    assert busy(event("20260817T070000Z", "20260817T080000Z", line)) == [("17 07:00", "17 08:00")]


def test_our_own_sessions_coming_back_take_no_time_twice() -> None:
    ours = event("20260817T070000Z", "20260817T080000Z", uid="abc-7@livesessions")
    assert busy(ours) == []


@pytest.mark.parametrize("end", ["", "20260817T070000Z"])
def test_a_moment_takes_no_time(end) -> None:
    assert busy(event("20260817T070000Z", end)) == []


def test_touching_and_overlapping_events_are_one_time() -> None:
    first, second = (
        event("20260817T070000Z", "20260817T080000Z"),
        event("20260817T080000Z", "20260817T083000Z", uid="2"),
    )
    assert busy(first, second) == [("17 07:00", "17 08:30")]


def test_seconds_are_rounded_outwards() -> None:
    assert busy(event("20260817T070059Z", "20260817T075901Z")) == [("17 07:00", "17 08:00")]


def test_only_the_stretch_counts_also_of_an_event_without_end() -> None:
    daily = event("20100101T070000Z", "20100101T080000Z", "RRULE:FREQ=DAILY")
    long = event(";VALUE=DATE:20200101", ";VALUE=DATE:20300101", uid="2")
    assert (len(busy(daily)), busy(daily, long)) == (22, [("10 00:00", "01 00:00")])


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Please log in</html>",
        b"\xff\xfe\x00",
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n",
        b"BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\n",
        calendar(event("20260817T070000Z"))[:-40],
        calendar(event("soon", "later")),
        calendar(event("20260817T070000Z", "20260817T080000Z", "RRULE:FREQ=SOMETIMES")),
        calendar("BEGIN:VEVENT\nUID:1\nEND:VEVENT"),
    ],
)
def test_what_is_no_calendar_or_a_broken_one_is_said_so(body) -> None:
    with pytest.raises(CalendarUnreadable):
        read_busy(body, AUGUST)


def test_a_calendar_of_nothing_is_a_calendar() -> None:
    assert busy() == []


def test_other_kinds_of_entries_do_not_matter() -> None:
    assert busy("BEGIN:VTODO\nUID:3\nDTSTART:20260817T070000Z\nEND:VTODO") == []


def test_too_many_events_are_refused() -> None:
    two = calendar(event("20260817T070000Z"), event("20260818T070000Z", uid="2"))
    with pytest.raises(CalendarTooLarge):
        read_busy(two, AUGUST, Limits(events=1))


def test_too_many_repetitions_are_refused() -> None:
    often = calendar(event("20260817T070000Z", "20260817T070030Z", "RRULE:FREQ=MINUTELY"))
    with pytest.raises(CalendarTooLarge):
        read_busy(often, AUGUST)


def test_another_process_reads_the_same() -> None:
    often = calendar(event("20260817T070000Z", "20260817T080000Z", "RRULE:FREQ=DAILY"))
    assert read_apart(often, AUGUST) == read_busy(often, AUGUST)


def test_another_process_says_what_is_wrong() -> None:
    with pytest.raises(CalendarUnreadable, match="not an iCalendar file"):
        read_apart(b"<html>", AUGUST)


def test_reading_without_end_is_ended() -> None:
    for_ever = calendar(event("15000101T000000Z", "", "DURATION:PT1S", "RRULE:FREQ=SECONDLY"))
    with pytest.raises(CalendarTooLarge, match=TOO_LONG):
        read_apart(for_ever, AUGUST, seconds=2)


def test_the_stretch_may_be_long() -> None:
    year = Stretch("UTC", AUGUST.first, AUGUST.first + timedelta(days=365))
    weekly = calendar(event("20260817T070000Z", "20260817T080000Z", "RRULE:FREQ=WEEKLY"))
    assert len(read_busy(weekly, year)) == 52
