"""Published dates that nobody has booked: they follow their offering."""

from dataclasses import replace
from datetime import timedelta

from sqlmodel import col, select

from livesessions.domain.bookings import LIVE
from livesessions.domain.dates import in_the_way
from livesessions.models import BookingRequest, LiveSession, LiveSessionStatus, SessionOffering
from livesessions.queries.availability import load_calendar
from livesessions.runtime.work import Work


def empty_dates(work: Work, offering_id: int) -> list[LiveSession]:
    """Those of an offering that are still to come."""
    booked = select(BookingRequest.live_session_id).where(col(BookingRequest.status).in_(LIVE))
    return list(
        work.db.exec(
            select(LiveSession).where(
                LiveSession.offering_id == offering_id,
                LiveSession.status == LiveSessionStatus.SCHEDULED,
                LiveSession.starts_at > work.now,
                col(LiveSession.id).not_in(booked),
            )
        )
    )


def refit(work: Work, offering: SessionOffering) -> None:
    """Makes them as long and as large as the offering is by now; its calendar is locked.

    One that would not fit any more stays as it was: nobody can book it until it is withdrawn or the length is
    changed back, and what others have booked is never touched.
    """
    for date in empty_dates(work, offering.id):
        if _fits(work, offering, date):
            date.ends_at = date.starts_at + timedelta(minutes=offering.duration_minutes)
            date.capacity = offering.capacity
            work.db.flush()


def _fits(work: Work, offering: SessionOffering, date: LiveSession) -> bool:
    calendar = load_calendar(work.db, offering.instructor_id, work.now, date.starts_at, date.ends_at)
    others = tuple(claim for claim in calendar.claims if claim.live_session_id != date.id)
    alone = replace(calendar, claims=others)
    return not in_the_way(alone, offering.duration_minutes, work.now, date.starts_at)
