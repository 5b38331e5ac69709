"""Sessions that do not take place: called off by their instructor, or for want of people. All money goes back."""

from sqlmodel import col, select

from livesessions.domain.bookings import LIVE, Event, Party, Status
from livesessions.domain.errors import Invalid, NotAllowed, NotFound
from livesessions.domain.minimum import TOO_FEW, takes_place
from livesessions.models import BookingRequest, LiveSession, LiveSessionStatus
from livesessions.runtime.locks import lock_calendar
from livesessions.runtime.work import View, Work
from livesessions.services.life import advance
from livesessions.services.taking import topics_of

LONGEST_REASON = 500


def call_off(work: Work, *, reference: str, reason: str) -> None:
    """The instructor cancels a whole session with everybody in it; a date that nobody booked goes just so.

    Errors: NotFound also for other people's, NotAllowed once it has begun, Invalid without a reason.
    """
    live_session = work.db.exec(select(LiveSession).where(LiveSession.reference == reference)).one_or_none()
    if live_session is None or live_session.instructor_id != work.actor.must_be_signed_in():
        raise NotFound("You have no such session.")
    lock_calendar(work.db, live_session.instructor_id)
    work.db.refresh(live_session)
    if live_session.status != LiveSessionStatus.SCHEDULED:
        return  # a second click
    if work.now >= live_session.starts_at:
        raise NotAllowed("The session has begun and can't be cancelled any more.")
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        raise Invalid("Please give a short reason: the learners will read it.", field="reason")
    end_session(work, live_session, Party.INSTRUCTOR, reason.strip())


def to_decide(view: View) -> list[int]:
    """The live sessions of which it is to be decided now whether enough people come."""
    due = select(LiveSession.id).where(
        LiveSession.status == LiveSessionStatus.SCHEDULED,
        col(LiveSession.decides_at) <= view.now,
        col(LiveSession.decided_at).is_(None),
    )
    return list(view.db.exec(due))


def decide(work: Work, *, live_session_id: int) -> None:
    """Lets a session take place for good, or calls it off, by how many places are confirmed; once."""
    live_session = work.db.get_one(LiveSession, live_session_id)
    lock_calendar(work.db, live_session.instructor_id)
    work.db.refresh(live_session)
    if live_session.decided_at or live_session.status != LiveSessionStatus.SCHEDULED:
        return
    live_session.decided_at = work.now
    confirmed = [each for each in _bookings(work, live_session) if each.status == Status.ACCEPTED]
    if not takes_place(len(confirmed), live_session.min_participants or 0):
        end_session(work, live_session, Party.SYSTEM, TOO_FEW)
        return
    for booking in confirmed:
        after = {"status": booking.status, "participants": len(confirmed)}
        work.record("booking.going_ahead", booking, after=after, topics=topics_of(booking, live_session))


def end_session(work: Work, live_session: LiveSession, by: Party, reason: str) -> None:
    """A session does not take place; its calendar is locked.

    First the session, so that no freed place is offered to anybody; then every booking in it.
    """
    live_session.status = LiveSessionStatus.CANCELLED
    work.db.flush()
    for booking in _bookings(work, live_session):
        advance(work, booking, Event.CANCELLED, by, reason=reason)
    work.record(
        "live_session.called_off",
        live_session,
        after={"by": by},
        reason=reason,
        topics=[f"calendar:{live_session.instructor_id}", f"session_offering:{live_session.offering_id}"],
    )


def _bookings(work: Work, live_session: LiveSession) -> list[BookingRequest]:
    inside = BookingRequest.live_session_id == live_session.id, col(BookingRequest.status).in_(LIVE)
    rows = select(BookingRequest).where(*inside).order_by(col(BookingRequest.id)).with_for_update()
    return list(work.db.exec(rows))
