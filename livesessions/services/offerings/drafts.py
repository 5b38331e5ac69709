"""Writing an offering. Bookings that exist hold their own terms and dates their own length: none change."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import delete
from sqlmodel import col, select

from livesessions.domain.errors import Invalid, NotFound
from livesessions.domain.offerings import (
    MOST_OFFERINGS,
    Bounds,
    Draft,
    OfferingStatus,
    problems,
    publish_problems,
)
from livesessions.domain.slugs import slugify
from livesessions.models import Domain, OfferingTopic, SessionOffering, Topic
from livesessions.queries.offerings import COPIED, topics_of
from livesessions.runtime.locks import lock_calendar
from livesessions.runtime.work import Work
from livesessions.services.caps import has_room
from livesessions.services.offerings.empty_dates import refit
from livesessions.services.standing import teaching_actor

TOPIC_NAME = range(1, 81)


class WrongOffering(Invalid):
    """The draft can't be saved or published; `problems` has a sentence for each field to mark."""

    code = "wrong_offering"

    def __init__(self, problems: Mapping[str, str]) -> None:
        field, message = next(iter(problems.items()))
        super().__init__(message, field=field)
        self.problems = dict(problems)


def create_offering(work: Work, *, draft: Draft, domain_id: int, bounds: Bounds) -> int:
    """Writes a new draft of the actor's; its id. Errors: NotAllowed, WrongOffering."""
    instructor = teaching_actor(work, "offerings")
    _check_room(work, instructor.user_id)
    draft = _checked(work, draft, domain_id, problems(draft, bounds))
    offering = SessionOffering(
        instructor_id=instructor.user_id,
        domain_id=domain_id,
        slug=_free_slug(work, draft.title),
        created_at=work.now,
        updated_at=work.now,
        **_columns(draft),
    )
    work.db.add(offering)
    work.db.flush()
    _put_topics(work, offering, draft.topics)
    work.record("offering.created", offering, after=_facts(draft), topics=topics_to_ring(offering))
    return offering.id


def edit_offering(work: Work, *, offering_id: int, draft: Draft, domain_id: int, bounds: Bounds) -> None:
    """Changes an offering of the actor's; a published one must stay complete.

    Its address follows the title until it is published first, and dates that nobody has booked its length.
    Errors: NotFound, WrongOffering.
    """
    lock_calendar(work.db, work.actor.must_be_signed_in())
    offering = locked_offering(work, offering_id)
    is_active = offering.status == OfferingStatus.ACTIVE
    found = publish_problems(draft, bounds, has_times=True) if is_active else problems(draft, bounds)
    draft = _checked(work, draft, domain_id, found)
    before = _facts(replace(_draft(offering), topics=tuple(topics_of(work.db, offering_id))))
    if offering.published_at is None and offering.title != draft.title:
        offering.slug = _free_slug(work, draft.title)
    for name, value in _columns(draft).items():
        setattr(offering, name, value)
    offering.domain_id, offering.updated_at = domain_id, work.now
    _put_topics(work, offering, draft.topics)
    refit(work, offering)
    _record_change(work, offering, before, _facts(draft))


def locked_offering(work: Work, offering_id: int) -> SessionOffering:
    """The actor's own offering, locked. Errors: NotAllowed, NotFound also for other people's."""
    instructor = teaching_actor(work, "offerings")
    mine = select(SessionOffering).where(
        SessionOffering.id == offering_id, SessionOffering.instructor_id == instructor.user_id
    )
    offering = work.db.exec(mine.with_for_update()).one_or_none()
    if offering is None:
        raise NotFound("You have no such offering.")
    return offering


def topics_to_ring(offering: SessionOffering) -> list[str]:
    """The names under which open pages wait for changes of this offering."""
    return ["offerings", f"calendar:{offering.instructor_id}"]


def _check_room(work: Work, instructor_id: int) -> None:
    """Raises WrongOffering where there are as many as anybody needs."""
    mine = col(SessionOffering.instructor_id) == instructor_id
    kept, created_at = col(SessionOffering.status) != OfferingStatus.ARCHIVED, col(SessionOffering.created_at)
    if not has_room(work, mine, kept=kept, created_at=created_at, most=MOST_OFFERINGS):
        raise WrongOffering(
            {"title": f"You have {MOST_OFFERINGS} offerings. Archive one that you don’t need."}
        )


def _checked(work: Work, draft: Draft, domain_id: int, found: dict[str, str]) -> Draft:
    """The draft, tidied. Errors: WrongOffering."""
    draft = _tidied(draft)
    if any(len(name) not in TOPIC_NAME for name in draft.topics):
        found["topics"] = f"A topic has {TOPIC_NAME.start} to {TOPIC_NAME.stop - 1} characters."
    if work.db.get(Domain, domain_id) is None:
        found["domain"] = "Choose where learners will look for it."
    if found:
        raise WrongOffering(found)
    return draft


def _tidied(draft: Draft) -> Draft:
    names = {" ".join(name.split()).casefold(): " ".join(name.split()) for name in draft.topics}
    words = {
        name: getattr(draft, name).strip() for name in ("summary", "description", "materials", "requirements")
    }
    title = " ".join(draft.title.split())
    return replace(draft, title=title, topics=tuple(name for name in names.values() if name), **words)


def _columns(draft: Draft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in COPIED}


def _draft(offering: SessionOffering) -> Draft:
    return Draft(**{name: getattr(offering, name) for name in COPIED})


def _facts(draft: Draft) -> dict[str, Any]:
    """What the audit trail keeps: the terms whole, long texts by their length."""
    facts = {name: str(value) if name != "price" else value for name, value in _columns(draft).items()}
    for name in ("description", "materials", "requirements"):
        facts[name] = f"{len(facts[name])} characters"
    return {**facts, "topics": sorted(draft.topics)}


def _record_change(
    work: Work, offering: SessionOffering, before: dict[str, Any], after: dict[str, Any]
) -> None:
    changed = {name for name in after if after[name] != before[name]}
    work.record(
        "offering.edited",
        offering,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
        topics=topics_to_ring(offering),
    )


def _free_slug(work: Work, title: str) -> str:
    like_it = col(SessionOffering.slug).startswith(slugify(title), autoescape=True)
    return slugify(title, set(work.db.exec(select(SessionOffering.slug).where(like_it))))


def _put_topics(work: Work, offering: SessionOffering, names: Sequence[str]) -> None:
    """Makes these the offering's topics: new ones are added to its domain, those that nobody has any more go."""
    mine = select(OfferingTopic.topic_id).where(OfferingTopic.offering_id == offering.id)
    former = work.db.exec(mine).all()
    _lock_shelves(work, offering.domain_id, former)
    known = {topic.name.casefold(): topic for topic in _topics_in(work, offering.domain_id)}
    _add_topics(work, offering.domain_id, names, known)
    work.db.execute(delete(OfferingTopic).where(col(OfferingTopic.offering_id) == offering.id))
    wanted = (known[name.casefold()].id for name in names)
    work.db.add_all(OfferingTopic(offering_id=offering.id, topic_id=topic_id) for topic_id in wanted)
    work.db.flush()
    in_use = select(OfferingTopic.topic_id).where(OfferingTopic.topic_id == Topic.id).exists()
    work.db.execute(delete(Topic).where(col(Topic.id).in_(former), ~in_use))


def _lock_shelves(work: Work, domain_id: int, topics: Sequence[int]) -> None:
    """Nobody else puts a topic on these shelves, or takes one away, until this is done."""
    theirs = select(Topic.domain_id).where(col(Topic.id).in_(topics))
    shelves = select(Domain.id).where((col(Domain.id) == domain_id) | col(Domain.id).in_(theirs))
    work.db.exec(shelves.order_by(col(Domain.id)).with_for_update(key_share=True)).all()


def _add_topics(work: Work, domain_id: int, names: Sequence[str], known: dict[str, Topic]) -> None:
    slugs = {topic.slug for topic in known.values()}
    for name in names:
        if name.casefold() not in known:
            topic = Topic(domain_id=domain_id, slug=slugify(name, slugs, empty="topic"), name=name)
            slugs.add(topic.slug)
            known[name.casefold()] = topic
            work.db.add(topic)
    work.db.flush()


def _topics_in(work: Work, domain_id: int) -> Sequence[Topic]:
    return work.db.exec(select(Topic).where(Topic.domain_id == domain_id)).all()
