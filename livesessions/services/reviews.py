"""What a learner says after a session, and the instructor's one reply."""

from sqlmodel import select

from livesessions.domain import reviews as rules
from livesessions.domain.bookings import Status
from livesessions.domain.errors import Invalid, NotFound
from livesessions.models import BookingRequest, LiveSession, Review
from livesessions.runtime.work import Work
from livesessions.services.bookings import own_booking
from livesessions.services.standing import must_be_teaching


def write_review(work: Work, *, reference: str, stars: int | None, text: str) -> None:
    """Writes the learner's review, or edits it. Errors: Invalid at the field, CannotReview, NotFound."""
    booking, live_session = own_booking(work, reference)
    for field, problem in rules.problems(stars, text).items():
        raise Invalid(problem, field=field)
    review = _of_booking(work, booking)
    if review:
        rules.check_edit(review.created_at, work.now)
        review.edited_at = work.now
    else:
        rules.check_write(Status(booking.status), booking.ended_at, work.now, reviewed=False)
        review = _new(work, booking, live_session)
    event, before = ("review.edited", {"stars": review.stars}) if review.id else ("review.written", {})
    review.stars, review.text = stars or 0, text.strip()
    work.db.add(review)
    work.record(event, review, before=before, after={"stars": stars}, topics=_topics(review))


def reply(work: Work, *, review_id: int, text: str) -> None:
    """The instructor's one answer. Errors: Invalid, CannotReview, NotFound."""
    review = work.db.get(Review, review_id, with_for_update=True)
    if not review or review.instructor_id != work.actor.must_be_signed_in():
        raise NotFound("There is no such review.")
    must_be_teaching(work, review.instructor_id)
    rules.check_reply(review.reply)
    for field, problem in rules.reply_problems(text).items():
        raise Invalid(problem, field=field)
    review.reply, review.replied_at = text.strip(), work.now
    work.record("review.answered", review, topics=_topics(review))


def _of_booking(work: Work, booking: BookingRequest) -> Review | None:
    return work.db.exec(select(Review).where(Review.booking_id == booking.id).with_for_update()).one_or_none()


def _new(work: Work, booking: BookingRequest, live_session: LiveSession) -> Review:
    return Review(
        booking_id=booking.id,
        offering_id=live_session.offering_id,
        instructor_id=live_session.instructor_id,
        learner_id=booking.learner_id,
        stars=1,
        created_at=work.now,
    )


def _topics(review: Review) -> list[str]:
    return [
        f"reviews:{review.instructor_id}",
        f"person:{review.instructor_id}",
        f"person:{review.learner_id}",
    ]
