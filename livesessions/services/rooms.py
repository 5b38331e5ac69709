"""Coming into a room, being there, leaving: recorded by the server's clock."""

from datetime import datetime

from sqlmodel import col, select

from livesessions.domain.bookings import Status, doors, doors_are_open
from livesessions.domain.errors import DomainError, NotFound
from livesessions.models import BookingRequest, LiveSession, Presence
from livesessions.queries.attendance import here
from livesessions.queries.rooms import GONE
from livesessions.runtime.work import Work
from livesessions.services.standing import must_be_welcome

HEARTBEAT_SECONDS = 15


class DoorsClosed(DomainError):
    """The room is open from a little before the session to a little after."""

    code = "doors_closed"

    def __init__(self, message: str, opens_at: datetime) -> None:
        super().__init__(message)
        self.opens_at = opens_at


def enter_room(work: Work, *, reference: str) -> None:
    """The actor comes in. Errors: NotFound for anybody who has no place here, DoorsClosed."""
    live_session, user_id = _place(work, reference)
    _must_be_open(work, live_session)
    if not (stay := _stay(work, live_session, user_id)):
        stay = Presence(
            live_session_id=live_session.id, user_id=user_id, joined_at=work.now, last_seen_at=work.now
        )
        work.db.add(stay)
        work.record("room.entered", stay, topics=[room_topic(reference)])
    stay.last_seen_at = work.now


def be_present(work: Work, *, reference: str) -> None:
    """A heartbeat: the actor is still here. After a silence it begins a new stay."""
    enter_room(work, reference=reference)


def leave_room(work: Work, *, reference: str) -> None:
    """The actor goes out; nothing happens if they were not in."""
    live_session, user_id = _place(work, reference)
    if stay := _stay(work, live_session, user_id):
        stay.last_seen_at = stay.left_at = work.now
        work.record("room.left", stay, topics=[room_topic(reference)])


def room_topic(reference: str) -> str:
    """The name under which the room's pages wait for comings and goings."""
    return f"room:{reference}"


def _place(work: Work, reference: str) -> tuple[LiveSession, int]:
    user_id = work.actor.must_be_signed_in()
    must_be_welcome(work, user_id)
    found = select(LiveSession).where(
        LiveSession.reference == reference, col(LiveSession.status).not_in(GONE)
    )
    live_session = work.db.exec(found).one_or_none()
    if not live_session or not _may_enter(work, live_session, user_id):
        raise NotFound("There is no such room.")
    return live_session, user_id


def _may_enter(work: Work, live_session: LiveSession, user_id: int) -> bool:
    if user_id == live_session.instructor_id or work.actor.is_admin:
        return True
    places = select(BookingRequest.id).where(
        BookingRequest.live_session_id == live_session.id,
        BookingRequest.learner_id == user_id,
        col(BookingRequest.status).in_((Status.ACCEPTED, Status.COMPLETED)),
    )
    return work.db.exec(places).first() is not None


def _must_be_open(work: Work, live_session: LiveSession) -> None:
    if not doors_are_open(work.now, live_session.starts_at, live_session.ends_at):
        opens_at, _ = doors(live_session.starts_at, live_session.ends_at)
        early = work.now < opens_at
        words = (
            "The room opens 10 minutes before the start."
            if early
            else "The session is over: the room is closed."
        )
        raise DoorsClosed(words, opens_at)


def _stay(work: Work, live_session: LiveSession, user_id: int) -> Presence | None:
    stays = select(Presence).where(Presence.user_id == user_id, *here(live_session, work.now))
    return work.db.exec(stays.order_by(col(Presence.id).desc())).first()
