"""The room as its people see it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from livesessions.domain.attendance import (
    Attendance,
    instructor_awaited_until,
    instructor_may_leave,
    learner_awaited_until,
    learner_may_leave,
)
from livesessions.domain.bookings import Status, doors
from livesessions.domain.errors import NotFound
from livesessions.models import (
    BookingRequest,
    BookingTopic,
    Instructor,
    LiveSession,
    LiveSessionStatus,
    Presence,
    Review,
    SessionOffering,
    User,
)
from livesessions.queries.attendance import attendances, here
from livesessions.runtime.work import View

IN_THE_ROOM = (Status.ACCEPTED, Status.COMPLETED)
GONE = (LiveSessionStatus.RELEASED, LiveSessionStatus.CANCELLED)


@dataclass(frozen=True, slots=True)
class Participant:
    """One person of a session, and whether they are in the room now."""

    user_id: int
    name: str
    is_instructor: bool
    is_here: bool
    topic: str = ""


@dataclass(frozen=True, slots=True)
class RoomPage:
    """What the room's page shows.

    `can_give_up`: the actor, a learner, has waited for its instructor long enough; `may_leave`: the same for the
    instructor, for whom nobody came. `waits_end` are the instants at which that may come to be.
    `can_finish`: the session is over and the actor, who taught it, has not said yet that it took place.
    `can_review`: the actor's own booking is completed and has no review.
    """

    now: datetime
    reference: str
    title: str
    materials: str
    starts_at: datetime
    ends_at: datetime
    opens_at: datetime
    closes_at: datetime
    is_instructor: bool
    is_finished: bool
    can_finish: bool
    can_review: bool
    can_give_up: bool
    may_leave: bool
    waits_end: tuple[datetime, ...]
    offering_id: int
    offering_slug: str
    own_booking: str  # the actor's booking as a learner, "" for the instructor
    price: int  # of it
    currency: str
    instructor_name: str
    instructor_zone: str
    people: tuple[Participant, ...]


def room_page(view: View, *, reference: str) -> RoomPage:
    """The room for its participants and admins, with the people they may know of. Errors: NotFound for
    everybody else."""
    user_id = view.actor.must_be_signed_in()
    live_session, offering = _live_session(view, reference)
    places = _places(view, live_session)
    people = _people(view, live_session, places)
    own = next((place for place in places if place.learner_id == user_id), None)
    may_enter = user_id == live_session.instructor_id or own
    if not may_enter and not view.actor.is_admin:
        raise NotFound("There is no such room.")
    opens_at, closes_at = doors(live_session.starts_at, live_session.ends_at)
    return RoomPage(
        now=view.now,
        reference=reference,
        title=offering.title,
        materials=offering.materials,
        starts_at=live_session.starts_at,
        ends_at=live_session.ends_at,
        opens_at=opens_at,
        closes_at=closes_at,
        is_instructor=user_id == live_session.instructor_id,
        is_finished=live_session.status == LiveSessionStatus.COMPLETED,
        can_finish=_can_finish(view, live_session, places),
        can_review=bool(own and own.status == Status.COMPLETED and not _is_reviewed(view, own)),
        **_waiting(view, live_session, own),
        offering_id=offering.id,
        offering_slug=offering.slug,
        own_booking=own.reference if own else "",
        price=own.price if own else 0,
        currency=own.currency if own else "",
        instructor_name=people[0].name,
        instructor_zone=view.db.get_one(Instructor, live_session.instructor_id).time_zone,
        people=people,
    )


def _live_session(view: View, reference: str) -> tuple[LiveSession, SessionOffering]:
    found = (
        select(LiveSession, SessionOffering).join(SessionOffering).where(LiveSession.reference == reference)
    )
    row = view.db.exec(found).one_or_none()
    if not row or row[0].status in GONE:
        raise NotFound("There is no such room.")
    return row[0], row[1]


def _waiting(view: View, live_session: LiveSession, own: BookingRequest | None) -> dict[str, Any]:
    """Who may go because the other side did not come."""
    found, is_over = attendances(view.db, live_session), live_session.ends_at <= view.now
    mine = found.get(own.id) if own else None
    teaches = view.actor.user_id == live_session.instructor_id and bool(found) and not is_over
    times = Attendance(live_session.starts_at, live_session.ends_at)
    return {
        "can_give_up": mine is not None and learner_may_leave(mine, view.now),
        "may_leave": teaches and all(instructor_may_leave(each, view.now) for each in found.values()),
        "waits_end": (instructor_awaited_until(times), learner_awaited_until(times)),
    }


def _can_finish(view: View, live_session: LiveSession, places: list[BookingRequest]) -> bool:
    mine = view.actor.user_id == live_session.instructor_id
    return mine and live_session.ends_at <= view.now and any(p.status == Status.ACCEPTED for p in places)


def _is_reviewed(view: View, booking: BookingRequest) -> bool:
    return view.db.exec(select(Review.id).where(Review.booking_id == booking.id)).first() is not None


def _places(view: View, live_session: LiveSession) -> list[BookingRequest]:
    places = select(BookingRequest).where(
        BookingRequest.live_session_id == live_session.id, col(BookingRequest.status).in_(IN_THE_ROOM)
    )
    return list(view.db.exec(places.order_by(col(BookingRequest.id))))


def _people(view: View, live_session: LiveSession, places: list[BookingRequest]) -> tuple[Participant, ...]:
    here, topics = _here(view, live_session), _topics(view, places)
    seen = [place.learner_id for place in places if _may_see(view, live_session, place.learner_id, here)]
    ids = [live_session.instructor_id, *seen]
    names = dict(view.db.exec(select(User.id, User.name).where(col(User.id).in_(ids))).all())
    return tuple(
        Participant(
            user_id=user_id,
            name=names[user_id],
            is_instructor=user_id == live_session.instructor_id,
            is_here=user_id in here,
            topic=topics.get(user_id, ""),
        )
        for user_id in ids
    )


def _may_see(view: View, live_session: LiveSession, learner_id: int, here: set[int]) -> bool:
    """Who learns in a group is its instructor's to know, and of those who are in the room with them just then."""
    you = view.actor.user_id
    if view.actor.is_admin or you in (live_session.instructor_id, learner_id):
        return True
    return {you, learner_id} <= here


def _here(view: View, live_session: LiveSession) -> set[int]:
    return set(view.db.exec(select(Presence.user_id).where(*here(live_session, view.now))))


def _topics(view: View, places: list[BookingRequest]) -> dict[int, str]:
    """The newest topic of each learner; later versions replace earlier ones."""
    learners = {place.id: place.learner_id for place in places}
    versions = select(BookingTopic).where(col(BookingTopic.booking_id).in_(learners))
    ordered = view.db.exec(versions.order_by(col(BookingTopic.version)))
    return {learners[version.booking_id]: version.topic for version in ordered}
