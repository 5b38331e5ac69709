"""A booking's place in a live session: given up, or taken somewhere else."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, func, select

from livesessions.domain.bookings import LIVE, CannotMove
from livesessions.domain.offerings import OfferingStatus
from livesessions.domain.slots import Slot
from livesessions.models import BookingRequest, LiveSession, LiveSessionStatus, SessionOffering
from livesessions.runtime.references import new_reference
from livesessions.runtime.work import Work


@dataclass(frozen=True, slots=True)
class Shift:
    """From which start to which slot. The slot is the session's own when that has moved as a whole.

    While others follow there, the seats it has left are nobody's yet.
    """

    was: datetime
    to: Slot
    others_follow: bool = False


def relocate(work: Work, booking: BookingRequest, live_session: LiveSession, to: Slot) -> LiveSession:
    """Takes the booking to a slot found free in this transaction; the session it is in from now on.

    An individual session goes along, with its room, unless others had chosen it before. Theirs and a group's
    stays where it is: a payment that arrives late must find the time that was chosen.
    Errors: CannotMove, a place there already.
    """
    if live_session.capacity == 1 and to.live_session_id is None:
        if not _was_chosen_by_others(work, booking):
            live_session.starts_at, live_session.ends_at = to.start, to.end
            return live_session
        target = reopen(work, live_session, to)
    else:
        _leave(work, live_session)
        target = _join(work, booking, to) if to.live_session_id else open_like(work, live_session, to)
    booking.live_session_id = target.id
    return target


def reopen(work: Work, live_session: LiveSession, to: Slot) -> LiveSession:
    """The session as it is, at another time, which may overlap with its own: that is given up first."""
    live_session.status = LiveSessionStatus.RELEASED
    work.db.flush()
    there = open_like(work, live_session, to)
    there.is_fixed_date, there.decided_at = live_session.is_fixed_date, live_session.decided_at
    return there


def open_like(work: Work, like: LiveSession, to: Slot) -> LiveSession:
    """A session at another time, everything else as in `like`; whether it takes place is still to be decided."""
    opened = LiveSession(
        reference=new_reference(),
        offering_id=like.offering_id,
        instructor_id=like.instructor_id,
        starts_at=to.start,
        ends_at=to.end,
        buffer_minutes=like.buffer_minutes,
        capacity=like.capacity,
        min_participants=like.min_participants,
        decides_at=like.decides_at and to.start - (like.starts_at - like.decides_at),
        created_at=work.now,
    )
    work.db.add(opened)
    work.db.flush()
    return opened


def release_if_empty(work: Work, live_session: LiveSession) -> None:
    """A session gives up its time with its last live place; a published date keeps it."""
    is_scheduled = live_session.status == LiveSessionStatus.SCHEDULED  # and not called off
    if is_scheduled and not _is_published(work, live_session) and live_places(work, live_session) == 0:
        live_session.status = LiveSessionStatus.RELEASED


def _was_chosen_by_others(work: Work, booking: BookingRequest) -> bool:
    inside = BookingRequest.live_session_id == booking.live_session_id, BookingRequest.id != booking.id
    return work.db.exec(select(BookingRequest.id).where(*inside)).first() is not None


def _leave(work: Work, live_session: LiveSession) -> None:
    """Frees the time first: the new one may overlap it."""
    if not _is_published(work, live_session) and live_places(work, live_session) == 1:
        live_session.status = LiveSessionStatus.RELEASED
        work.db.flush()


def _is_published(work: Work, live_session: LiveSession) -> bool:
    """Whether it waits for learners although nobody is in it; those of an archived offering don't."""
    offering = work.db.get_one(SessionOffering, live_session.offering_id)
    return live_session.is_fixed_date and offering.status != OfferingStatus.ARCHIVED


def live_places(work: Work, live_session: LiveSession) -> int:
    """How many bookings are held, pending or accepted in it."""
    work.db.flush()
    taken = select(func.count()).where(
        BookingRequest.live_session_id == live_session.id, col(BookingRequest.status).in_(LIVE)
    )
    return work.db.exec(taken).one()


def _join(work: Work, booking: BookingRequest, to: Slot) -> LiveSession:
    mine = select(BookingRequest.id).where(
        BookingRequest.live_session_id == to.live_session_id,
        BookingRequest.learner_id == booking.learner_id,
        col(BookingRequest.status).in_(LIVE),
    )
    if work.db.exec(mine).first():
        raise CannotMove("You have a place on that date already.")
    return work.db.get_one(LiveSession, to.live_session_id, with_for_update=True)
