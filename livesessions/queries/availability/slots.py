"""Which times of an offering can be booked, why another can't, what is near it. The slot engine decides."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, select
from sqlmodel import col

from livesessions.domain import slots
from livesessions.domain.errors import NotFound
from livesessions.domain.holds import time_to_pay
from livesessions.domain.minimum import notice_minutes
from livesessions.domain.offerings import OfferingStatus, ScheduleMode
from livesessions.domain.slots import Calendar, Reason, Run, Slot, Wanted
from livesessions.domain.times import local_date, local_day
from livesessions.models import Instructor, SessionOffering
from livesessions.queries.availability.calendars import load_calendar
from livesessions.runtime.work import Actor, View

MOST_DAYS = 92
# Browsers may ask for any date: all before and after these are as far away.
FIRST_DAY, LAST_DAY = date(2, 1, 1), date(9998, 12, 31)


@dataclass(frozen=True, slots=True)
class FreeSlots:
    """The bookable times of one offering, as runs; `timezone` is the instructor's."""

    timezone: str
    duration_minutes: int
    capacity: int
    runs: tuple[Run, ...] = ()

    def slots(self) -> Iterator[Slot]:
        """Every time, in order."""
        for run in self.runs:
            yield from run.slots()

    def by_day(self, zone: str) -> dict[date, list[Slot]]:
        """The times of each local date in `zone` that has any."""
        days: dict[date, list[Slot]] = {}
        for slot in sorted(self.slots()):
            days.setdefault(local_date(slot.start, zone), []).append(slot)
        return days


def free_slots(
    view: View, *, offering_id: int, first_day: date, last_day: date, zone: str = "UTC"
) -> FreeSlots:
    """The times that start on the local dates `first_day` to `last_day` (included) of `zone`.

    At most `MOST_DAYS` days are looked at. Errors: NotFound, UnknownZone.
    """
    offering = offering_to_book(view, offering_id)
    first_day = min(max(first_day, FIRST_DAY), LAST_DAY)
    last_day = min(max(last_day, FIRST_DAY), first_day + timedelta(days=MOST_DAYS))
    first, last = local_day(first_day, zone)[0], local_day(last_day, zone)[1]
    answer = FreeSlots(offering.time_zone, offering.duration_minutes, offering.capacity)
    if first >= last or not _is_open(offering):
        return answer
    calendar = load_calendar(view.db, offering.instructor_id, view.now, first, last)
    runs = slots.free_runs(calendar, wanted_session(offering), view.now, first, last)
    return replace(answer, timezone=calendar.rules.timezone, runs=tuple(runs))


def why_not(view: View, *, offering_id: int, starts_at: datetime) -> Reason | None:
    """The rule that keeps this time from being bookable; None if it is. Errors: NotFound."""
    offering = offering_to_book(view, offering_id)
    return slots.why_not(_around(view, offering, starts_at), wanted_session(offering), view.now, starts_at)


def nearest_slots(
    view: View, *, offering_id: int, starts_at: datetime, count: int = slots.NEAREST
) -> list[Slot]:
    """The bookable times closest to `starts_at`, in order of time. Errors: NotFound."""
    offering = offering_to_book(view, offering_id)
    if not _is_open(offering):
        return []
    calendar = _around(view, offering, starts_at)
    return slots.nearest(calendar, wanted_session(offering), view.now, starts_at, count)


def wanted_session(offering: Any, moving_id: int | None = None) -> Wanted:
    """What the slot engine has to place, from any row with these columns of an offering."""
    return Wanted(
        offering_id=offering.id,
        duration_minutes=offering.duration_minutes,
        seats=offering.capacity,
        opens_sessions=offering.schedule_mode == ScheduleMode.AVAILABILITY,
        moving_id=moving_id,
        notice_minutes=notice_minutes(offering.min_participants, offering.decide_hours_before),
        lead_minutes=time_to_pay(offering.price),
    )


def offering_to_book(view: View, offering_id: int) -> Row[Any]:
    """What the slot engine needs of an offering. Errors: NotFound for what the person may not see."""
    wanted = select(
        col(SessionOffering.id),
        col(SessionOffering.instructor_id),
        col(SessionOffering.status),
        col(SessionOffering.duration_minutes),
        col(SessionOffering.capacity),
        col(SessionOffering.schedule_mode),
        col(SessionOffering.min_participants),
        col(SessionOffering.decide_hours_before),
        col(SessionOffering.price),
        col(Instructor.time_zone),
        col(Instructor.suspended_at),
    ).where(col(SessionOffering.id) == offering_id)
    row = view.db.execute(wanted.join(Instructor)).one_or_none()
    if row is None or not (_is_open(row) or _may_see_closed(view.actor, row.instructor_id)):
        raise NotFound("There is no such session.")
    return row


def _is_open(offering: Any) -> bool:
    return offering.status == OfferingStatus.ACTIVE and offering.suspended_at is None


def _may_see_closed(actor: Actor, instructor_id: int) -> bool:
    return actor.is_admin or actor.user_id == instructor_id


def _around(view: View, offering: Row[Any], starts_at: datetime) -> Calendar:
    return load_calendar(view.db, offering.instructor_id, view.now, *slots.neighbourhood(starts_at))
