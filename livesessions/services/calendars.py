"""An instructor's calendars elsewhere: added, renamed, removed. What looking at them changes: `calendar_looks`."""

from sqlalchemy import func
from sqlmodel import col, select

from livesessions.domain.errors import NotFound
from livesessions.domain.imports import check_room, clean_address, clean_name, shown
from livesessions.domain.slots.intervals import Interval
from livesessions.models import CalendarImport, Instructor
from livesessions.runtime.locks import lock_calendar
from livesessions.runtime.seal import the_seal
from livesessions.runtime.work import Work
from livesessions.services.calendar_looks import CALENDARS_DUE, replace_busy
from livesessions.services.standing import teaching_actor


def add_address(work: Work, *, name: str, address: str) -> None:
    """Adds a calendar that is read soon and again and again. Errors: NotAllowed, WrongCalendar."""
    clean = clean_address(address)
    calendar = CalendarImport(
        instructor_id=_instructor_with_room(work).user_id,
        name=clean_name(name, instead=shown(clean).partition("/")[0][:60]),
        shown=shown(clean)[:300],
        address=the_seal().close(clean),
        due_at=work.now,
        created_at=work.now,
    )
    _add(work, calendar)


def add_file(
    work: Work, *, name: str, file_name: str, body: bytes, busy: list[Interval], time_zone: str
) -> None:
    """Adds a calendar that was uploaded and read. Errors: NotAllowed, WrongCalendar."""
    called = clean_file_name(file_name)
    calendar = CalendarImport(
        instructor_id=_instructor_with_room(work).user_id,
        name=clean_name(name, instead=called[:60]),
        shown=called,
        file=body,
        time_zone=time_zone,
        due_at=work.now,
        created_at=work.now,
    )
    _add(work, calendar)
    work.db.flush()
    replace_busy(work, calendar, busy)


def rename(work: Work, *, calendar_id: int, name: str) -> None:
    """Calls a calendar something else. Errors: NotFound, WrongCalendar."""
    calendar = _own(work, calendar_id)
    before, calendar.name = calendar.name, clean_name(name)
    work.record("calendar.renamed", calendar, before={"name": before}, after={"name": calendar.name})


def remove(work: Work, *, calendar_id: int) -> None:
    """Forgets a calendar; its times are free again. Errors: NotFound."""
    calendar = _own(work, calendar_id)
    lock_calendar(work.db, calendar.instructor_id)
    gone = {"name": calendar.name, "shown": calendar.shown}
    work.record("calendar.removed", calendar, before=gone, topics=[_topic(calendar)])
    work.db.delete(calendar)


def look_soon(work: Work, *, calendar_id: int) -> None:
    """Has a calendar looked at next, whenever its turn would be. Errors: NotFound."""
    calendar = _own(work, calendar_id)
    calendar.due_at, calendar.looked_at = work.now, None
    work.record("calendar.asked_for", calendar, topics=[_topic(calendar), CALENDARS_DUE])


def clean_file_name(file_name: str) -> str:
    """The last part of a file's name, without what does not print."""
    last = file_name.replace("\\", "/").rpartition("/")[2]
    return "".join(each for each in last if each.isprintable())[:100] or "calendar.ics"


def _add(work: Work, calendar: CalendarImport) -> None:
    work.db.add(calendar)
    added = {"name": calendar.name, "shown": calendar.shown}
    work.record("calendar.added", calendar, after=added, topics=[_topic(calendar), CALENDARS_DUE])


def _instructor_with_room(work: Work) -> Instructor:
    owner = work.actor.must_be_signed_in()
    lock_calendar(work.db, owner)
    instructor = teaching_actor(work, "calendars")
    mine = select(func.count()).where(col(CalendarImport.instructor_id) == owner)
    check_room(work.db.exec(mine).one())
    return instructor


def _own(work: Work, calendar_id: int) -> CalendarImport:
    calendar = work.db.get(CalendarImport, calendar_id)
    if calendar is None or calendar.instructor_id != work.actor.must_be_signed_in():
        raise NotFound("There is no such calendar.")
    return calendar


def _topic(calendar: CalendarImport) -> str:
    return f"calendar:{calendar.instructor_id}"
