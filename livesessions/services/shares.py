"""An instructor's part of a booking: when it becomes available, and when to look at it again."""

from sqlmodel import col, func, select

from livesessions.domain import payouts
from livesessions.domain.bookings import Status
from livesessions.domain.ledger import Kind, Movement
from livesessions.models import BookingRequest, LiveSession, Share
from livesessions.runtime.work import Work


def note_earning(work: Work, movement: Movement) -> None:
    """Something was earned or taken back: a first earning opens the share, a change has it looked at again."""
    if movement.booking_id is None:
        return
    share = work.db.get(Share, movement.booking_id)
    if share is None:
        share = _new_share(work, movement, movement.booking_id)
        work.db.add(share)
    else:
        share.look_at = max(share.available_at, work.now) if _is_earning(movement) else work.now
    work.record(
        "share.earned" if _is_earning(movement) else "share.taken_back",
        work.db.get_one(BookingRequest, movement.booking_id),
        after={"movement": movement.id},
        topics=[f"person:{share.instructor_id}"],
    )


def look_again(work: Work, instructor_id: int) -> None:
    """Whatever stood in the way of an instructor's shares may be gone: look at once."""
    waiting = select(Share).where(Share.instructor_id == instructor_id, col(Share.look_at).is_not(None))
    for share in work.db.exec(waiting):
        share.blocked, share.look_at = "", max(share.available_at, work.now)


def _new_share(work: Work, movement: Movement, booking_id: int) -> Share:
    booking = work.db.get_one(BookingRequest, booking_id)
    live_session = work.db.get_one(LiveSession, booking.live_session_id)
    instructor_id = live_session.instructor_id
    due = payouts.available_at(booking.ended_at or work.now, _held_before(work, live_session))
    return Share(
        booking_id=booking_id,
        instructor_id=instructor_id,
        currency=movement.entries[0].amount.currency,
        available_at=due,
        look_at=due,
    )


def _held_before(work: Work, live_session: LiveSession) -> int:
    """How many sessions of the instructor, whatever they cost, were held before this one ended."""
    held = (
        select(func.count(col(LiveSession.id).distinct()))
        .join(BookingRequest, col(BookingRequest.live_session_id) == LiveSession.id)
        .where(
            LiveSession.instructor_id == live_session.instructor_id,
            LiveSession.ends_at < live_session.ends_at,
            col(BookingRequest.status).in_((Status.COMPLETED, Status.NO_SHOW)),
        )
    )
    return work.db.exec(held).one()


def _is_earning(movement: Movement) -> bool:
    return movement.kind == Kind.EARN
