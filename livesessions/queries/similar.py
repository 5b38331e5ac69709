"""What a learner could book instead of a session they did not get: three free times, close and alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, select

from livesessions.domain.errors import NotFound
from livesessions.domain.slots import Slot
from livesessions.models import BookingRequest, LiveSession, OfferingTopic, SessionOffering
from livesessions.queries.availability import nearest_slots
from livesessions.queries.discovery import Candidate, FreeTimes, load_candidates
from livesessions.runtime.work import View

HOW_MANY = 3
LOOKED_AT = 12  # other offerings, best known first
WITHIN = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Similar:
    """A time that can be booked now, of the same offering or of another one like it."""

    offering_id: int
    slug: str
    title: str
    instructor: str
    starts_at: datetime
    ends_at: datetime
    price: int
    currency: str
    is_same: bool


def similar_slots(view: View, *, reference: str) -> tuple[Similar, ...]:
    """The nearest other times of the booking's offering; where these are too few, of offerings about the same
    topic, then of the same domain. Errors: NotFound."""
    asked = select(BookingRequest, LiveSession).join(LiveSession)
    found = view.db.exec(asked.where(BookingRequest.reference == reference)).one_or_none()
    if found is None:
        raise NotFound("There is no such booking.")
    booking, live_session = found
    mine = view.db.get_one(SessionOffering, live_session.offering_id)
    same = _same(view, mine, live_session.starts_at)
    if len(same) == HOW_MANY:
        return same
    others = _others(view, mine, live_session.starts_at, apart_from=booking.learner_id)
    return (*same, *others)[:HOW_MANY]


def _same(view: View, offering: SessionOffering, asked: datetime) -> tuple[Similar, ...]:
    """Without the very time that was not had, which may be free again."""
    key = offering.id
    public = load_candidates(view.db, col(SessionOffering.id) == key)
    if not public:
        return ()
    near = nearest_slots(view, offering_id=key, starts_at=asked, count=HOW_MANY + 1)
    return tuple(_similar(public[0], slot, is_same=True) for slot in near if slot.start != asked)[:HOW_MANY]


def _others(view: View, mine: SessionOffering, asked: datetime, *, apart_from: int) -> list[Similar]:
    found = load_candidates(
        view.db,
        col(SessionOffering.domain_id) == mine.domain_id,
        col(SessionOffering.id) != mine.id,
        col(SessionOffering.instructor_id) != apart_from,
        limit=LOOKED_AT,
    )
    alike = set(_about_the_same(view, mine, found))
    times = FreeTimes(view.db, view.now, found)
    first = max(asked - timedelta(days=1), view.now)
    free = [(each, times.first(each, first, first + WITHIN)) for each in found]
    closest = sorted(
        ((each.id not in alike, abs(slot.start - asked), each.id, each, slot) for each, slot in free if slot),
        key=lambda row: row[:3],
    )
    return [_similar(each, slot) for *_, each, slot in closest]


def _about_the_same(view: View, mine: SessionOffering, others: Iterable[Candidate]) -> Iterable[int]:
    """Those that share a topic."""
    topics = select(OfferingTopic.topic_id).where(OfferingTopic.offering_id == mine.id)
    shared = select(OfferingTopic.offering_id).where(
        col(OfferingTopic.topic_id).in_(topics),
        col(OfferingTopic.offering_id).in_([each.id for each in others]),
    )
    return view.db.exec(shared).all()


def _similar(offering: Candidate, slot: Slot, *, is_same: bool = False) -> Similar:
    return Similar(
        offering_id=offering.id,
        slug=offering.slug,
        title=offering.title,
        instructor=offering.instructor,
        starts_at=slot.start,
        ends_at=slot.end,
        price=offering.price,
        currency=offering.currency,
        is_same=is_same,
    )
