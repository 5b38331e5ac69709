"""What the home page shows: real sessions free today, the shelves, what learners said last."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from livesessions.domain.discovery import trust
from livesessions.domain.slots import Slot
from livesessions.domain.times import local_date, local_day
from livesessions.models import Domain, Instructor, Review, SessionOffering, User
from livesessions.queries.discovery.candidates import Candidate, is_public, load_candidates
from livesessions.queries.discovery.search import Shown
from livesessions.queries.discovery.times import FreeTimes
from livesessions.runtime.work import View

CARDS = 8
FEW = 4  # cards that make a list
LOOKED_AT = 240  # the best known offerings: eight of them are free soon, whatever the market's size
VOICES = 3
LEAST_WORDS = 40  # letters that make a review worth quoting


@dataclass(frozen=True, slots=True)
class ShelfCount:
    """A domain and how many offerings stand in it."""

    slug: str
    name: str
    offerings: int


@dataclass(frozen=True, slots=True)
class Voice:
    """What a learner wrote, and about what. `learner` is their full name: shorten it before it is shown."""

    text: str
    stars: int
    learner: str
    title: str
    slug: str


@dataclass(frozen=True, slots=True)
class Home:
    """The lists of the home page. `is_today` is false when little is left of today: then `free` goes on."""

    free: tuple[Shown, ...]
    is_today: bool
    shelves: tuple[ShelfCount, ...]
    voices: tuple[Voice, ...]
    instructors: int
    now: datetime


def home_page(view: View, *, zone: str = "UTC") -> Home:
    """The home page's lists: ten statements, however much there is. Today is that of `zone`.

    Errors: UnknownZone.
    """
    offerings = load_candidates(view.db, limit=LOOKED_AT)
    times = FreeTimes(view.db, view.now, offerings, timedelta(days=14))
    midnight = local_day(local_date(view.now, zone), zone)[1]
    today = _free(offerings, times, view.now, midnight)
    soon = _free(offerings, times, view.now, midnight + timedelta(days=13))
    is_today = len(today) >= min(FEW, len(soon))
    return Home(
        free=today if is_today else soon,
        is_today=is_today,
        shelves=shelves(view),
        voices=_voices(view.db),
        instructors=_instructors(view.db),
        now=view.now,
    )


def shelves(view: View) -> tuple[ShelfCount, ...]:
    """The domains with public offerings, in their order: one statement."""
    rows = view.db.execute(
        select(col(Domain.slug), col(Domain.name), func.count(col(SessionOffering.id)))
        .join(SessionOffering, col(SessionOffering.domain_id) == col(Domain.id))
        .join(Instructor, col(Instructor.user_id) == col(SessionOffering.instructor_id))
        .join(User, col(User.id) == col(SessionOffering.instructor_id))
        .where(*is_public())
        .group_by(col(Domain.id))
        .order_by(col(Domain.position), col(Domain.name))
    )
    return tuple(ShelfCount(*row) for row in rows)


def _free(offerings: list[Candidate], times: FreeTimes, first: datetime, last: datetime) -> tuple[Shown, ...]:
    """The best rated that are free then, one of each instructor, the soonest first."""
    best = sorted(offerings, key=lambda each: -trust(each.rating))
    chosen: dict[int, tuple[Candidate, Slot]] = {}
    for offering in best:
        if offering.instructor_id in chosen or len(chosen) == CARDS:
            continue
        if slot := times.first(offering, first, last):
            chosen[offering.instructor_id] = offering, slot
    soonest = sorted(chosen.values(), key=lambda each: each[1].start)
    return tuple(Shown(offering, slot) for offering, slot in soonest)


def _voices(db: Session) -> tuple[Voice, ...]:
    """The newest five-star reviews that say something of their own, of what can still be booked."""
    learner = aliased(User)
    rows = db.execute(
        select(
            col(Review.text),
            col(Review.stars),
            col(learner.name),
            col(SessionOffering.title),
            col(SessionOffering.slug),
        )
        .join(learner, col(learner.id) == col(Review.learner_id))
        .join(SessionOffering, col(SessionOffering.id) == col(Review.offering_id))
        .join(Instructor, col(Instructor.user_id) == col(SessionOffering.instructor_id))
        .join(User, col(User.id) == col(SessionOffering.instructor_id))
        .where(*is_public(), col(Review.stars) == 5, func.length(col(Review.text)) >= LEAST_WORDS)
        .order_by(col(Review.created_at).desc(), col(Review.id).desc())
        .limit(4 * VOICES)
    )
    different = {row.text: row for row in reversed(rows.all())}
    return tuple(Voice(*row) for row in reversed(different.values()))[:VOICES]


def _instructors(db: Session) -> int:
    """How many people teach something that can be booked."""
    teaching = (
        select(func.count(col(SessionOffering.instructor_id).distinct()))
        .join(Instructor, col(Instructor.user_id) == col(SessionOffering.instructor_id))
        .join(User, col(User.id) == col(SessionOffering.instructor_id))
    )
    return db.scalar(teaching.where(*is_public())) or 0
