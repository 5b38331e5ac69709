"""The shelves of the marketplace, and what stands on them."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from livesessions.domain.offerings import OfferingStatus
from livesessions.models import Domain, OfferingTopic, SessionOffering, Topic
from livesessions.runtime.work import View


@dataclass(frozen=True, slots=True)
class Shelf:
    """A domain with the topics in it."""

    id: int
    slug: str
    name: str
    topics: tuple[str, ...]


def catalogue(view: View) -> list[Shelf]:
    """Every domain in its order, with its topics by name: two statements.

    Topics that learners can see, and the asking person's own: nobody is shown what others only tried out.
    """
    is_shown = (col(SessionOffering.status) == OfferingStatus.ACTIVE) | (
        col(SessionOffering.instructor_id) == view.actor.user_id
    )
    used = (
        select(col(Topic.domain_id), col(Topic.name))
        .join(OfferingTopic, col(OfferingTopic.topic_id) == col(Topic.id))
        .join(SessionOffering, col(SessionOffering.id) == col(OfferingTopic.offering_id))
        .where(is_shown)
        .distinct()
    )
    rows = view.db.execute(used.order_by(col(Topic.name)))
    topics: dict[int, list[str]] = {}
    for domain_id, name in rows:
        topics.setdefault(domain_id, []).append(name)
    shelves = select(col(Domain.id), col(Domain.slug), col(Domain.name))
    ordered = view.db.execute(shelves.order_by(col(Domain.position), col(Domain.name)))
    return [Shelf(id, slug, name, tuple(topics.get(id, ()))) for id, slug, name in ordered]
