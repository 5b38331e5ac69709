"""What the calendar behind every booking holds, and which times come out of it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from livesessions.domain.errors import NotFound
from livesessions.domain.slots import Claim, Reason
from livesessions.domain.times import minute
from livesessions.models import SessionOffering
from livesessions.queries.availability import free_slots, load_calendar, nearest_slots, why_not
from livesessions.runtime.work import GUEST, Actor, Door, View, ask
from tests.teaching import MONDAY, NOON, Teacher, a_booking, at, statements

BEGINNING, END = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("door")


def hours_free(offering: SessionOffering, day: date = MONDAY, zone: str = "UTC") -> list[int]:
    found = ask(GUEST, free_slots, offering_id=offering.id, first_day=day, last_day=day, zone=zone)
    return [slot.start.hour for slot in found.slots()]


def calendar_of(teacher: Teacher, ignoring: int | None = None):
    return ask(GUEST, lambda view: load_calendar(view.db, teacher.id, NOON, at(0), at(24), ignoring))


def test_a_weekly_window_gives_its_slots() -> None:
    teacher = Teacher()
    teacher.opens(0, start=9 * 60, end=12 * 60)
    assert hours_free(teacher.offers()) == [9, 10, 11]


def test_two_windows_a_day_give_both() -> None:
    teacher = Teacher()
    teacher.opens(0, start=9 * 60, end=10 * 60)
    teacher.opens(0, start=14 * 60, end=15 * 60)
    assert hours_free(teacher.offers()) == [9, 14]


def test_a_window_stored_past_midnight_reaches_the_next_day() -> None:
    teacher = Teacher()
    teacher.opens(6, start=23 * 60, end=25 * 60)
    assert hours_free(teacher.offers()) == [0]


def test_windows_are_on_the_instructors_clock() -> None:
    teacher = Teacher("Europe/Berlin")
    teacher.opens(0, start=9 * 60, end=11 * 60)
    assert hours_free(teacher.offers()) == [7, 8]


def test_a_day_is_the_viewers_day() -> None:
    teacher = Teacher()
    teacher.opens(0, start=22 * 60, end=24 * 60)
    offering = teacher.offers()
    assert hours_free(offering, MONDAY + timedelta(days=1), zone="Europe/Berlin") == [22, 23]


def test_a_switched_off_window_gives_nothing() -> None:
    teacher = Teacher()
    teacher.opens(0, is_active=False)
    assert hours_free(teacher.offers()) == []


def test_a_day_off_gives_nothing() -> None:
    teacher = Teacher()
    teacher.opens(0)
    teacher.overrides(MONDAY)
    assert hours_free(teacher.offers()) == []


def test_an_override_replaces_the_windows_of_its_date() -> None:
    teacher = Teacher()
    teacher.opens(0)
    teacher.overrides(MONDAY, [18 * 60, 20 * 60])
    assert hours_free(teacher.offers()) == [18, 19]


def test_a_busy_block_takes_its_time() -> None:
    teacher = Teacher()
    teacher.opens(0, end=12 * 60)
    teacher.is_busy(at(10, 15), at(10, 30))
    assert hours_free(teacher.offers()) == [9, 11]


def test_a_live_session_takes_its_time() -> None:
    teacher = Teacher()
    teacher.opens(0, end=12 * 60)
    offering = teacher.offers()
    a_booking(teacher.runs(offering, at(10)))
    assert hours_free(offering) == [9, 11]


def test_a_released_live_session_takes_nothing() -> None:
    teacher = Teacher()
    teacher.opens(0, end=12 * 60)
    offering = teacher.offers()
    teacher.runs(offering, at(10), status="released")
    assert hours_free(offering) == [9, 10, 11]


def test_a_group_session_shows_the_seats_that_are_left() -> None:
    teacher = Teacher()
    offering = teacher.offers(session_type="group", capacity=5, schedule_mode="fixed_dates")
    live_session = teacher.runs(offering, at(10), is_fixed_date=True)
    for status in ("held", "pending", "accepted", "cancelled", "expired"):
        a_booking(live_session, status=status)
    found = ask(GUEST, free_slots, offering_id=offering.id, first_day=MONDAY, last_day=MONDAY)
    assert [(slot.start, slot.seats) for slot in found.slots()] == [(at(10), 2)]


def test_the_strictest_of_differing_windows_rules() -> None:
    teacher = Teacher()
    teacher.opens(0, max_sessions_per_day=3, min_lead_time_hours=2, buffer_minutes=10)
    teacher.opens(1, max_sessions_per_day=5, min_lead_time_hours=24, buffer_minutes=0)
    teacher.opens(2, max_sessions_per_day=1, min_lead_time_hours=99, buffer_minutes=99, is_active=False)
    rules = calendar_of(teacher).rules
    assert (rules.max_per_day, rules.min_lead_minutes, rules.buffer_minutes) == (3, 24 * 60, 10)


def test_without_windows_the_defaults_rule() -> None:
    rules = calendar_of(Teacher()).rules
    assert (rules.max_per_day, rules.min_lead_minutes, rules.buffer_minutes) == (None, 12 * 60, 0)


def test_a_booking_that_moves_is_not_in_its_own_way() -> None:
    teacher = Teacher()
    booking = a_booking(teacher.runs(teacher.offers(), at(10)))
    assert calendar_of(teacher, ignoring=booking.id).claims == ()


def test_a_group_session_stays_when_one_of_it_moves() -> None:
    teacher = Teacher()
    live_session = teacher.runs(teacher.offers(session_type="group", capacity=3), at(10))
    leaving, _staying = a_booking(live_session), a_booking(live_session)
    (claim,) = calendar_of(teacher, ignoring=leaving.id).claims
    assert claim.seats_left == 2


def test_a_published_date_stays_when_its_only_learner_moves() -> None:
    teacher = Teacher()
    live_session = teacher.runs(teacher.offers(session_type="group", capacity=3), at(10), is_fixed_date=True)
    booking = a_booking(live_session)
    expected = Claim(minute(at(10)), minute(at(11)), 0, live_session.offering_id, live_session.id, 3, 3)
    assert calendar_of(teacher, ignoring=booking.id).claims == (expected,)


def test_a_completed_session_counts_but_cannot_be_joined() -> None:
    teacher = Teacher()
    teacher.runs(teacher.offers(session_type="group", capacity=3), at(10), status="completed")
    (claim,) = calendar_of(teacher).claims
    assert claim.seats_left == 0


def test_the_reason_why_a_time_is_not_offered() -> None:
    teacher = Teacher()
    teacher.opens(0)
    offering = teacher.offers()
    a_booking(teacher.runs(offering, at(10)))
    reasons = [
        ask(GUEST, why_not, offering_id=offering.id, starts_at=at(*time)) for time in ((9,), (10, 30), (20,))
    ]
    assert reasons == [None, Reason.TAKEN, Reason.OUTSIDE_HOURS]


def test_the_nearest_slots_of_a_taken_one() -> None:
    teacher = Teacher()
    teacher.opens(0)
    offering = teacher.offers()
    a_booking(teacher.runs(offering, at(10)))
    found = ask(GUEST, nearest_slots, offering_id=offering.id, starts_at=at(10))
    assert [slot.start for slot in found] == [at(9), at(11), at(12)]


@pytest.mark.parametrize("status", ["draft", "archived"])
def test_a_closed_offering_is_unknown_to_others(status: str) -> None:
    offering = Teacher().offers(status=status)
    with pytest.raises(NotFound):
        hours_free(offering)


def test_a_draft_has_no_slots_even_for_its_instructor() -> None:
    teacher = Teacher()
    teacher.opens(0)
    offering = teacher.offers(status="draft")
    found = ask(teacher.actor, free_slots, offering_id=offering.id, first_day=MONDAY, last_day=MONDAY)
    assert found.runs == ()


def test_the_number_of_statements_does_not_grow(door: Door) -> None:
    teacher = Teacher()
    teacher.opens(0, 1, 2)
    offering = teacher.offers()

    def look() -> object:
        return ask(Actor(), free_slots, offering_id=offering.id, first_day=MONDAY, last_day=MONDAY)

    before = statements(door.engine, look)
    for hour in range(9, 14):
        a_booking(teacher.runs(offering, at(hour)))
        teacher.is_busy(at(hour + 24), at(hour + 25))
    assert (before, statements(door.engine, look)) == (2, 2)


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Apia", "America/Los_Angeles"])
@pytest.mark.parametrize(
    ("first", "last"), [(date.min, date.min), (date.max, date.max), (date.max, date.min)]
)
def test_there_is_nothing_at_the_ends_of_time(first: date, last: date, zone: str) -> None:
    teacher = Teacher()
    teacher.opens(0)
    found = ask(GUEST, free_slots, offering_id=teacher.offers().id, first_day=first, last_day=last, zone=zone)
    assert found.runs == ()


def test_however_long_a_range_is_asked_for_a_quarter_is_looked_at() -> None:
    teacher = Teacher()
    teacher.opens(0)
    everything = {"first_day": MONDAY, "last_day": date.max}
    found = ask(GUEST, free_slots, offering_id=teacher.offers().id, **everything)
    assert {slot.start.weekday() for slot in found.slots()} == {0}


@pytest.mark.parametrize(
    ("start", "reason"),
    [(BEGINNING, Reason.LEAD_TIME), (END, Reason.BOOKING_WINDOW)],
)
def test_a_time_at_the_end_of_time_has_its_reason_and_nothing_near(start: datetime, reason: Reason) -> None:
    teacher = Teacher()
    teacher.opens(0)
    asked = {"offering_id": teacher.offers().id, "starts_at": start}
    assert (ask(GUEST, why_not, **asked), ask(GUEST, nearest_slots, **asked)) == (reason, [])


def test_an_unknown_instructor_has_no_calendar() -> None:
    def look(view: View) -> object:
        return load_calendar(view.db, 4711, NOON, at(0), at(24))

    with pytest.raises(NotFound):
        ask(GUEST, look)
