"""Instructors as they see themselves."""

from dataclasses import dataclass

from livesessions.models import Instructor
from livesessions.runtime.work import View


@dataclass(frozen=True, slots=True)
class OwnProfile:
    """What the profile form shows."""

    slug: str
    headline: str
    bio: str


def own_profile(view: View) -> OwnProfile | None:
    """The actor's profile; None while they are no instructor. Raises NotAllowed for guests."""
    instructor = view.db.get(Instructor, view.actor.must_be_signed_in())
    if instructor is None:
        return None
    return OwnProfile(instructor.slug, instructor.headline, instructor.bio)
