"""The public pages of an offering and of an instructor. Rows hold instants and amounts, no words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from livesessions.domain.errors import NotFound
from livesessions.domain.offerings import OfferingStatus
from livesessions.domain.reviews import Rating
from livesessions.domain.slots import Slot
from livesessions.domain.times import local_date
from livesessions.models import Instructor, Review, SessionOffering, User
from livesessions.queries.availability import free_slots
from livesessions.queries.bargains import open_trial
from livesessions.queries.discovery import Candidate, FreeTimes, Shown, load_candidates
from livesessions.queries.packages import PackageForSale, on_sale
from livesessions.queries.reviews import FINAL_TOPIC
from livesessions.runtime.work import View

PREVIEWED = 3  # days with free times
LOOK_AHEAD = timedelta(days=60)
REVIEWS = 5


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """What a learner said. `learner` is their full name: shorten it before it is shown.

    `slug` is empty when the offering it is about can't be looked at any more, `topic` where that sets it.
    """

    id: int
    stars: int
    text: str
    learner: str
    written_at: datetime
    reply: str
    title: str
    slug: str
    topic: str


@dataclass(frozen=True, slots=True)
class Reviews:
    """The newest reviews, and what all of them come to. `by_stars` has a number for each of 5 to 1."""

    rating: Rating
    by_stars: Mapping[int, int]
    lines: tuple[ReviewLine, ...]


@dataclass(frozen=True, slots=True)
class InstructorCard:
    """Who teaches. `rating` is that of all their offerings."""

    id: int
    slug: str
    name: str
    headline: str
    bio: str
    zone: str
    since: datetime
    rating: Rating


@dataclass(frozen=True, slots=True)
class OfferingPage:
    """Everything the page of an offering shows. `days` are the next dates of the reader with free times."""

    offering: Candidate
    instructor: InstructorCard
    description: str
    materials: str
    requirements: str
    topic_type: str
    booking_mode: str
    trial_price: int | None  # for the person asking; None: there is none for them
    packages: tuple[PackageForSale, ...]
    days: Mapping[date, tuple[Slot, ...]]
    reviews: Reviews
    now: datetime


@dataclass(frozen=True, slots=True)
class InstructorPage:
    """Everything the page of an instructor shows."""

    instructor: InstructorCard
    offerings: tuple[Shown, ...]
    reviews: Reviews
    now: datetime


def offering_page(view: View, *, slug: str, zone: str = "UTC", reviews: int = REVIEWS) -> OfferingPage:
    """One published offering; its next free times by dates of `zone`.

    Errors: NotFound for drafts, for what is archived, and where somebody is suspended; UnknownZone.
    """
    found = load_candidates(view.db, col(SessionOffering.slug) == slug, limit=1)
    if not found:
        raise NotFound("There is no such session.")
    (offering,) = found
    row = view.db.get_one(SessionOffering, offering.id)
    return OfferingPage(
        offering=offering,
        instructor=_instructor(view.db, col(Instructor.user_id) == offering.instructor_id),
        description=row.description,
        materials=row.materials,
        requirements=row.requirements,
        topic_type=row.topic_type,
        booking_mode=row.booking_mode,
        trial_price=open_trial(view.db, view.actor.user_id, row),
        packages=tuple(on_sale(view.db, offering.id)),
        days=_next_days(view, offering.id, zone),
        reviews=_reviews(view.db, col(Review.offering_id) == offering.id, reviews),
        now=view.now,
    )


def instructor_page(view: View, *, slug: str, reviews: int = REVIEWS) -> InstructorPage:
    """An instructor with their published offerings. Errors: NotFound, also for suspended ones."""
    person = _instructor(view.db, col(Instructor.slug) == slug)
    offerings = load_candidates(view.db, col(SessionOffering.instructor_id) == person.id)
    times = FreeTimes(view.db, view.now, offerings)
    return InstructorPage(
        instructor=person,
        offerings=tuple(Shown(each, times.next(each)) for each in offerings),
        reviews=_reviews(view.db, col(Review.instructor_id) == person.id, reviews),
        now=view.now,
    )


def _instructor(db: Session, condition: ColumnElement[bool]) -> InstructorCard:
    """A person who teaches and isn't suspended, with their rating: two statements."""
    row: Any = db.execute(
        select(
            col(Instructor.user_id),
            col(Instructor.slug),
            col(User.name),
            col(Instructor.headline),
            col(Instructor.bio),
            col(Instructor.time_zone),
            col(Instructor.created_at),
        )
        .join(User, col(User.id) == col(Instructor.user_id))
        .where(condition, col(Instructor.suspended_at).is_(None), col(User.suspended_at).is_(None))
    ).one_or_none()
    if row is None:
        raise NotFound("There is no such instructor.")
    rating = _rating(_by_stars(db, col(Review.instructor_id) == row.user_id))
    return InstructorCard(*(*row, rating))


def _next_days(view: View, offering_id: int, zone: str) -> dict[date, tuple[Slot, ...]]:
    today = local_date(view.now, zone)
    found = free_slots(
        view, offering_id=offering_id, first_day=today, last_day=today + LOOK_AHEAD, zone=zone
    ).by_day(zone)
    return {day: tuple(found[day]) for day in sorted(found)[:PREVIEWED]}


def _reviews(db: Session, condition: ColumnElement[bool], count: int) -> Reviews:
    """The newest `count` reviews, and the sums over all of them: two statements."""
    by_stars = _by_stars(db, condition)
    return Reviews(_rating(by_stars), by_stars, _lines(db, condition, count))


def _by_stars(db: Session, condition: ColumnElement[bool]) -> dict[int, int]:
    counts = select(col(Review.stars), func.count(col(Review.id))).where(condition)
    given = {row[0]: row[1] for row in db.execute(counts.group_by(col(Review.stars)))}
    return {stars: given.get(stars, 0) for stars in range(5, 0, -1)}


def _rating(by_stars: Mapping[int, int]) -> Rating:
    return Rating(sum(by_stars.values()), sum(stars * count for stars, count in by_stars.items()))


def _lines(db: Session, condition: ColumnElement[bool], count: int) -> tuple[ReviewLine, ...]:
    learner = aliased(User)
    rows = db.execute(
        select(
            col(Review.id),
            col(Review.stars),
            col(Review.text),
            col(learner.name),
            col(Review.created_at),
            col(Review.reply),
            col(SessionOffering.title),
            case((col(SessionOffering.status) == OfferingStatus.ACTIVE, col(SessionOffering.slug)), else_=""),
            FINAL_TOPIC,
        )
        .join(learner, col(learner.id) == col(Review.learner_id))
        .join(SessionOffering, col(SessionOffering.id) == col(Review.offering_id))
        .where(condition)
        .order_by(col(Review.created_at).desc(), col(Review.id).desc())
        .limit(count)
    )
    return tuple(ReviewLine(*row) for row in rows)
