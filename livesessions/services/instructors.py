"""Becoming an instructor, and the profile people choose one by."""

from dataclasses import asdict, dataclass

from sqlmodel import col, select

from livesessions.domain.errors import DomainError, Invalid, NotAllowed
from livesessions.domain.slugs import slugify
from livesessions.domain.times import is_zone
from livesessions.models import Instructor, User
from livesessions.queries.accounts import the_user
from livesessions.runtime.work import Work
from livesessions.services.accounts.people import PEOPLE
from livesessions.services.standing import must_be_welcome, teaching_actor

LONGEST_HEADLINE = 120
LONGEST_BIO = 4000


class NotVerified(NotAllowed):
    """Something that needs a verified address."""

    code = "not_verified"


class AlreadyInstructor(DomainError):
    """One instructor a person."""

    code = "already_instructor"


@dataclass(frozen=True, slots=True)
class Profile:
    """What learners read about an instructor."""

    headline: str
    bio: str


def become_instructor(work: Work, profile: Profile, *, time_zone: str) -> str:
    """Makes the actor an instructor whose hours are meant in `time_zone`; their slug.

    Raises NotVerified, AlreadyInstructor, Suspended, Invalid on the field.
    """
    user = the_user(work.db, work.actor.must_be_signed_in())
    must_be_welcome(work, user.id)
    if user.email_verified_at is None:
        raise NotVerified("Please confirm your e-mail address first: learners must be able to reach you.")
    if work.db.get(Instructor, user.id) is not None:
        raise AlreadyInstructor("You are an instructor already.")
    if not is_zone(time_zone):
        raise Invalid("Please choose a time zone from the list.", field="time_zone")
    instructor = Instructor(
        user_id=user.id,
        slug=_free_slug(work, user),
        time_zone=time_zone,
        created_at=work.now,
        **asdict(_checked(profile)),
    )
    work.db.add(instructor)
    work.record(
        "instructor.joined",
        instructor,
        after={"slug": instructor.slug, "time_zone": instructor.time_zone},
        topics=[f"account:{user.id}", PEOPLE],
    )
    return instructor.slug


def edit_profile(work: Work, profile: Profile) -> None:
    """Changes the actor's own profile. Raises NotAllowed for who has none, Invalid on the field."""
    instructor = teaching_actor(work, "a profile")
    wanted = asdict(_checked(profile))
    before = {name: getattr(instructor, name) for name in wanted}
    changed = {name: value for name, value in wanted.items() if value != before[name]}
    for name, value in changed.items():
        setattr(instructor, name, value)
    if changed:
        work.record(
            "instructor.profile_changed",
            instructor,
            before={name: before[name] for name in changed},
            after=changed,
        )


def _checked(profile: Profile) -> Profile:
    headline, bio = " ".join(profile.headline.split()), profile.bio.strip()
    if not headline:
        raise Invalid("Say in a few words what you teach.", field="headline")
    if len(headline) > LONGEST_HEADLINE:
        raise Invalid(f"At most {LONGEST_HEADLINE} characters, please.", field="headline")
    if len(bio) > LONGEST_BIO:
        raise Invalid(f"At most {LONGEST_BIO} characters, please.", field="bio")
    return Profile(headline, bio)


def _free_slug(work: Work, user: User) -> str:
    wanted = slugify(user.name, empty="instructor")
    like_it = select(Instructor.slug).where(col(Instructor.slug).startswith(wanted, autoescape=True))
    return slugify(user.name, set(work.db.exec(like_it)), empty="instructor")
