"""The calendars elsewhere that an instructor's busy times come from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from livesessions.domain.imports import check_room, stretch_ahead
from livesessions.models import AuditEvent, BusyBlock, CalendarImport, Instructor
from livesessions.queries.stories import Person, teacher
from livesessions.queries.teaching import must_teach
from livesessions.runtime.work import View

FAILING = "calendar.failing"


@dataclass(frozen=True, slots=True)
class ImportedCalendar:
    """One calendar and how the last look at it went; `busy_times` are those not over yet."""

    id: int
    name: str
    shown: str
    is_file: bool
    problem: str
    looked_at: datetime | None
    read_at: datetime | None
    next_look_at: datetime
    busy_times: int


@dataclass(frozen=True, slots=True)
class MyCalendars:
    """All of an instructor's calendars, the oldest first."""

    instructor_id: int
    now: datetime
    calendars: tuple[ImportedCalendar, ...]


@dataclass(frozen=True, slots=True)
class FailingCalendar:
    """A calendar that can't be read, for how many days, and whose it is."""

    owner: Person
    name: str
    problem: str
    days: int


@dataclass(frozen=True, slots=True)
class Room:
    """That one more calendar may be read, in which zone and over which time."""

    time_zone: str
    first: datetime
    last: datetime


def my_calendars(view: View) -> MyCalendars:
    """The calendars of the person asking. Errors: NotAllowed."""
    owner = must_teach(view)
    taken = func.count(col(BusyBlock.id)).filter(col(BusyBlock.ends_at) > view.now)
    its = CalendarImport
    rows = view.db.execute(
        select(
            col(its.id),
            col(its.name),
            col(its.shown),
            col(its.address).is_(None),
            col(its.problem),
            col(its.looked_at),
            col(its.read_at),
            col(its.due_at),
            taken,
        )
        .outerjoin(BusyBlock, col(BusyBlock.import_id) == col(its.id))
        .where(col(its.instructor_id) == owner)
        .group_by(col(its.id))
        .order_by(col(its.id))
    )
    return MyCalendars(owner, view.now, tuple(ImportedCalendar(*row) for row in rows))


def failing_calendar(view: View, *, event_id: int) -> FailingCalendar | None:
    """The calendar that an event says is failing; None if it was read meanwhile, removed, or was never meant."""
    event = view.db.get(AuditEvent, event_id)
    if event is None or event.event != FAILING:
        return None
    calendar = view.db.get(CalendarImport, int(event.subject_id))
    if calendar is None or calendar.failing_since is None:
        return None
    days = (view.now - calendar.failing_since).days
    return FailingCalendar(teacher(view, calendar.instructor_id), calendar.name, calendar.problem, days)


def room_for_calendar(view: View) -> Room:
    """Whether the person asking may add a calendar. Errors: NotAllowed, WrongCalendar."""
    owner = must_teach(view)
    mine = select(func.count()).where(col(CalendarImport.instructor_id) == owner)
    check_room(view.db.execute(mine).scalar_one())
    zone = view.db.execute(
        select(col(Instructor.time_zone)).where(col(Instructor.user_id) == owner)
    ).scalar_one()
    return Room(zone, *stretch_ahead(view.now))


def calendars_taking(db: Session, instructor_id: int, begin: datetime, end: datetime) -> Sequence[str]:
    """The names of the calendars that take some of [begin, end)."""
    taking = (
        select(col(CalendarImport.name))
        .join(BusyBlock, col(BusyBlock.import_id) == col(CalendarImport.id))
        .where(
            col(BusyBlock.instructor_id) == instructor_id,
            col(BusyBlock.starts_at) < end,
            col(BusyBlock.ends_at) > begin,
        )
        .distinct()
        .order_by(col(CalendarImport.name))
    )
    return db.execute(taking).scalars().all()
