"""A group moves as a whole: everybody in it to the same new time."""

from sqlmodel import col, select

from livesessions.domain.bookings import LIVE, CannotMove, Event, Party, Status
from livesessions.domain.slots import Slot
from livesessions.models import BookingRequest, LiveSession
from livesessions.runtime.work import Work
from livesessions.services.life import advance
from livesessions.services.places import Shift, reopen


def move_everybody(work: Work, live_session: LiveSession, to: Slot, by: Party) -> None:
    """Moves every booking of a session to a free time. Its calendar is locked.

    Errors: CannotMove while somebody is paying for a seat: they chose the time there is now.
    """
    inside = BookingRequest.live_session_id == live_session.id, col(BookingRequest.status).in_(LIVE)
    bookings = work.db.exec(
        select(BookingRequest).where(*inside).order_by(col(BookingRequest.id)).with_for_update()
    ).all()
    if any(booking.status == Status.HELD for booking in bookings):
        raise CannotMove("Somebody is booking a seat just now: please try again in a few minutes.")
    was, there = live_session.starts_at, reopen(work, live_session, to)
    for booking in bookings:
        advance(work, booking, Event.MOVED, by, shift=Shift(was, to._replace(live_session_id=there.id)))
