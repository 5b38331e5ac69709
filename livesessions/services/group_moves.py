"""A group moves as a whole: everybody in it to the same new time."""

from sqlmodel import col, select

from livesessions.domain.bookings import LIVE, Event, Party, Status
from livesessions.domain.moves import check_group
from livesessions.domain.slots import Slot
from livesessions.models import BookingRequest, LiveSession
from livesessions.runtime.work import Work
from livesessions.services.life import advance
from livesessions.services.places import Shift, reopen


def move_everybody(work: Work, live_session: LiveSession, to: Slot, by: Party, about: str = "") -> None:
    """Moves every booking of a session to a free time. Its calendar is locked; `about` is for the trail.

    Errors: CannotMove while a seat is held or asked for, or to a time that is near.
    """
    inside = BookingRequest.live_session_id == live_session.id, col(BookingRequest.status).in_(LIVE)
    bookings = work.db.exec(
        select(BookingRequest).where(*inside).order_by(col(BookingRequest.id)).with_for_update()
    ).all()
    free_hours = max((booking.free_cancellation_hours for booking in bookings), default=0)
    statuses = [Status(booking.status) for booking in bookings]
    check_group(statuses, to.start - work.now, free_hours=free_hours)
    was, there = live_session.starts_at, reopen(work, live_session, to)
    to = to._replace(live_session_id=there.id)
    for booking in bookings:
        shift = Shift(was, to, others_follow=booking is not bookings[-1])
        advance(work, booking, Event.MOVED, by, shift=shift, about=about)
