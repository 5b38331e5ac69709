"""What time makes of live sessions and their bookings: unanswered, completed, missed."""

from dataclasses import dataclass

from sqlmodel import col, func, select

from livesessions.domain.attendance import (
    EVENT_OF,
    Attendance,
    Outcome,
    check_finish,
    check_giving_up,
    completes_at,
    outcome,
)
from livesessions.domain.bookings import Event, Party, Status
from livesessions.domain.errors import NotAllowed, NotFound
from livesessions.models import BookingRequest, LiveSession, LiveSessionStatus, MoveProposal
from livesessions.queries.attendance import attendances
from livesessions.runtime.locks import lock_calendar
from livesessions.runtime.work import View, Work
from livesessions.services.bookings import own_booking
from livesessions.services.life import advance, end_overdue


@dataclass(frozen=True, slots=True)
class Due:
    """What the timers have to do now."""

    holds: int
    answers: int
    proposals: int
    completions: tuple[int, ...]  # live session ids


def what_is_due(view: View) -> Due:
    """Derived from state, so that nothing is forgotten by a restart."""
    return Due(
        holds=_count(view, Status.HELD, col(BookingRequest.hold_expires_at) <= view.now),
        answers=_count(view, Status.PENDING, col(BookingRequest.respond_by) <= view.now),
        proposals=_proposals(view),
        completions=tuple(_completions(view)),
    )


def expire_unanswered(work: Work) -> int:
    """Ends a batch of requests whose answer did not come in time; the number of them."""
    return end_overdue(work, Status.PENDING, col(BookingRequest.respond_by), Event.UNANSWERED)


def complete_due(work: Work, *, live_session_id: int) -> None:
    """Finishes the bookings of a session that are due, each by who was there."""
    live_session = work.db.get_one(LiveSession, live_session_id)
    lock_calendar(work.db, live_session.instructor_id)
    work.db.refresh(live_session)  # as it is now that nobody else changes it
    for booking_id, attendance in attendances(work.db, live_session).items():
        if completes_at(attendance) <= work.now:
            _finish(work, booking_id, outcome(attendance))
    _close(work, live_session)


def finish(work: Work, *, reference: str) -> None:
    """The instructor says that the session took place. Errors: NotFound, NotOverYet."""
    live_session = work.db.exec(select(LiveSession).where(LiveSession.reference == reference)).one_or_none()
    if not live_session or live_session.instructor_id != work.actor.must_be_signed_in():
        raise NotFound("There is no such session.")
    lock_calendar(work.db, live_session.instructor_id)
    work.db.refresh(live_session)  # as it is now that nobody else changes it
    for booking_id, attendance in attendances(work.db, live_session).items():
        check_finish(attendance, work.now)
        # Their word counts where nothing shows the contrary: an empty room stays an empty room.
        _finish(work, booking_id, outcome(attendance), Party.INSTRUCTOR)
    _close(work, live_session)


def give_up_waiting(work: Work, *, reference: str) -> None:
    """A learner who waited in the room for an absent instructor ends their own booking: all money goes back.

    `reference` is the booking's. Errors: NotFound, NotAllowed.
    """
    booking, live_session = own_booking(work, reference)
    if booking.status == Status.CANCELLED:
        return  # a second click
    if booking.status != Status.ACCEPTED:
        raise NotAllowed("There is nothing to end any more.")
    check_giving_up(attendances(work.db, live_session)[booking.id], work.now)
    _finish(work, booking.id, Outcome.INSTRUCTOR_ABSENT)


def _count(view: View, status: Status, due: object) -> int:
    counted = select(func.count()).where(BookingRequest.status == status, due)  # type: ignore[arg-type]
    return view.db.exec(counted).one()


def _proposals(view: View) -> int:
    over = MoveProposal.status == "open", col(MoveProposal.expires_at) <= view.now
    return view.db.exec(select(func.count()).where(*over)).one()


def _completions(view: View) -> list[int]:
    over = (
        select(LiveSession)
        .where(LiveSession.status == LiveSessionStatus.SCHEDULED, LiveSession.ends_at <= view.now)
        .where(
            select(BookingRequest.id)
            .where(BookingRequest.live_session_id == LiveSession.id, BookingRequest.status == Status.ACCEPTED)
            .exists()
        )
    )
    return [row.id for row in view.db.exec(over) if _any_due(view, row)]


def _any_due(view: View, live_session: LiveSession) -> bool:
    found: list[Attendance] = list(attendances(view.db, live_session).values())
    return any(completes_at(attendance) <= view.now for attendance in found)


def _finish(work: Work, booking_id: int, result: Outcome, by: Party = Party.SYSTEM) -> None:
    booking = work.db.get_one(BookingRequest, booking_id, with_for_update=True)
    event = EVENT_OF[result]
    # An absent instructor cannot be the one who cancels: the money goes back by the system's rule.
    party = Party.SYSTEM if event == Event.CANCELLED else by
    advance(work, booking, event, party, reason=_ABSENT.get(result, ""))


def _close(work: Work, live_session: LiveSession) -> None:
    work.db.flush()
    if live_session.status == LiveSessionStatus.SCHEDULED and not attendances(work.db, live_session):
        live_session.status, live_session.completed_at = LiveSessionStatus.COMPLETED, work.now


_ABSENT = {
    Outcome.INSTRUCTOR_ABSENT: "The instructor did not come.",
    Outcome.BOTH_ABSENT: "Nobody came to the session.",
}
