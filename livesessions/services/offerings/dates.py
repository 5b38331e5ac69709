"""The dates on which an offering runs whether or not somebody has booked: published and withdrawn one by one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import col, func, select

from livesessions.domain.bookings import LIVE
from livesessions.domain.dates import MOST_DATES, in_the_way, too_far
from livesessions.domain.errors import DomainError, Invalid, NotFound
from livesessions.domain.minimum import decides_at
from livesessions.domain.offerings import OfferingStatus, ScheduleMode
from livesessions.models import BookingRequest, LiveSession, LiveSessionStatus, SessionOffering
from livesessions.queries.availability import load_calendar
from livesessions.queries.offerings import published_dates
from livesessions.runtime.locks import lock_calendar
from livesessions.runtime.references import new_reference
from livesessions.runtime.work import Work
from livesessions.services.offerings.drafts import locked_offering
from livesessions.services.standing import teaching_actor


class DateTaken(DomainError):
    """Something else is in the instructor's calendar at that time."""

    code = "date_taken"


class DateBooked(DomainError):
    """Somebody has a place on that date."""

    code = "date_booked"


def add_date(work: Work, *, offering_id: int, starts_at: datetime) -> str:
    """Publishes one date, inside the weekly hours or not; the live session's reference.

    Errors: NotFound, Invalid (field "date"), DateTaken.
    """
    [reference] = add_dates(work, offering_id=offering_id, starts=[starts_at])
    return reference


def add_dates(work: Work, *, offering_id: int, starts: Sequence[datetime]) -> list[str]:
    """Publishes all of these dates or none; their references. Errors: as of one date."""
    lock_calendar(work.db, work.actor.must_be_signed_in())
    offering = locked_offering(work, offering_id)
    return [_publish(work, offering, starts_at) for starts_at in starts]


def _publish(work: Work, offering: SessionOffering, starts_at: datetime) -> str:
    _check(work, offering, starts_at)
    ends_at = starts_at + timedelta(minutes=offering.duration_minutes)
    calendar = load_calendar(work.db, offering.instructor_id, work.now, starts_at, ends_at)
    if problem := in_the_way(calendar, offering.duration_minutes, work.now, starts_at):
        raise DateTaken(problem, field="date")
    live_session = LiveSession(
        reference=new_reference(),
        offering_id=offering.id,
        instructor_id=offering.instructor_id,
        starts_at=starts_at,
        ends_at=ends_at,
        buffer_minutes=calendar.rules.buffer_minutes,
        capacity=offering.capacity,
        min_participants=offering.min_participants,
        decides_at=_decides_at(work, offering, starts_at),
        is_fixed_date=True,
        created_at=work.now,
    )
    work.db.add(live_session)
    _record(work, "date.published", live_session)
    return live_session.reference


def withdraw_date(work: Work, *, reference: str) -> None:
    """Takes back a date that nobody has booked; a second time nothing happens.

    Errors: NotFound also for other people's and once it has begun, DateBooked.
    """
    owner = work.actor.must_be_signed_in()
    lock_calendar(work.db, owner)
    teaching_actor(work, "dates")
    live_session = work.db.exec(select(LiveSession).where(LiveSession.reference == reference)).one_or_none()
    if live_session is None or live_session.instructor_id != owner or not live_session.is_fixed_date:
        raise NotFound("You have no such date.")
    if live_session.status == LiveSessionStatus.RELEASED:
        return
    if live_session.status != LiveSessionStatus.SCHEDULED or work.now >= live_session.starts_at:
        raise NotFound("This date is over, or called off.")
    booked = select(func.count()).where(
        BookingRequest.live_session_id == live_session.id, col(BookingRequest.status).in_(LIVE)
    )
    if work.db.exec(booked).one():
        raise DateBooked("Somebody has booked this date: cancel the session with them first.")
    live_session.status = LiveSessionStatus.RELEASED
    _record(work, "date.withdrawn", live_session)


def _check(work: Work, offering: SessionOffering, starts_at: datetime) -> None:
    if offering.schedule_mode != ScheduleMode.FIXED_DATES:
        raise Invalid("This offering is booked in your weekly hours: it has no dates.", field="date")
    if offering.status == OfferingStatus.ARCHIVED:
        raise Invalid("This offering is archived: publish it again first.", field="date")
    if too_far(work.now, starts_at):
        raise Invalid("Choose a time within the next twelve months.", field="date")
    if len(published_dates(work.db, offering.id, work.now)) >= MOST_DATES:
        raise Invalid(f"An offering has at most {MOST_DATES} dates at a time.", field="date")


def _decides_at(work: Work, offering: SessionOffering, starts_at: datetime) -> datetime | None:
    """A date published too late for a decision takes place with whoever comes."""
    decided = decides_at(starts_at, offering.min_participants, offering.decide_hours_before)
    return decided if decided and decided > work.now else None


def _record(work: Work, event: str, live_session: LiveSession) -> None:
    work.record(
        event,
        live_session,
        after={"offering": live_session.offering_id, "starts_at": live_session.starts_at.isoformat()},
        topics=[f"calendar:{live_session.instructor_id}", f"session_offering:{live_session.offering_id}"],
    )
