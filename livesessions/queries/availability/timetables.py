"""An instructor's own hours, for their editor: as saved, and what a change would do before it is saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from livesessions.domain import slots
from livesessions.domain.availability import Timetable, WeekDay, left_outside, split_at_midnight
from livesessions.domain.offerings import OfferingStatus
from livesessions.domain.slots import Calendar, Hours, Override, Reason, Slot, Wanted
from livesessions.domain.times import clamped, local_date, local_day
from livesessions.models import AvailabilityOverride, InstructorAvailability, SessionOffering
from livesessions.queries.availability.booked import BookedSession, booked_sessions
from livesessions.queries.availability.calendars import load_calendar, load_rules
from livesessions.queries.availability.slots import wanted_session
from livesessions.queries.calendars import calendars_taking
from livesessions.queries.teaching import must_teach
from livesessions.runtime.work import View

ANY_SESSION = Wanted(offering_id=0, duration_minutes=60)
SOON = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TaughtOffering:
    """An offering of the instructor, to look at the calendar with."""

    id: int
    title: str
    duration_minutes: int


@dataclass(frozen=True, slots=True)
class TimetablePage:
    """Everything the editor starts from."""

    instructor_id: int
    now: datetime
    timetable: Timetable
    offerings: tuple[TaughtOffering, ...]
    booked: tuple[BookedSession, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a time is not offered: every rule that is against it, and the calendars elsewhere that take it."""

    reasons: tuple[Reason, ...] = ()
    calendars: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """The times learners would see, as of `now`."""

    now: datetime
    slots: tuple[Slot, ...]


def my_timetable(view: View) -> TimetablePage:
    """The hours of the person asking. Errors: NotAllowed."""
    instructor_id = must_teach(view)
    return TimetablePage(
        instructor_id=instructor_id,
        now=view.now,
        timetable=load_timetable(view.db, instructor_id, view.now),
        offerings=_offerings(view.db, instructor_id),
        booked=booked_sessions(view.db, instructor_id, view.now),
    )


def bookings_outside(view: View, *, timetable: Timetable) -> list[BookedSession]:
    """The booked sessions within the hours as saved and outside these. Errors: NotAllowed."""
    return sessions_left_outside(view.db, must_teach(view), view.now, timetable)


def preview(
    view: View, *, timetable: Timetable, zone: str, days: int = 14, offering_id: int | None = None
) -> Preview:
    """What learners in `zone` would be offered with these hours. Errors: NotAllowed, UnknownZone."""
    today = local_date(view.now, zone)
    first, last = local_day(today, zone)[0], local_day(today + timedelta(days=days - 1), zone)[1]
    calendar, wanted = _supposed(view, timetable, offering_id, first, last)
    runs = slots.free_runs(calendar, wanted, view.now, first, last)
    return Preview(view.now, tuple(slot for run in runs for slot in run.slots()))


def troubleshoot(
    view: View, *, timetable: Timetable, starts_at: datetime, offering_id: int | None = None
) -> Finding:
    """Every rule that keeps this time from being offered with these hours. Errors: NotAllowed."""
    near = clamped(starts_at)
    calendar, wanted = _supposed(view, timetable, offering_id, near, near + SOON)
    found = slots.reasons(calendar, wanted, view.now, starts_at)
    if Reason.BUSY not in found:
        return Finding(tuple(found))
    ends_at = starts_at + timedelta(minutes=wanted.duration_minutes)
    return Finding(tuple(found), tuple(calendars_taking(view.db, must_teach(view), starts_at, ends_at)))


def load_timetable(db: Session, instructor_id: int, now: datetime) -> Timetable:
    """The instructor's hours as saved; overrides of days that are over are left out. Errors: NotFound."""
    rows = _windows(db, instructor_id)
    rules = load_rules(db, instructor_id, [row for row in rows if row.is_active] or rows)
    today = local_date(now, rules.timezone)
    return Timetable(rules, _week(rows), _overrides_from(db, instructor_id, today))


def sessions_left_outside(
    db: Session, instructor_id: int, now: datetime, timetable: Timetable
) -> list[BookedSession]:
    """The booked sessions to come that a change to `timetable` would leave outside the hours."""
    saved = load_timetable(db, instructor_id, now)
    booked = {(each.starts_at, each.ends_at): each for each in booked_sessions(db, instructor_id, now)}
    return [booked[span] for span in left_outside(saved, timetable, booked)]


def _windows(db: Session, instructor_id: int) -> Sequence[InstructorAvailability]:
    mine = select(InstructorAvailability).where(col(InstructorAvailability.instructor_id) == instructor_id)
    return db.scalars(
        mine.order_by(
            col(InstructorAvailability.day_of_week),
            col(InstructorAvailability.start_time),
            col(InstructorAvailability.id),
        )
    ).all()


def _week(rows: Sequence[InstructorAvailability]) -> tuple[WeekDay, ...]:
    active: list[list[Hours]] = [[] for _ in range(7)]
    kept: list[list[Hours]] = [[] for _ in range(7)]
    for row in rows:
        for weekday, hours in split_at_midnight(row.day_of_week, row.start_time, row.end_time):
            (active if row.is_active else kept)[weekday].append(hours)
    return tuple(
        WeekDay(tuple(sorted(on or off)), is_on=bool(on) or not off)
        for on, off in zip(active, kept, strict=True)
    )


def _overrides_from(db: Session, instructor_id: int, today: date) -> tuple[Override, ...]:
    override = AvailabilityOverride
    rows = db.execute(
        select(col(override.date), col(override.windows))
        .where(col(override.instructor_id) == instructor_id, col(override.date) >= today)
        .order_by(col(override.date))
    )
    return tuple(Override(day, tuple(Hours(*each) for each in windows)) for day, windows in rows)


def _offerings(db: Session, instructor_id: int) -> tuple[TaughtOffering, ...]:
    rows = db.execute(
        select(col(SessionOffering.id), col(SessionOffering.title), col(SessionOffering.duration_minutes))
        .where(
            col(SessionOffering.instructor_id) == instructor_id,
            col(SessionOffering.status) != OfferingStatus.ARCHIVED,
        )
        .order_by(col(SessionOffering.title))
    )
    return tuple(TaughtOffering(*row) for row in rows)


def _supposed(
    view: View, timetable: Timetable, offering_id: int | None, first: datetime, last: datetime
) -> tuple[Calendar, Wanted]:
    """The calendar as it would be with these hours, and the session to place in it."""
    instructor_id = must_teach(view)
    saved = load_calendar(view.db, instructor_id, view.now, first, last)
    calendar = timetable.calendar(busy=saved.busy, claims=saved.claims)
    return calendar, _own_session(view.db, instructor_id, offering_id)


def _own_session(db: Session, instructor_id: int, offering_id: int | None) -> Wanted:
    """The instructor's offering, or an hour of anything."""
    row = db.execute(
        select(
            col(SessionOffering.id),
            col(SessionOffering.duration_minutes),
            col(SessionOffering.capacity),
            col(SessionOffering.schedule_mode),
            col(SessionOffering.min_participants),
            col(SessionOffering.decide_hours_before),
            col(SessionOffering.price),
        ).where(col(SessionOffering.id) == offering_id, col(SessionOffering.instructor_id) == instructor_id)
    ).one_or_none()
    return wanted_session(row) if row else ANY_SESSION
