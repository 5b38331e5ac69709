"""Reviews as their two people see them: the learner's own, and what an instructor received."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case
from sqlmodel import col, func, select

from livesessions.domain import reviews as rules
from livesessions.domain.bookings import Status
from livesessions.domain.errors import DomainError, NotFound
from livesessions.domain.reviews import Rating
from livesessions.domain.topics import TopicType
from livesessions.models import BookingRequest, BookingTopic, LiveSession, Review, SessionOffering, User
from livesessions.runtime.work import View

_FINAL = (
    select(BookingTopic.topic)
    .where(BookingTopic.booking_id == Review.booking_id, col(BookingTopic.is_final))
    .order_by(col(BookingTopic.version).desc())
    .limit(1)
    .correlate(Review)
    .scalar_subquery()
)
# What the session of a review was about, where its people agreed on that. Needs a join of the offering.
FINAL_TOPIC = case(
    (col(SessionOffering.topic_type) == TopicType.FLEXIBLE, func.coalesce(_FINAL, "")), else_=""
)


@dataclass(frozen=True, slots=True)
class BookingReview:
    """The review of one booking, for its people. `stars` is 0 while there is none.

    `can_write` and `can_edit` are the learner's alone; `until` is when that ends.
    """

    reference: str
    instructor_name: str
    is_learner: bool
    stars: int
    text: str
    reply: str
    written_at: datetime | None
    can_write: bool
    can_edit: bool
    until: datetime | None


@dataclass(frozen=True, slots=True)
class ReceivedReview:
    """One review an instructor got."""

    id: int
    booking: str
    stars: int
    text: str
    learner: str
    title: str
    topic: str  # in its final words; empty where the offering sets it
    reply: str
    written_at: datetime
    edited_at: datetime | None


@dataclass(frozen=True, slots=True)
class Received:
    """An instructor's reviews, newest first; `by_stars` has a number for each of 5 to 1."""

    now: datetime
    rating: Rating
    by_stars: Mapping[int, int]
    unanswered: int
    rows: tuple[ReceivedReview, ...]


def booking_review(view: View, *, reference: str) -> BookingReview:
    """The review of a booking, written or not. Errors: NotFound for anybody but its people and admins."""
    booking, instructor_id = _booking(view, reference)
    user_id = view.actor.must_be_signed_in()
    if user_id not in (booking.learner_id, instructor_id) and not view.actor.is_admin:
        raise NotFound("There is no such booking.")
    review = view.db.exec(select(Review).where(Review.booking_id == booking.id)).one_or_none()
    mine = user_id == booking.learner_id
    return BookingReview(
        reference=reference,
        instructor_name=view.db.get_one(User, instructor_id).name,
        is_learner=mine,
        **_written(review),
        can_write=mine and not review and _can_write(booking, view.now),
        can_edit=bool(mine and review and _can_edit(review, view.now)),
        until=_until(booking, review),
    )


def received(view: View, *, count: int, answered: bool | None = None) -> Received:
    """The newest `count` reviews of the actor as an instructor; `answered` picks those with or without a reply.

    Rating, `by_stars` and `unanswered` are of all of them.
    """
    mine = Review.instructor_id == view.actor.must_be_signed_in()
    by_stars = _by_stars(view, mine)
    silent = select(func.count()).where(mine, Review.reply == "")
    wanted = (
        [] if answered is None else [(col(Review.reply) != "") if answered else (col(Review.reply) == "")]
    )
    return Received(
        now=view.now,
        rating=Rating(sum(by_stars.values()), sum(stars * many for stars, many in by_stars.items())),
        by_stars=by_stars,
        unanswered=view.db.exec(silent).one(),
        rows=_rows(view, count, mine, *wanted),
    )


def _booking(view: View, reference: str) -> tuple[BookingRequest, int]:
    found = (
        select(BookingRequest, LiveSession.instructor_id)
        .join(LiveSession)
        .where(BookingRequest.reference == reference)
    )
    row = view.db.exec(found).one_or_none()
    if not row:
        raise NotFound("There is no such booking.")
    return row[0], row[1]


def _written(review: Review | None) -> dict[str, Any]:
    if review is None:
        return {"stars": 0, "text": "", "reply": "", "written_at": None}
    return {
        "stars": review.stars,
        "text": review.text,
        "reply": review.reply,
        "written_at": review.created_at,
    }


def _can_write(booking: BookingRequest, now: datetime) -> bool:
    try:
        rules.check_write(Status(booking.status), booking.ended_at, now, reviewed=False)
    except DomainError:
        return False
    return True


def _can_edit(review: Review, now: datetime) -> bool:
    try:
        rules.check_edit(review.created_at, now)
    except DomainError:
        return False
    return True


def _until(booking: BookingRequest, review: Review | None) -> datetime | None:
    if review:
        return review.created_at + rules.RULES.edit_within
    return booking.ended_at + rules.RULES.write_within if booking.ended_at else None


def _by_stars(view: View, mine: Any) -> dict[int, int]:
    counts = select(Review.stars, func.count()).where(mine).group_by(col(Review.stars))
    given: dict[int, int] = dict(view.db.exec(counts).all())
    return {stars: given.get(stars, 0) for stars in range(5, 0, -1)}


def _rows(view: View, count: int, *where: Any) -> tuple[ReceivedReview, ...]:
    found = (
        select(Review, BookingRequest.reference, User.name, SessionOffering.title)
        .add_columns(FINAL_TOPIC)
        .join(BookingRequest, col(BookingRequest.id) == Review.booking_id)
        .join(User, col(User.id) == Review.learner_id)
        .join(SessionOffering, col(SessionOffering.id) == Review.offering_id)
        .where(*where)
        .order_by(col(Review.created_at).desc(), col(Review.id).desc())
        .limit(count)
    )
    return tuple(
        ReceivedReview(
            id=review.id,
            booking=reference,
            stars=review.stars,
            text=review.text,
            learner=learner,
            title=title,
            topic=topic,
            reply=review.reply,
            written_at=review.created_at,
            edited_at=review.edited_at,
        )
        for review, reference, learner, title, topic in view.db.execute(found)
    )
