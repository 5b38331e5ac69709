"""Who may take part: a suspended person begins nothing, and nothing begins with a suspended instructor."""

from sqlmodel import select

from livesessions.domain.errors import NotAllowed
from livesessions.domain.suspensions import INSTRUCTOR_GONE, LEARNER_GONE, SUSPENDED, TEACHING_SUSPENDED
from livesessions.models import BookingRequest, Instructor, LiveSession, User
from livesessions.runtime.work import View


class Suspended(NotAllowed):
    """It can't be done because somebody is suspended."""

    code = "suspended"


def must_be_welcome(view: View, user_id: int) -> None:
    """Errors: Suspended, in words for the person themselves or for the other side."""
    if not is_welcome(view, user_id):
        raise Suspended(SUSPENDED if user_id == view.actor.user_id else LEARNER_GONE)


def must_be_teaching(view: View, instructor_id: int) -> None:
    """Errors: Suspended, in words for the instructor themselves or for learners."""
    if not is_teaching(view, instructor_id):
        raise Suspended(TEACHING_SUSPENDED if instructor_id == view.actor.user_id else INSTRUCTOR_GONE)


def must_both_be_here(view: View, booking: BookingRequest, live_session: LiveSession) -> None:
    """Both people of a booking. Errors: Suspended."""
    must_be_teaching(view, live_session.instructor_id)
    must_be_welcome(view, booking.learner_id)


def teaching_actor(view: View, what: str) -> Instructor:
    """The actor's row, who wants to change `what`. Errors: NotAllowed for who does not teach, Suspended."""
    instructor = view.db.get(Instructor, view.actor.must_be_signed_in())
    if instructor is None:
        raise NotAllowed(f"Only instructors have {what}.")
    must_be_teaching(view, instructor.user_id)
    return instructor


def who_is_gone(view: View, booking: BookingRequest, live_session: LiveSession) -> str:
    """Why a booking can't go on, as others are told; "" if it can."""
    if not is_teaching(view, live_session.instructor_id):
        return INSTRUCTOR_GONE
    return "" if is_welcome(view, booking.learner_id) else LEARNER_GONE


# Columns, not rows: a row that was read before the calendar was locked may be out of date.


def is_welcome(view: View, user_id: int) -> bool:
    """Whether the person is not suspended."""
    return view.db.exec(select(User.suspended_at).where(User.id == user_id)).one() is None


def is_teaching(view: View, instructor_id: int) -> bool:
    """Whether learners may book with this instructor."""
    found = select(Instructor.suspended_at).where(Instructor.user_id == instructor_id)
    return view.db.exec(found).one() is None
