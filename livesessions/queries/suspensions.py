"""What a suspension ends: derived from who is suspended and what is still to come, never from a list made then."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_
from sqlmodel import col, select

from livesessions.domain.bookings import LIVE, Status
from livesessions.domain.errors import NotAllowed
from livesessions.models import BookingRequest, Instructor, LiveSession, LiveSessionStatus, Payment, User
from livesessions.queries.accounts import the_user
from livesessions.queries.payments import CREDITS
from livesessions.queries.terms import UNDECIDED
from livesessions.runtime.work import View

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Ending:
    """What a suspension would end. `back` is money by currency, `credits` are sessions that go back to packages.

    `sessions` are accepted ones and published dates that are called off, `places` those of the person themselves
    in sessions of others; `people` is everybody else in any of it.
    """

    name: str
    holds: int
    requests: int
    sessions: int
    places: int
    people: int
    back: Mapping[str, int]
    credits: int


def is_anything_left(view: View) -> bool:
    """Whether something has to end. Cheap while nobody is suspended: one statement, by small indexes."""
    places = select(BookingRequest.id).join(LiveSession)
    left = or_(
        select(LiveSession.id).where(sessions_to_end(taught_by_suspended(), view.now)).exists(),
        places.where(requests_to_end(taught_by_suspended())).exists(),
        places.where(places_to_end(booked_by_suspended(), view.now)).exists(),
    )
    return bool(view.db.scalar(select(left)))


def would_end(view: View, *, user_id: int, whole: bool) -> Ending:
    """What suspending somebody's teaching, or the `whole` person, would end now: four statements.

    Errors: NotAllowed, NotFound.
    """
    if not view.actor.is_admin:
        raise NotAllowed("This page is for admins.")
    taught, theirs = col(LiveSession.instructor_id) == user_id, col(BookingRequest.learner_id) == user_id
    to_come = sessions_to_end(taught, view.now)
    booked = _places(view, or_(requests_to_end(taught), and_(to_come, col(BookingRequest.status).in_(LIVE))))
    own = _places(view, places_to_end(theirs, view.now)) if whole else []
    dates = view.db.exec(select(LiveSession.id).where(to_come, col(LiveSession.is_fixed_date)))
    sessions = {row.live_session_id for row in booked if row.status == Status.ACCEPTED}.union(dates)
    ends = [*booked, *own]
    counts = Counter(row.status for row in ends)
    return Ending(
        name=the_user(view.db, user_id).name,
        holds=counts[Status.HELD],
        requests=counts[Status.PENDING],
        sessions=len(sessions),
        places=sum(row.status == Status.ACCEPTED for row in own),
        people=len({person for row in ends for person in (row.learner_id, row.instructor_id)} - {user_id}),
        back=_back(ends),
        credits=sum(row.gateway == CREDITS for row in ends),
    )


def sessions_to_end(taught: Condition, now: datetime) -> Condition:
    """Those still to come of whom `taught` names."""
    return and_(
        taught, col(LiveSession.status) == LiveSessionStatus.SCHEDULED, col(LiveSession.starts_at) > now
    )


def requests_to_end(taught: Condition) -> Condition:
    """What waits for payment or an answer with whom `taught` names; what is accepted ends with its session."""
    return and_(taught, col(BookingRequest.status).in_(UNDECIDED))


def places_to_end(theirs: Condition, now: datetime) -> Condition:
    """What the learners hold, ask for, or have still before them."""
    to_come = and_(col(BookingRequest.status) == Status.ACCEPTED, col(LiveSession.starts_at) > now)
    return and_(theirs, or_(col(BookingRequest.status).in_(UNDECIDED), to_come))


def taught_by_suspended() -> Condition:
    """For sessions: whose teaching is suspended."""
    suspended = select(Instructor.user_id).where(col(Instructor.suspended_at).is_not(None))
    return col(LiveSession.instructor_id).in_(suspended)


def booked_by_suspended() -> Condition:
    """For bookings: whose learner is suspended."""
    suspended = select(User.id).where(col(User.suspended_at).is_not(None))
    return col(BookingRequest.learner_id).in_(suspended)


def _places(view: View, which: Condition) -> Sequence[Row[Any]]:
    found = (
        select(  # type: ignore[call-overload]
            BookingRequest.status,
            BookingRequest.learner_id,
            BookingRequest.live_session_id,
            LiveSession.instructor_id,
            BookingRequest.currency,
            (col(Payment.captured) - col(Payment.refunded)).label("paid"),
            Payment.gateway,
        )
        .join(LiveSession, col(LiveSession.id) == BookingRequest.live_session_id)
        .join(Payment, col(Payment.booking_id) == BookingRequest.id, isouter=True)
    )
    return view.db.execute(found.where(which)).all()


def _back(ends: Iterable[Row[Any]]) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for row in ends:
        if row.paid and row.gateway != CREDITS:
            sums[row.currency] += row.paid
    return dict(sorted(sums.items()))
