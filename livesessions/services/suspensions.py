"""Suspending a person, or their teaching alone, and what ends by it.

What ends is found anew at every look, so that nothing is forgotten by a restart and nothing that was being made
at that moment is overlooked. Sessions under way or over are left alone.
"""

from sqlmodel import col, select

from livesessions.domain.bookings import Event, Party
from livesessions.domain.errors import NotAllowed, NotFound
from livesessions.domain.suspensions import INSTRUCTOR_GONE, LEARNER_GONE, checked_reason
from livesessions.models import Instructor, LiveSession, SessionOffering, User
from livesessions.queries.suspensions import (
    booked_by_suspended,
    places_to_end,
    requests_to_end,
    sessions_to_end,
    taught_by_suspended,
)
from livesessions.runtime.locks import lock_calendar, lock_learner
from livesessions.runtime.work import Work
from livesessions.services.accounts.logins import end_logins
from livesessions.services.accounts.people import PEOPLE
from livesessions.services.calling_off import end_session
from livesessions.services.life import BATCH, end_some
from livesessions.services.notifications import bell

SESSIONS = 10  # called off in one transaction, each with everybody in it


def suspend_teaching(work: Work, *, user_id: int, reason: str) -> None:
    """Nobody books with them any more; they may go on as a learner. A second time nothing happens.

    Errors: NotAllowed, NotFound for who does not teach, Invalid at the reason.
    """
    user, instructor = _locked(work, user_id)
    said = checked_reason(reason)
    if instructor is None:
        raise NotFound("This person does not teach.")
    if instructor.suspended_at is None:
        instructor.suspended_at = work.now
        _record(work, "teaching.suspended", user, said)
        work.later("end_suspended")


def suspend_person(work: Work, *, user_id: int, reason: str) -> None:
    """They are logged out everywhere and stay outside; if they teach, that ends as well. Errors: as above."""
    user, instructor = _locked(work, user_id)
    said = checked_reason(reason)
    if user.suspended_at is not None:
        return
    user.suspended_at = work.now
    if instructor:
        instructor.suspended_at = instructor.suspended_at or work.now
    end_logins(work, user_id, reason="suspended")
    _record(work, "person.suspended", user, said)
    work.later("end_suspended")


def restore(work: Work, *, user_id: int, reason: str) -> None:
    """They may do everything again. What was ended stays ended. Errors: as above."""
    user, instructor = _locked(work, user_id)
    said = checked_reason(reason)
    event = "person.restored" if user.suspended_at else "teaching.restored"
    if not user.suspended_at and not (instructor and instructor.suspended_at):
        return
    user.suspended_at = None
    if instructor:
        instructor.suspended_at = None
    _record(work, event, user, said)


def call_off_sessions(work: Work) -> int:
    """Calls off some of what suspended instructors had still to come; the number of sessions."""
    which = sessions_to_end(taught_by_suspended(), work.now)
    found = work.db.exec(select(LiveSession.id, LiveSession.instructor_id).where(which).limit(SESSIONS)).all()
    for instructor_id in sorted({instructor_id for _, instructor_id in found}):
        lock_calendar(work.db, instructor_id)
    still = select(LiveSession).where(which, col(LiveSession.id).in_([key for key, _ in found]))
    live_sessions = work.db.exec(still).all() if found else []
    for live_session in live_sessions:
        end_session(work, live_session, Party.SYSTEM, INSTRUCTOR_GONE)
    return len(live_sessions)


def end_requests(work: Work) -> int:
    """Ends a batch of what waits for payment or an answer with a suspended instructor; the number of them."""
    which = requests_to_end(taught_by_suspended())
    return end_some(work, which, event=Event.CANCELLED, reason=INSTRUCTOR_GONE)


def end_places(work: Work) -> int:
    """Ends a batch of places of suspended learners, never the session of a group; the number of them."""
    which = places_to_end(booked_by_suspended(), work.now)
    return end_some(work, which, event=Event.CANCELLED, reason=LEARNER_GONE)


STEPS = ((call_off_sessions, SESSIONS), (end_requests, BATCH), (end_places, BATCH))


def _locked(work: Work, user_id: int) -> tuple[User, Instructor | None]:
    """The person, while nobody books with them and they book nothing. Errors: NotAllowed, NotFound."""
    if not work.actor.is_admin:
        raise NotAllowed("Only admins suspend people.")
    lock_calendar(work.db, user_id)
    lock_learner(work.db, user_id)
    user = work.db.get(User, user_id, with_for_update=True)
    if user is None:
        raise NotFound("There is no such person.")
    if user_id == work.actor.user_id or user.is_admin:
        raise NotAllowed("Nobody suspends themselves or another admin.")
    return user, work.db.get(Instructor, user_id, with_for_update=True)


def _record(work: Work, event: str, user: User, reason: str) -> None:
    """Rings at everything that shows this person or what they offer, and at their own open pages."""
    offered = work.db.exec(select(SessionOffering.id).where(SessionOffering.instructor_id == user.id))
    topics = [PEOPLE, "offerings", f"calendar:{user.id}", f"person:{user.id}", bell(user.id)]
    work.record(event, user, reason=reason, topics=[*topics, *(f"session_offering:{key}" for key in offered)])
