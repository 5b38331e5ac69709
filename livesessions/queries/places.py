"""Where a learner has a place already."""

from datetime import datetime

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from livesessions.domain.bookings import LIVE, Status
from livesessions.models import BookingRequest, LiveSession

DECIDED_ON = (Status.PENDING, Status.ACCEPTED)  # a hold is let go of by choosing another time


def has_place(db: Session, learner_id: int, offering_id: int, starts_at: datetime) -> bool:
    """Whether they have a live place in a session of this offering that starts then."""
    places = _starts(learner_id, offering_id).where(LiveSession.starts_at == starts_at)
    return db.exec(places.where(col(BookingRequest.status).in_(LIVE))).first() is not None


def own_starts(db: Session, learner_id: int | None, offering_id: int, now: datetime) -> frozenset[datetime]:
    """When the sessions of this offering begin that they have asked for or booked and are still to come."""
    if learner_id is None:
        return frozenset()
    to_come = _starts(learner_id, offering_id).where(LiveSession.starts_at > now)
    return frozenset(db.exec(to_come.where(col(BookingRequest.status).in_(DECIDED_ON))))


def _starts(learner_id: int, offering_id: int) -> SelectOfScalar[datetime]:
    mine = BookingRequest.learner_id == learner_id, LiveSession.offering_id == offering_id
    return select(LiveSession.starts_at).join(BookingRequest).where(*mine)
