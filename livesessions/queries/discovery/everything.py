"""Every page of the market that a search engine may know."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import col

from livesessions.models import Instructor, SessionOffering, User
from livesessions.queries.discovery.candidates import is_public
from livesessions.runtime.work import View

MOST = 20_000  # of each kind; a sitemap has at most 50,000 addresses (sitemaps.org)


@dataclass(frozen=True, slots=True)
class PublicSlug:
    """What a public page is about, and when that was last changed."""

    slug: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class PublicPages:
    """The newest published offerings, and the instructors who have any."""

    offerings: tuple[PublicSlug, ...]
    instructors: tuple[PublicSlug, ...]


def public_pages(view: View) -> PublicPages:
    """What anybody may look at: two statements."""
    joined = (
        select(col(SessionOffering.slug), col(SessionOffering.updated_at))
        .join(Instructor, col(Instructor.user_id) == col(SessionOffering.instructor_id))
        .join(User, col(User.id) == col(SessionOffering.instructor_id))
        .where(*is_public())
    )
    changed = func.max(col(SessionOffering.updated_at))
    offerings = joined.order_by(col(SessionOffering.updated_at).desc()).limit(MOST)
    people = joined.with_only_columns(col(Instructor.slug), changed).group_by(col(Instructor.slug))
    return PublicPages(
        tuple(PublicSlug(*row) for row in view.db.execute(offerings)),
        tuple(PublicSlug(*row) for row in view.db.execute(people.order_by(changed.desc()).limit(MOST))),
    )
