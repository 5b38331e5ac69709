"""The editor of the hours: what is typed, what it shows at once, and what happens when it is saved."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from livesessions.queries.availability import my_timetable
from livesessions.runtime.work import ask
from livesessions.state.availability import AvailabilityState
from livesessions.state.availability.dates import DatesForm
from livesessions.state.availability.draft import CopyForm
from livesessions.state.availability.looking import WhyForm
from livesessions.state.gate.caller import caller
from tests.people import Person, a_person, an_instructor
from tests.state.pipeline import serving
from tests.state.screens import screen, seen_by
from tests.teaching import MONDAY, Teacher, a_booking, at

pytestmark = pytest.mark.usefixtures("door")

FRIDAY = MONDAY + timedelta(days=4)


async def opened(person: Person) -> AvailabilityState:
    state = await screen(AvailabilityState)
    await state.load()
    return state


@pytest.fixture
def ivo(door: object) -> Person:
    return an_instructor()


@pytest.fixture(autouse=True)
def in_the_browser(ivo: Person):
    with seen_by(ivo):
        yield


def times(state: AvailabilityState, weekday: int) -> list[tuple[str, str]]:
    return [(window.start, window.end) for window in state.days[weekday].windows]


async def test_somebody_new_has_no_hours_and_can_start_with_office_hours(ivo: Person) -> None:
    state = await opened(ivo)
    before = state.has_hours
    await state.use_office_hours()
    assert (before, state.has_hours, times(state, 4), times(state, 5)) == (
        False,
        True,
        [("09:00", "17:00")],
        [],
    )


async def test_saved_hours_are_there_when_the_page_opens_again(ivo: Person) -> None:
    state = await opened(ivo)
    await state.set_day_on(weekday=2, is_on=True)
    await state.set_time(weekday=2, index=0, which="end", value="12:30")
    await state.save()
    again = await opened(ivo)
    assert (state.is_dirty, times(again, 2)) == (False, [("09:00", "12:30")])


async def test_a_draft_survives_opening_the_page_again(ivo: Person) -> None:
    state = await opened(ivo)
    await state.set_day_on(weekday=2, is_on=True)
    await state.load()
    assert (state.is_dirty, state.days[2].is_on) == (True, True)


async def test_a_draft_can_be_thrown_away(ivo: Person) -> None:
    state = await opened(ivo)
    await state.set_day_on(weekday=2, is_on=True)
    await state.discard()
    assert (state.is_dirty, state.days[2].windows) == (False, [])


async def test_leaving_the_page_with_a_draft_is_said_on_the_next_one(ivo: Person) -> None:
    state = await opened(ivo)
    state._welcome(caller())
    await state.page_left()
    before = state.notice.text
    await state.set_day_on(weekday=2, is_on=True)
    await state.page_left()
    assert (before, state.notice.text[:40]) == ("", "Your changed hours are not saved yet. Th")


async def test_an_end_before_the_start_is_marked_and_kept(ivo: Person) -> None:
    state = await opened(ivo)
    await state.set_day_on(weekday=0, is_on=True)
    await state.set_time(weekday=0, index=0, which="end", value="08:00")
    await state.save()
    window = state.days[0].windows[0]
    assert (window.end, window.error[:22], state.notice.kind) == ("08:00", "Ends before it starts.", "error")
    assert ask(ivo.actor, my_timetable).timetable.windows == ()


async def test_an_overlap_is_marked_at_the_second_window(ivo: Person) -> None:
    state = await opened(ivo)
    await state.add_window(weekday=0)
    await state.add_window(weekday=0)
    await state.set_time(weekday=0, index=1, which="start", value="16:00")
    assert [bool(window.error) for window in state.days[0].windows] == [False, True]


async def test_a_half_typed_time_is_marked(ivo: Person) -> None:
    state = await opened(ivo)
    await state.add_window(weekday=0)
    await state.set_time(weekday=0, index=0, which="start", value="")
    assert state.days[0].windows[0].error == "Please fill in both times."


async def test_midnight_is_the_end_of_the_day(ivo: Person) -> None:
    state = await opened(ivo)
    await state.add_window(weekday=0)
    await state.set_time(weekday=0, index=0, which="end", value="00:00")
    await state.save()
    (window,) = ask(ivo.actor, my_timetable).timetable.windows
    assert (window.end_minute, times(state, 0)) == (1440, [("09:00", "00:00")])


async def test_the_last_window_removed_switches_the_day_off(ivo: Person) -> None:
    state = await opened(ivo)
    await state.add_window(weekday=0)
    await state.remove_window(weekday=0, index=0)
    assert (state.days[0].is_on, state.is_dirty) == (False, False)


async def test_a_day_switched_off_keeps_its_hours(ivo: Person) -> None:
    state = await opened(ivo)
    await state.set_day_on(weekday=0, is_on=True)
    await state.set_day_on(weekday=0, is_on=False)
    await state.save()
    again = await opened(ivo)
    assert (again.days[0].is_on, times(again, 0)) == (False, [("09:00", "17:00")])


async def test_hours_are_copied_to_the_chosen_days(ivo: Person) -> None:
    state = await opened(ivo)
    await state.add_window(weekday=0)
    await state.ask_copy(weekday=0)
    await state.copy_day(CopyForm(days=[0, 3, 4]))
    assert [len(day.windows) for day in state.days] == [1, 0, 0, 1, 1, 0, 0]


@pytest.mark.parametrize("index", [1, 7])
async def test_a_window_that_is_not_there_changes_nothing(ivo: Person, index: int) -> None:
    state = await opened(ivo)
    await state.add_window(weekday=0)
    await state.set_time(weekday=0, index=index, which="end", value="08:00")
    await state.remove_window(weekday=0, index=index)
    assert times(state, 0) == [("09:00", "17:00")]


async def test_no_question_is_left_open_when_the_page_loads_again(ivo: Person) -> None:
    state = await opened(ivo)
    await state.add_window(weekday=0)
    await state.ask_copy(weekday=0)
    await state.open_dates()
    await state.choose_zone(name="America/New_York")
    await state.load()
    assert (state.copy_from, state.dates_open, state.zone_asked.name) == (-1, False, "")
    assert times(state, 0) == [("09:00", "17:00")]


async def test_a_rule_says_what_it_does(ivo: Person) -> None:
    state = await opened(ivo)
    await state.set_rule(name="lead_hours", value="36")
    assert state.explained["lead_hours"] == "A session can be booked until 36 h before it starts."


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("lead_hours", "soon", "A whole number, please."),
        ("lead_hours", "1.5", "A whole number, please."),
        ("lead_hours", "", "Please fill this in."),
        ("lead_hours", "-5", "Please choose between 0 and 336."),
        ("max_per_day", "0", "Please choose between 1 and 24."),
        ("booking_window_days", "9999999", "Please choose between 1 and 60."),
    ],
)
async def test_a_rule_that_makes_no_sense_is_marked(ivo: Person, name: str, value: str, said: str) -> None:
    state = await opened(ivo)
    await state.set_rule(name=name, value=value)
    assert state.rule_errors == {name: said}


async def test_a_limit_that_can_not_be_read_does_not_count_as_none(ivo: Person) -> None:
    state = await opened(ivo)
    await state.set_rule(name="max_per_day", value="5")
    await state.add_window(weekday=0)
    await state.save()
    await state.set_rule(name="max_per_day", value="99999999")
    assert state.explained["max_per_day"].startswith("At most 5 sessions")


async def test_a_refused_save_says_where_to_mend(ivo: Person) -> None:
    state = await opened(ivo)
    await state.add_window(weekday=0)
    await state.set_time(weekday=0, index=0, which="end", value="08:00")
    await state.set_rule(name="lead_hours", value="soon")
    await state.save()
    assert (
        state.notice.text
        == "Nothing is saved yet: please mend what is marked under “Weekly hours” and “Rules”."
    )


async def test_no_limit_a_day_is_an_empty_field(ivo: Person) -> None:
    state = await opened(ivo)
    await state.add_window(weekday=0)
    await state.set_rule(name="max_per_day", value="2")
    await state.set_rule(name="max_per_day", value="")
    await state.save()
    assert ask(ivo.actor, my_timetable).timetable.rules.max_per_day is None


async def test_another_zone_asks_what_to_do_with_the_hours(ivo: Person) -> None:
    state = await opened(ivo)
    await state.add_window(weekday=0)
    await state.choose_zone(name="America/New_York")
    assert (state.zone.name, state.zone_asked.name) == ("Europe/Berlin", "America/New_York")


async def test_another_zone_can_keep_the_clock_times(ivo: Person) -> None:
    state = await opened(ivo)
    await state.add_window(weekday=0)
    await state.choose_zone(name="America/New_York")
    await state.keep_clock()
    assert (state.zone.name, times(state, 0)) == ("America/New_York", [("09:00", "17:00")])


async def test_another_zone_can_keep_the_moments(ivo: Person) -> None:
    state = await opened(ivo)
    await state.add_window(weekday=0)
    await state.choose_zone(name="America/New_York")
    await state.keep_moments()
    assert (state.zone.name, times(state, 0)) == ("America/New_York", [("03:00", "11:00")])


async def test_without_hours_another_zone_is_simply_taken(ivo: Person) -> None:
    state = await opened(ivo)
    await state.choose_zone(name="Asia/Kathmandu")
    assert (state.zone.name, state.zone.clock) == ("Asia/Kathmandu", "17:45, GMT+5:45")


async def test_a_zone_that_does_not_exist_is_refused(ivo: Person) -> None:
    state = await opened(ivo)
    await state.choose_zone(name="Mars/Olympus")
    assert (state.zone.name, state.notice.kind) == ("Europe/Berlin", "error")


async def test_a_range_of_days_off_is_one_row(ivo: Person) -> None:
    state = await opened(ivo)
    await state.apply_dates(DatesForm(first=MONDAY, last=FRIDAY, kind="off"))
    assert [(row.first, row.last, row.hours) for row in state.dates] == [
        ("2026-08-17", "2026-08-21", "Day off")
    ]


async def test_a_date_with_other_hours_shows_in_the_month(ivo: Person) -> None:
    state = await opened(ivo)
    await state.open_dates(first=MONDAY)
    await state.set_dates_kind("own")
    await state.set_dates_time(index=0, which="end", value="12:00")
    await state.apply_dates(DatesForm(first=MONDAY, kind="own"))
    (cell,) = [cell for cell in state.cells if cell.day == "2026-08-17"]
    assert (cell.kind, cell.label) == ("own", "Monday, 17 August 2026: 09:00–12:00")


async def test_wrong_hours_of_a_date_stay_in_the_form(ivo: Person) -> None:
    state = await opened(ivo)
    await state.open_dates(first=MONDAY)
    await state.set_dates_time(index=0, which="end", value="08:00")
    await state.apply_dates(DatesForm(first=MONDAY, kind="own"))
    assert (state.dates_open, bool(state.dates_windows[0].error), state.dates) == (True, True, [])


async def test_a_range_backwards_is_told_at_its_field(ivo: Person) -> None:
    state = await opened(ivo)
    await state.open_dates(first="")
    await state.apply_dates(DatesForm(first=FRIDAY, last=MONDAY, kind="off"))
    assert (state.dates_open, list(state.errors)) == (True, ["last"])


@pytest.mark.parametrize(
    ("handler", "sent", "missing"),
    [
        (AvailabilityState.apply_dates, {"kind": "off", "first": ""}, ["first"]),
        (AvailabilityState.ask_why, {"day": "", "time": ""}, ["day", "time"]),
    ],
)
async def test_an_empty_field_is_told_where_it_is(
    ivo: Person, handler: Any, sent: dict[str, str], missing: list[str]
) -> None:
    async with serving() as house:
        house.logins["c1"] = caller().viewer
        client = await house.connect(cookie="visitor=v1; login=c1")
        await client.open()
        await client.send(handler, form=sent)
        assert (list(client.vars()["errors"]), client.vars()["notice"].text) == (missing, "")


async def test_dates_get_their_weekly_hours_back(ivo: Person) -> None:
    state = await opened(ivo)
    await state.apply_dates(DatesForm(first=MONDAY, last=FRIDAY, kind="off"))
    await state.forget_dates(first=MONDAY, last=FRIDAY)
    assert (state.dates, state.is_dirty) == ([], False)


async def test_the_month_turns_but_not_into_the_past(ivo: Person) -> None:
    state = await opened(ivo)
    await state.turn_month(by=-1)
    first = state.month
    await state.turn_month(by=1)
    assert (first, state.month) == ("August 2026", "September 2026")


async def test_the_preview_follows_what_is_typed(ivo: Person) -> None:
    state = await opened(ivo)
    before = state.preview_count
    await state.set_day_on(weekday=0, is_on=True)
    (monday,) = [day for day in state.preview_days if day.label == "Mon 17 Aug"]
    assert (before, monday.times[0], len(monday.times)) == (0, "09:00", 8)


async def test_the_preview_is_in_the_zone_of_ones_choice(ivo: Person) -> None:
    state = await opened(ivo)
    await state.set_day_on(weekday=0, is_on=True)
    await state.set_preview_zone(name="Asia/Kathmandu")
    (monday,) = [day for day in state.preview_days if day.label == "Mon 17 Aug"]
    assert monday.times[0] == "12:45"


async def test_a_time_that_is_offered_is_said_so(ivo: Person) -> None:
    state = await opened(ivo)
    await state.set_day_on(weekday=0, is_on=True)
    await state.ask_why(WhyForm(day=MONDAY, time=time(10)))
    assert (state.why_about, state.why) == ("Monday, 17 August 2026, 10:00", [])


async def test_a_time_that_is_not_offered_comes_with_the_reason(ivo: Person) -> None:
    state = await opened(ivo)
    await state.ask_why(WhyForm(day=MONDAY, time=time(10)))
    assert state.why == ["It is outside your weekly hours, or the session would not end within them."]


async def test_a_time_the_clock_skips_is_said_so(ivo: Person) -> None:
    state = await opened(ivo)
    await state.ask_why(WhyForm(day=date(2027, 3, 28), time=time(2, 30)))
    assert state.why == ["Your clock skips this time: it goes forward that night."]


@pytest.mark.parametrize("day", [date.min, date.max])
async def test_a_day_at_the_end_of_time_is_no_error(ivo: Person, day: date) -> None:
    state = await opened(ivo)
    await state.choose_zone(name="Pacific/Apia")
    await state.ask_why(WhyForm(day=day, time=time(23, 59)))
    assert (bool(state.why), state.notice.kind) in {(True, ""), (False, "error")}


async def test_a_booking_left_outside_is_asked_about_before_saving(ivo: Person) -> None:
    state = await opened(ivo)
    await state.set_day_on(weekday=0, is_on=True)
    await state.save()
    teacher = Teacher("Europe/Berlin", id=ivo.id)
    a_booking(teacher.runs(teacher.offers(), at(10)))
    await state.set_day_on(weekday=0, is_on=False)
    await state.save()
    asked = [(row.title, row.when, row.who) for row in state.outside]
    await state.save_anyway()
    assert asked == [("Rust lifetimes", "Mon 17 Aug, 12:00", "Ada")]
    assert (state.outside, state.is_dirty, ask(ivo.actor, my_timetable).timetable.windows) == ([], False, ())


async def test_a_learner_sees_no_hours(door: object) -> None:
    with seen_by(a_person("lena@example.com")):
        state = await screen(AvailabilityState)
        state._welcome(caller())
        await state.load()
    assert (state.problem, state.is_ready) == (403, False)
