"""What comes of looking at a calendar elsewhere: new busy times, nothing new, or a problem.

Which calendars are due is read from their rows, so that none is forgotten by a restart. A lease keeps two
workers from reading one calendar at once; a worker that is killed loses it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, insert
from sqlmodel import col, or_, select

from livesessions.domain.imports import STALE_AFTER, is_warning_due, next_look, stretch_ahead
from livesessions.domain.slots.intervals import Interval
from livesessions.domain.times import minute, minute_up, moment
from livesessions.models import BusyBlock, CalendarImport, Instructor
from livesessions.queries.calendars import FAILING
from livesessions.runtime.locks import lock_calendar
from livesessions.runtime.seal import the_seal
from livesessions.runtime.work import Work

LEASE = timedelta(minutes=3)
CALENDARS_DUE = "calendars"  # the topic that rings when one wants to be looked at now


@dataclass(frozen=True, slots=True)
class Version:
    """How to know that a calendar is as it was: what its server said, and a digest of what it sent."""

    etag: str = ""
    last_modified: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """A calendar that this worker is to look at now, and in which zone and over which time.

    The address is sealed.
    """

    calendar_id: int
    instructor_id: int
    address: str | None = field(repr=False)
    file: bytes | None = field(repr=False)
    time_zone: str
    first: datetime
    last: datetime
    due_at: datetime
    version: Version = Version()  # the last one; none when the times must be worked out anew all the same


def take_due(work: Work, *, limit: int = 2) -> list[Look]:
    """Leases the calendars that are due to this worker."""
    its = CalendarImport
    free = or_(col(its.leased_until).is_(None), col(its.leased_until) <= work.now)
    due = (
        select(CalendarImport, Instructor.time_zone)
        .join(Instructor)
        .where(col(its.due_at) <= work.now, free, col(Instructor.suspended_at).is_(None))
        .order_by(col(its.due_at))
        .limit(limit)
        .with_for_update(skip_locked=True, of=CalendarImport)
    )
    return [_leased(work, calendar, zone) for calendar, zone in work.db.exec(due).all()]


def take_over(work: Work, *, look: Look, busy: list[Interval], version: Version) -> None:
    """Makes these minutes the calendar's busy times."""
    calendar = _locked(work, look)
    if calendar is None:
        return
    calendar.time_zone = look.time_zone
    _looked(work, calendar, look, version)
    replace_busy(work, calendar, busy)


def nothing_new(work: Work, *, look: Look, version: Version) -> None:
    """The calendar is as it was."""
    calendar = _locked(work, look)
    if calendar is not None:
        _looked(work, calendar, look, version)


def not_readable(work: Work, *, look: Look, problem: str) -> None:
    """Keeps the busy times as they were and says what was wrong."""
    calendar = _locked(work, look)
    if calendar is None:
        return
    is_news = is_awaited(calendar) or calendar.problem != problem[:300]
    calendar.problem = problem[:300]
    calendar.failures += 1
    _put_off(work, calendar, look)
    told = {"problem": calendar.problem}
    if is_news:
        work.record("calendar.not_read", calendar, after=told, topics=[_topic(calendar)])
    calendar.failing_since = calendar.failing_since or work.now
    if is_warning_due(work.now, calendar.failing_since, calendar.warned_at):
        calendar.warned_at = work.now
        work.record(FAILING, calendar, after=told)


def replace_busy(work: Work, calendar: CalendarImport, busy: Iterable[Interval]) -> None:
    """Writes what differs. The instructor's calendar is locked by the caller."""
    assert calendar.id is not None
    its = select(BusyBlock.starts_at, BusyBlock.ends_at, BusyBlock.id).where(
        BusyBlock.import_id == calendar.id
    )
    old = {(minute(begin), minute_up(end)): number for begin, end, number in work.db.exec(its)}
    new, is_first = set(busy), calendar.read_at is None
    gone, came = [number for span, number in old.items() if span not in new], sorted(new - old.keys())
    calendar.read_at = calendar.looked_at = work.now
    if gone:
        work.db.execute(delete(BusyBlock).where(col(BusyBlock.id).in_(gone)))
    if came:
        work.db.execute(insert(BusyBlock), [_row(calendar, span) for span in came])
    if gone or came or is_first:
        told = {"busy_times": len(new)}
        work.record("calendar.read", calendar, after=told, topics=[_topic(calendar)])


def is_awaited(calendar: CalendarImport) -> bool:
    """Whether somebody waits for a look at it: it is new, or was asked for."""
    return calendar.looked_at is None


def _topic(calendar: CalendarImport) -> str:
    return f"calendar:{calendar.instructor_id}"


def _row(calendar: CalendarImport, span: Interval) -> dict[str, object]:
    begin, end = map(moment, span)
    return {
        "instructor_id": calendar.instructor_id,
        "import_id": calendar.id,
        "starts_at": begin,
        "ends_at": end,
        "source": "",
    }


def _leased(work: Work, calendar: CalendarImport, zone: str) -> Look:
    calendar.leased_until = work.now + LEASE
    _seal_anew(calendar)
    is_fresh = (
        calendar.read_at is not None
        and calendar.read_at > work.now - STALE_AFTER
        and calendar.time_zone == zone
    )
    first, last = stretch_ahead(work.now)
    return Look(
        calendar_id=calendar.id,
        instructor_id=calendar.instructor_id,
        address=calendar.address,
        file=calendar.file,
        time_zone=zone,
        first=first,
        last=last,
        due_at=calendar.due_at,
        version=Version(calendar.etag, calendar.last_modified, calendar.digest) if is_fresh else Version(),
    )


def _seal_anew(calendar: CalendarImport) -> None:
    """Every look moves an address on from a former secret key to the present one."""
    seal = the_seal()
    if calendar.address and seal.is_former(calendar.address):
        calendar.address = seal.close(seal.open(calendar.address))


def _locked(work: Work, look: Look) -> CalendarImport | None:
    """The calendar, if its owner has not removed it meanwhile."""
    lock_calendar(work.db, look.instructor_id)
    return work.db.get(CalendarImport, look.calendar_id, with_for_update=True)


def _looked(work: Work, calendar: CalendarImport, look: Look, version: Version) -> None:
    calendar.etag, calendar.last_modified = version.etag, version.last_modified
    calendar.digest = version.digest
    is_news = is_awaited(calendar) or bool(calendar.problem)
    calendar.problem, calendar.failures = "", 0
    calendar.failing_since = calendar.warned_at = None
    _put_off(work, calendar, look)
    if is_news:
        work.record("calendar.looked_at", calendar, topics=[_topic(calendar)])


def _put_off(work: Work, calendar: CalendarImport, look: Look) -> None:
    calendar.looked_at, calendar.leased_until = work.now, None
    if calendar.due_at == look.due_at:  # else it was asked for, or its owner moved, while we looked
        calendar.due_at = next_look(work.now, calendar.failures, is_file=calendar.file is not None)
