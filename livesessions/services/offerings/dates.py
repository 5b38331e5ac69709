"""The dates on which an offering runs whether or not somebody has booked: published and withdrawn one by one."""

from datetime import datetime, timedelta

from sqlmodel import col, func, select

from livesessions.domain.errors import DomainError, Invalid, NotFound
from livesessions.domain.offerings import OfferingStatus, ScheduleMode
from livesessions.domain.slots import Calendar, Reason, Wanted, reasons
from livesessions.models import BookingRequest, LiveSession, LiveSessionStatus, SessionOffering
from livesessions.models.bookings import LIVE_STATUSES
from livesessions.queries.availability import load_calendar
from livesessions.queries.offerings import published_dates
from livesessions.runtime.locks import lock_calendar
from livesessions.runtime.references import new_reference
from livesessions.runtime.work import Work
from livesessions.services.offerings.drafts import locked_offering

MOST_DATES = 200
FURTHEST = timedelta(days=365)
IN_THE_WAY = {
    Reason.TAKEN: "It overlaps with another session of yours.",
    Reason.BUSY: "It overlaps with something in your own calendar.",
    Reason.BUFFER: "It is too close to another session of yours: mind your break between sessions.",
}


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
    lock_calendar(work.db, work.actor.must_be_signed_in())
    offering = locked_offering(work, offering_id)
    _check(work, offering, starts_at)
    ends_at = starts_at + timedelta(minutes=offering.duration_minutes)
    calendar = load_calendar(work.db, offering.instructor_id, work.now, starts_at, ends_at)
    _must_be_free(work, calendar, offering, starts_at)
    live_session = LiveSession(
        reference=new_reference(),
        offering_id=offering_id,
        instructor_id=offering.instructor_id,
        starts_at=starts_at,
        ends_at=ends_at,
        buffer_minutes=calendar.rules.buffer_minutes,
        capacity=offering.capacity,
        is_fixed_date=True,
        created_at=work.now,
    )
    work.db.add(live_session)
    _record(work, "date.published", live_session)
    return live_session.reference


def withdraw_date(work: Work, *, reference: str) -> None:
    """Takes back a date that nobody has booked. Errors: NotFound also for other people's, DateBooked."""
    owner = work.actor.must_be_signed_in()
    lock_calendar(work.db, owner)
    live_session = work.db.exec(select(LiveSession).where(LiveSession.reference == reference)).one_or_none()
    if live_session is None or live_session.instructor_id != owner or not live_session.is_fixed_date:
        raise NotFound("You have no such date.")
    booked = select(func.count()).where(
        BookingRequest.live_session_id == live_session.id, col(BookingRequest.status).in_(LIVE_STATUSES)
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
    if not work.now < starts_at < work.now + FURTHEST:
        raise Invalid("Choose a time within the next twelve months.", field="date")
    if len(published_dates(work.db, offering.id or 0, work.now)) >= MOST_DATES:
        raise Invalid(f"An offering has at most {MOST_DATES} dates at a time.", field="date")


def _must_be_free(work: Work, calendar: Calendar, offering: SessionOffering, starts_at: datetime) -> None:
    """Only what else is in the calendar counts: whoever publishes a date means it."""
    wanted = Wanted(offering_id=0, duration_minutes=offering.duration_minutes)
    for reason in reasons(calendar, wanted, work.now, starts_at):
        if reason in IN_THE_WAY:
            raise DateTaken(IN_THE_WAY[reason], field="date")


def _record(work: Work, event: str, live_session: LiveSession) -> None:
    work.record(
        event,
        live_session,
        after={"offering": live_session.offering_id, "starts_at": live_session.starts_at.isoformat()},
        topics=[f"calendar:{live_session.instructor_id}", f"session_offering:{live_session.offering_id}"],
    )
