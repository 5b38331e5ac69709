"""The instructor's calendar: what fills its days, where it stands, which days an address asks for."""

from datetime import UTC, date, datetime, timedelta

import pytest

from livesessions.queries.teaching_calendar import Place, TaughtSession, TeachingCalendar
from livesessions.runtime.work import perform
from livesessions.services.bookings import reject
from livesessions.state.bookings.reader import Reader
from livesessions.state.teaching_calendar import TeachingCalendarState
from livesessions.state.teaching_calendar.days import day_rows, hours_shown
from livesessions.state.teaching_calendar.spans import span_of
from tests.state.booking_people import Screen, Stage

TODAY = date(2026, 8, 12)  # a Wednesday


async def calendar(stage: Stage, **query: str) -> Screen:
    screen = await stage.screen(stage.market.teacher, **query)
    await screen.send(TeachingCalendarState.load)
    return screen


def items(screen: Screen) -> list[tuple[str, str, str, str]]:
    rows = [(day.key, item) for day in screen.vars()["days"] for item in day.lines]
    return [(day, item.kind, item.title, item.who) for day, item in rows]


async def test_a_request_stands_on_its_day_until_it_is_answered(stage: Stage) -> None:
    screen = await calendar(stage, day=stage.market.start.date().isoformat())
    assert items(screen) == []
    reference = stage.market.request()
    await stage.hear()
    assert items(screen) == [(stage.market.start.date().isoformat(), "waiting", "Rust", "Lena")]
    assert screen.vars()["days"][stage.market.start.weekday()].lines[0].href == f"/bookings/{reference}"


async def test_a_declined_request_is_gone(stage: Stage) -> None:
    reference = stage.market.request()
    perform(stage.market.teacher, reject, reference=reference, reason="I am away")
    assert items(await calendar(stage, day=stage.market.start.date().isoformat())) == []


async def test_learners_have_no_calendar(stage: Stage) -> None:
    screen = await stage.screen(stage.market.learner)
    await screen.send(TeachingCalendarState.load)
    assert screen.vars()["problem"] == 403


@pytest.mark.parametrize(
    ("view", "day", "first", "end"),
    [
        ("", "", "2026-08-10", "2026-08-17"),
        ("", "2026-09-06", "2026-08-31", "2026-09-07"),
        ("month", "2026-09-06", "2026-08-31", "2026-10-05"),
        ("month", "0001-01-01", "2026-07-27", "2026-09-07"),
        ("<script>", "tomorrow", "2026-08-10", "2026-08-17"),
    ],
)
def test_an_address_asks_for_whole_weeks(view: str, day: str, first: str, end: str) -> None:
    span = span_of(view, day, TODAY)
    assert (span.first.isoformat(), span.end.isoformat()) == (first, end)


def test_a_session_stands_where_its_hours_are() -> None:
    at = datetime(2026, 8, 12, 19, 30, tzinfo=UTC)
    late = TaughtSession("R", 1, "Rust", at, at + timedelta(minutes=90), 1, (Place("B", "accepted", "Lena"),))
    found = TeachingCalendar(at - timedelta(hours=1), 1, (late,), ())
    shown = hours_shown(found, "UTC")
    (item,) = day_rows(found, span_of("", "", TODAY), Reader(), shown)[2].lines
    assert (shown, item.top, item.height, item.when) == (range(8, 21), "88.462%", "11.538%", "19:30–21:00")


def test_a_session_over_midnight_stands_on_both_days() -> None:
    at = datetime(2026, 8, 12, 23, tzinfo=UTC)
    late = TaughtSession("R", 1, "Rust", at, at + timedelta(hours=2), 12, ())
    found = TeachingCalendar(at, 1, (late,), ())
    days = day_rows(found, span_of("", "", TODAY), Reader(), hours_shown(found, "UTC"))
    assert [(day.number, item.height, item.who) for day in days for item in day.lines] == [
        ("12", "4.167%", "0 of 12 seats taken"),
        ("13", "4.167%", "0 of 12 seats taken"),
    ]


def test_a_month_leads_to_its_neighbours() -> None:
    row = span_of("month", "2026-12-31", TODAY).row("en_GB")
    assert (row.title, row.before[-10:], row.after[-10:]) == ("December 2026", "2026-11-01", "2027-01-01")
