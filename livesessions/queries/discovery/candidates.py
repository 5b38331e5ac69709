"""The offerings everybody may see, as columns: what to filter, order and show them by."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Subquery, func, select
from sqlmodel import Session, col

from livesessions.domain.discovery import Texts
from livesessions.domain.offerings import OfferingStatus
from livesessions.domain.reviews import Rating
from livesessions.models import Domain, Instructor, OfferingTopic, Review, SessionOffering, Topic, User


class NamedSlug(NamedTuple):
    """A domain or a topic: as it stands in an address, and as people say it."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A public offering. `price` is minor units of `currency`; `kind` is individual or group."""

    id: int
    slug: str
    title: str
    summary: str
    instructor_id: int
    instructor: str
    instructor_slug: str
    shelf: NamedSlug
    kind: str
    schedule_mode: str
    min_participants: int | None
    decide_hours_before: int | None
    duration_minutes: int
    capacity: int
    price: int
    currency: str
    language: str
    level: str
    rating: Rating
    about: tuple[NamedSlug, ...] = ()
    texts: Texts = field(default_factory=lambda: Texts(""))

    @property
    def domain(self) -> str:
        return self.shelf.slug

    @property
    def topics(self) -> tuple[str, ...]:
        return tuple(topic.slug for topic in self.about)


def is_public() -> tuple[ColumnElement[bool], ...]:
    """Conditions on offering, instructor and person: published, and nobody suspended."""
    return (
        col(SessionOffering.status) == OfferingStatus.ACTIVE,
        col(Instructor.suspended_at).is_(None),
        col(User.suspended_at).is_(None),
    )


def load_candidates(
    db: Session, *conditions: ColumnElement[bool], with_texts: bool = False, limit: int | None = None
) -> list[Candidate]:
    """The public offerings that meet the conditions, best known and newest first: two statements."""
    rows = db.execute(_wanted(with_texts).where(*is_public(), *conditions).limit(limit)).all()
    about = _topics(db, [row.id for row in rows] if limit or conditions else None)
    return [_candidate(row, tuple(about.get(row.id, ())), with_texts) for row in rows]


def ratings() -> Subquery:
    """Count and stars of every offering that has reviews: averages always equal the reviews."""
    return (
        select(
            col(Review.offering_id).label("offering_id"),
            func.count(col(Review.id)).label("reviews"),
            func.sum(col(Review.stars)).label("stars"),
        )
        .group_by(col(Review.offering_id))
        .subquery()
    )


def _wanted(with_texts: bool) -> Any:
    offering, rated = SessionOffering, ratings()
    texts = [col(offering.description)] if with_texts else []
    return (
        select(
            col(offering.id),
            col(offering.slug),
            col(offering.title),
            col(offering.summary),
            col(offering.instructor_id),
            col(User.name).label("instructor"),
            col(Instructor.slug).label("instructor_slug"),
            col(Domain.slug).label("domain_slug"),
            col(Domain.name).label("domain_name"),
            col(offering.session_type),
            col(offering.schedule_mode),
            col(offering.min_participants),
            col(offering.decide_hours_before),
            col(offering.duration_minutes),
            col(offering.capacity),
            col(offering.price),
            col(offering.currency),
            col(offering.language),
            col(offering.level),
            rated.c.reviews,
            rated.c.stars,
            *texts,
        )
        .join(Instructor, col(Instructor.user_id) == col(offering.instructor_id))
        .join(User, col(User.id) == col(offering.instructor_id))
        .join(Domain, col(Domain.id) == col(offering.domain_id))
        .outerjoin(rated, rated.c.offering_id == col(offering.id))
        .order_by(func.coalesce(rated.c.stars, 0).desc(), col(offering.id).desc())
    )


def _topics(db: Session, offering_ids: Iterable[int] | None) -> dict[int, list[NamedSlug]]:
    wanted = select(col(OfferingTopic.offering_id), col(Topic.slug), col(Topic.name)).join(
        Topic, col(Topic.id) == col(OfferingTopic.topic_id)
    )
    if offering_ids is not None:
        wanted = wanted.where(col(OfferingTopic.offering_id).in_(list(offering_ids)))
    topics: dict[int, list[NamedSlug]] = {}
    for offering_id, slug, name in db.execute(wanted.order_by(col(Topic.name))):
        topics.setdefault(offering_id, []).append(NamedSlug(slug, name))
    return topics


def _candidate(row: Row[Any], about: tuple[NamedSlug, ...], with_texts: bool) -> Candidate:
    return Candidate(
        id=row.id,
        slug=row.slug,
        title=row.title,
        summary=row.summary,
        instructor_id=row.instructor_id,
        instructor=row.instructor,
        instructor_slug=row.instructor_slug,
        shelf=NamedSlug(row.domain_slug, row.domain_name),
        kind=row.session_type,
        schedule_mode=row.schedule_mode,
        min_participants=row.min_participants,
        decide_hours_before=row.decide_hours_before,
        duration_minutes=row.duration_minutes,
        capacity=row.capacity,
        price=row.price,
        currency=row.currency,
        language=row.language,
        level=row.level,
        rating=Rating(row.reviews or 0, int(row.stars or 0)),
        about=about,
        texts=_texts(row, about) if with_texts else Texts(row.title),
    )


def _texts(row: Row[Any], about: Iterable[NamedSlug]) -> Texts:
    names = " ".join((row.domain_name, *(topic.name for topic in about)))
    return Texts(row.title, names, row.instructor, row.summary, row.description)
