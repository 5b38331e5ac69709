"""Saving hours: all of them or none, and no booked session is forgotten."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from livesessions.domain.availability import Timetable, WeekDay, WrongHours
from livesessions.domain.errors import NotAllowed
from livesessions.domain.slots import CalendarRules, Hours, Override, Reason
from livesessions.models import AuditEvent, InstructorAvailability
from livesessions.queries.availability import (
    bookings_outside,
    free_slots,
    my_timetable,
    preview,
    troubleshoot,
)
from livesessions.runtime.work import GUEST, SYSTEM, Actor, ask, perform
from livesessions.services.availability import BookingsOutside, save_hours
from tests.teaching import MONDAY, Teacher, a_booking, a_person, at

pytestmark = pytest.mark.usefixtures("door")

RULES = CalendarRules("Europe/Berlin", buffer_minutes=15, min_lead_minutes=24 * 60, max_per_day=4)
MORNING, OFF = WeekDay((Hours(540, 720),)), WeekDay()
TIMETABLE = Timetable(
    replace(RULES, booking_window_days=30, slot_interval=30),
    (MORNING, WeekDay((Hours(540, 600), Hours(840, 900))), replace(MORNING, is_on=False), *(OFF,) * 4),
    (Override(MONDAY), Override(MONDAY + timedelta(days=1), (Hours(0, 1440),))),
)
NOTHING = Timetable(CalendarRules("UTC", min_lead_minutes=720))


def saved(teacher: Teacher) -> Timetable:
    return ask(teacher.actor, my_timetable).timetable


def save(teacher: Teacher, timetable: Timetable, **more: Any) -> None:
    perform(teacher.actor, save_hours, timetable=timetable, **more)


def all_week(**rules: Any) -> Timetable:
    return Timetable(replace(NOTHING.rules, **rules), (WeekDay((Hours(540, 1020),)),) * 7)


def test_a_timetable_comes_back_as_it_was_saved() -> None:
    teacher = Teacher()
    save(teacher, TIMETABLE)
    assert saved(teacher) == TIMETABLE


def test_saving_replaces_everything() -> None:
    teacher = Teacher()
    save(teacher, TIMETABLE)
    save(teacher, NOTHING)
    assert saved(teacher) == NOTHING


def test_every_window_carries_the_rules() -> None:
    teacher = Teacher()
    save(teacher, TIMETABLE)
    rows = ask(SYSTEM, lambda view: view.db.exec(select(InstructorAvailability)).all())
    rules = {(row.max_sessions_per_day, row.min_lead_time_hours, row.buffer_minutes) for row in rows}
    assert (len(rows), rules) == (4, {(4, 24, 15)})


def test_saved_hours_are_offered() -> None:
    teacher = Teacher()
    offering = teacher.offers()
    save(teacher, all_week())
    found = ask(GUEST, free_slots, offering_id=offering.id, first_day=MONDAY, last_day=MONDAY)
    assert [slot.start.hour for slot in found.slots()] == list(range(9, 17))


def test_saving_is_written_down_once() -> None:
    teacher = Teacher()
    save(teacher, TIMETABLE)
    save(teacher, TIMETABLE)
    (event,) = ask(SYSTEM, lambda view: view.db.exec(select(AuditEvent)).all())
    assert (event.event, event.after["week"]["Tuesday"]) == (
        "availability.changed",
        "09:00–10:00, 14:00–15:00",
    )


def test_wrong_hours_save_nothing() -> None:
    teacher = Teacher()
    wrong = replace(TIMETABLE, week=(WeekDay((Hours(600, 600),)), *(OFF,) * 6))
    with pytest.raises(WrongHours):
        save(teacher, wrong)
    assert saved(teacher) == NOTHING


@pytest.mark.parametrize("actor", [GUEST, Actor(None)])
def test_guests_have_no_hours(actor: Actor) -> None:
    with pytest.raises(NotAllowed):
        perform(actor, save_hours, timetable=TIMETABLE)


def test_learners_have_no_hours() -> None:
    learner = Actor(a_person().id, frozenset({"learner"}))
    with pytest.raises(NotAllowed):
        perform(learner, save_hours, timetable=TIMETABLE)
    with pytest.raises(NotAllowed):
        ask(learner, my_timetable)


def test_a_booking_left_outside_stops_the_change() -> None:
    teacher = Teacher()
    save(teacher, all_week())
    booking = teacher.runs(teacher.offers(), at(10))
    a_booking(booking, name="ada")
    with pytest.raises(BookingsOutside) as refusal:
        save(teacher, NOTHING)
    (outside,) = refusal.value.sessions
    assert (outside.reference, outside.learners, saved(teacher)) == (booking.reference, ("Ada",), all_week())


def test_a_booking_known_to_be_outside_stays_as_it_is() -> None:
    teacher = Teacher()
    save(teacher, all_week())
    live_session = teacher.runs(teacher.offers(), at(10))
    a_booking(live_session)
    save(teacher, NOTHING, knowing={live_session.reference})
    (booked,) = ask(teacher.actor, my_timetable).booked
    assert (booked.reference, booked.statuses) == (live_session.reference, ("accepted",))


def test_a_booking_made_meanwhile_is_shown_too() -> None:
    teacher = Teacher()
    save(teacher, all_week())
    known, new = (teacher.runs(teacher.offers(), at(hour)) for hour in (10, 12))
    a_booking(known), a_booking(new)
    with pytest.raises(BookingsOutside) as refusal:
        save(teacher, NOTHING, knowing={known.reference})
    assert len(refusal.value.sessions) == 2


def test_bookings_outside_are_listed_before_saving() -> None:
    teacher = Teacher()
    save(teacher, all_week())
    offering = teacher.offers()
    a_booking(teacher.runs(offering, at(10)))
    a_booking(teacher.runs(offering, at(14)), status="cancelled")
    (outside,) = ask(teacher.actor, bookings_outside, timetable=NOTHING)
    assert outside.starts_at == at(10)


def test_a_preview_shows_unsaved_hours_around_what_is_booked() -> None:
    teacher = Teacher()
    a_booking(teacher.runs(teacher.offers(), at(10)))
    day = Override(MONDAY, (Hours(540, 1020),))
    shown = ask(teacher.actor, preview, timetable=replace(NOTHING, overrides=(day,)), zone="Europe/Berlin")
    assert [slot.start.hour for slot in shown.slots] == [9, 11, 12, 13, 14, 15, 16]


def test_the_troubleshooter_looks_at_unsaved_hours() -> None:
    teacher = Teacher()
    day_off = replace(all_week(), overrides=(Override(MONDAY),))
    reasons = [
        ask(teacher.actor, troubleshoot, timetable=timetable, starts_at=at(10)).reasons
        for timetable in (all_week(), day_off, NOTHING)
    ]
    assert reasons == [(), (Reason.OVERRIDE,), (Reason.OUTSIDE_HOURS,)]
