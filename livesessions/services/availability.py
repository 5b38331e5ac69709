"""Saving an instructor's hours: the whole timetable at once."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import col

from livesessions.domain.availability import DAY_NAMES, Timetable, WeekDay, check, clock
from livesessions.domain.errors import DomainError
from livesessions.domain.slots import CalendarRules, Override
from livesessions.domain.times import local_date
from livesessions.models import AvailabilityOverride, CalendarImport, Instructor, InstructorAvailability
from livesessions.queries.availability import BookedSession, load_timetable, sessions_left_outside
from livesessions.runtime.locks import lock_calendar
from livesessions.runtime.work import Work
from livesessions.services.standing import teaching_actor


class BookingsOutside(DomainError):
    """The change would leave these booked sessions outside the hours, and nobody has said yes to that."""

    code = "bookings_outside"

    def __init__(self, sessions: Sequence[BookedSession]) -> None:
        count = len(sessions)
        many = f"{count} booked sessions are" if count > 1 else "One booked session is"
        super().__init__(f"{many} outside these hours.")
        self.sessions = tuple(sessions)


def save_hours(work: Work, *, timetable: Timetable, knowing: Collection[str] = ()) -> None:
    """Replaces the actor's hours by `timetable`. Bookings stay as they are.

    `knowing` are the references of the booked sessions that the instructor agrees to have outside the new
    hours. Errors: NotAllowed, WrongHours (by field), BookingsOutside for any other such session.
    """
    instructor = _locked_instructor(work)
    check(timetable)
    outside = sessions_left_outside(work.db, instructor.user_id, work.now, timetable)
    if {each.reference for each in outside} - set(knowing):
        raise BookingsOutside(outside)
    before = load_timetable(work.db, instructor.user_id, work.now)
    if timetable == before and instructor.time_zone == timetable.rules.timezone:
        return
    if instructor.time_zone != timetable.rules.timezone:
        _read_calendars_anew(work, instructor.user_id)
    _write(work, instructor, timetable)
    work.record(
        "availability.changed",
        instructor,
        before=_described(before),
        after=_described(timetable),
        topics=[f"calendar:{instructor.user_id}"],
    )


def _locked_instructor(work: Work) -> Instructor:
    """The actor's row, their calendar locked: no booking is made in this calendar until the hours are saved."""
    owner = work.actor.must_be_signed_in()
    lock_calendar(work.db, owner)
    return teaching_actor(work, "hours")


def _read_calendars_anew(work: Work, owner: int) -> None:
    """All-day events and times of no zone are meant on the instructor's clock."""
    mine = col(CalendarImport.instructor_id) == owner
    work.db.execute(update(CalendarImport).where(mine).values(due_at=work.now))


def _write(work: Work, instructor: Instructor, timetable: Timetable) -> None:
    rules, owner = timetable.rules, instructor.user_id
    instructor.time_zone = rules.timezone
    instructor.slot_interval_minutes = rules.slot_interval
    instructor.booking_window_days = rules.booking_window_days
    work.db.execute(delete(InstructorAvailability).where(col(InstructorAvailability.instructor_id) == owner))
    work.db.add_all(_window_rows(owner, timetable))
    today = local_date(work.now, rules.timezone)
    work.db.execute(
        delete(AvailabilityOverride).where(
            col(AvailabilityOverride.instructor_id) == owner, col(AvailabilityOverride.date) >= today
        )
    )
    work.db.add_all(_override_row(owner, each) for each in timetable.overrides if each.date >= today)


def _window_rows(owner: int, timetable: Timetable) -> Iterator[InstructorAvailability]:
    rules = timetable.rules
    for weekday, day in enumerate(timetable.week):
        for hours in day.hours:
            yield InstructorAvailability(
                instructor_id=owner,
                day_of_week=weekday,
                start_time=hours.start_minute,
                end_time=hours.end_minute,
                timezone=rules.timezone,
                is_active=day.is_on,
                max_sessions_per_day=rules.max_per_day,
                min_lead_time_hours=rules.min_lead_minutes // 60,
                buffer_minutes=rules.buffer_minutes,
            )


def _override_row(owner: int, override: Override) -> AvailabilityOverride:
    windows = [list(hours) for hours in override.hours]
    return AvailabilityOverride(instructor_id=owner, date=override.date, windows=windows)


def _described(timetable: Timetable) -> dict[str, Any]:
    """What the audit trail keeps of it."""
    days = zip(DAY_NAMES, timetable.week, strict=True)
    return {
        **_rules(timetable.rules),
        "week": {name: _hours(day) for name, day in days if day.is_on and day.hours},
        "dates": {each.date.isoformat(): _hours(WeekDay(each.hours)) for each in timetable.overrides},
    }


def _rules(rules: CalendarRules) -> dict[str, Any]:
    return {
        "zone": rules.timezone,
        "lead_hours": rules.min_lead_minutes // 60,
        "max_per_day": rules.max_per_day,
        "buffer_minutes": rules.buffer_minutes,
        "booking_window_days": rules.booking_window_days,
        "slot_interval": rules.slot_interval,
    }


def _hours(day: WeekDay) -> str:
    return ", ".join(f"{clock(hours.start_minute)}–{clock(hours.end_minute)}" for hours in day.hours) or "off"
