"""Showing an offering to learners, and putting it away again."""

from sqlmodel import col, select

from livesessions.domain import offerings
from livesessions.domain.bookings import Event, Party, Status
from livesessions.domain.errors import NotAllowed
from livesessions.domain.offerings import Bounds, OfferingStatus
from livesessions.models import BookingRequest, LiveSession, LiveSessionStatus, SessionOffering
from livesessions.queries.offerings import draft_of, has_times, is_verified, topics_of
from livesessions.runtime.locks import lock_calendar
from livesessions.runtime.work import Work
from livesessions.services.life import advance
from livesessions.services.offerings.drafts import WrongOffering, locked_offering, topics_to_ring
from livesessions.services.offerings.empty_dates import empty_dates
from livesessions.services.waitlist import end_lines

UNDECIDED = (Status.HELD, Status.PENDING)


class NotVerified(NotAllowed):
    """Learners could not reach the instructor."""

    code = "not_verified"


def publish_offering(work: Work, *, offering_id: int, bounds: Bounds) -> str:
    """Shows a draft or an archived offering to everybody; its slug.

    Errors: NotFound, WrongStatus, NotVerified, WrongOffering with everything it still lacks.
    """
    offering = locked_offering(work, offering_id)
    status = offerings.publish(OfferingStatus(offering.status))
    if not is_verified(work.db, offering.instructor_id):
        raise NotVerified("Please confirm your e-mail address first: learners must be able to reach you.")
    draft = draft_of(offering, topics_of(work.db, offering_id))
    missing = offerings.publish_problems(draft, bounds, has_times=has_times(work.db, offering, work.now))
    if missing:
        raise WrongOffering(missing)
    _set_status(work, offering, status, "offering.published")
    offering.published_at = offering.published_at or work.now
    return offering.slug


def archive_offering(work: Work, *, offering_id: int) -> None:
    """Hides an offering. What is accepted takes place; what waits is cancelled and costs nobody anything.

    Published dates that nobody has booked are taken back. Errors: NotFound, WrongStatus.
    """
    lock_calendar(work.db, work.actor.must_be_signed_in())
    offering = locked_offering(work, offering_id)
    status = offerings.archive(OfferingStatus(offering.status))
    _set_status(work, offering, status, "offering.archived")
    work.db.flush()  # first, so that no freed place is offered to anybody
    end_lines(work, offering_id)
    for booking in _undecided(work, offering_id):
        advance(work, booking, Event.CANCELLED, Party.INSTRUCTOR, reason="The offering was withdrawn.")
    work.db.flush()
    for live_session in empty_dates(work, offering_id):
        live_session.status = LiveSessionStatus.RELEASED


def _set_status(work: Work, offering: SessionOffering, status: OfferingStatus, event: str) -> None:
    before = offering.status
    offering.status, offering.updated_at = status, work.now
    work.record(
        event,
        offering,
        before={"status": before},
        after={"status": str(status)},
        topics=topics_to_ring(offering),
    )


def _undecided(work: Work, offering_id: int) -> list[BookingRequest]:
    waiting = (
        select(BookingRequest)
        .join(LiveSession)
        .where(LiveSession.offering_id == offering_id, col(BookingRequest.status).in_(UNDECIDED))
        .with_for_update(of=BookingRequest)
    )
    return list(work.db.exec(waiting))
