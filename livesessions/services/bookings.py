"""What learner and instructor do with a booking: describe it, ask for it, accept it, decline it, cancel it."""

from dataclasses import dataclass

from sqlmodel import select

from livesessions.domain.answers import check_answer, check_cancel
from livesessions.domain.bookings import Event, Party, Status
from livesessions.domain.cancellation import Refund, check_said
from livesessions.domain.errors import Invalid, NotAllowed, NotFound
from livesessions.domain.holds import Hold
from livesessions.domain.offerings import BookingMode
from livesessions.domain.topics import LONGEST_TOPIC, TopicType, Wish, problems
from livesessions.models import BookingRequest, BookingTopic, LiveSession, SessionOffering
from livesessions.queries.terms import refund_at
from livesessions.runtime.locks import lock_calendar
from livesessions.runtime.work import Work
from livesessions.services.life import advance, newest_topic
from livesessions.services.standing import must_be_teaching, must_be_welcome, must_both_be_here

LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the learner would like the session to be about."""

    topic: str = ""
    goal: str = ""
    level: str = ""
    message: str = ""
    accepts_terms: bool = False


def propose(work: Work, *, reference: str, proposal: Proposal) -> None:
    """Writes the learner's topic and message on their held booking. Errors: Invalid at the field, HoldOver."""
    booking, live_session = own_booking(work, reference)
    offering = work.db.get_one(SessionOffering, live_session.offering_id)
    must_be_held(work, booking, live_session)
    topic = _checked_topic(offering, proposal)
    if not proposal.accepts_terms:
        raise Invalid("Please accept the terms to go on.", field="terms")
    booking.message = short(proposal.message, "message")
    booking.terms_accepted_at = work.now
    add_version(work, booking, topic, proposal.goal, proposal.level)
    work.record("booking.described", booking, after={"topic": topic})


def request_free(work: Work, *, reference: str) -> None:
    """Sends off a booking that costs nothing. Errors: NotAllowed if it has a price, HoldOver."""
    booking, live_session = own_booking(work, reference)
    if booking.price:
        raise NotAllowed("This booking has a price: please pay first.")
    if booking.status in (Status.PENDING, Status.ACCEPTED):
        return  # a second click
    must_be_held(work, booking, live_session)
    _must_be_described(booking)
    advance(work, booking, paid_event(booking), Party.LEARNER)


def accept(work: Work, *, reference: str, topic: str = "", goal: str = "", reason: str = "") -> None:
    """The instructor says yes, perhaps with the topic in their own words, which is then final.

    `reason` is an admin's for saying it, and for the audit trail alone.
    Errors: NotFound, AnswerOver, NotNow, Invalid, NotAllowed for a topic that is the offering's own.
    """
    booking, live_session = taught_booking(work, reference)
    check_answer(Status(booking.status), booking.respond_by, work.now)
    newest = newest_topic(work, booking)
    if topic and newest and (topic, goal or newest.goal) != (newest.topic, newest.goal):
        must_be_flexible(work, live_session)
        add_version(work, booking, short(topic, "topic", LONGEST_TOPIC), goal or newest.goal, newest.level)
        work.db.flush()
    about = short(reason, "reason", 500)
    advance(work, booking, Event.ACCEPTED, _teacher(work, booking), about=about)


def reject(work: Work, *, reference: str, reason: str) -> None:
    """The instructor says no, with a reason the learner reads."""
    booking, _ = taught_booking(work, reference)
    if not reason.strip():
        raise Invalid("Please give a short reason: the learner will read it.", field="reason")
    advance(work, booking, Event.REJECTED, _teacher(work, booking), reason=short(reason, "reason", 500))


def cancel(work: Work, *, reference: str, reason: str = "", said: int | None = None) -> Refund:
    """Either side ends a booking before its session; the refund follows the terms on the booking.

    Errors: NotFound, NotAllowed once it has begun and, for its instructor, before it is decided; RefundChanged
    if the learner gets back another amount than the actor was `said`.
    """
    booking, live_session = any_side_booking(work, reference)
    by = side_of(work, booking)
    check_cancel(Status(booking.status), by)
    if work.now >= live_session.starts_at:
        raise NotAllowed("The session has begun and can't be cancelled any more.")
    must_be_teaching(work, live_session.instructor_id)  # else it is about to end, and all money goes back
    refund = refund_at(booking, live_session.starts_at, by, work.now)
    check_said(said, refund)
    advance(work, booking, Event.CANCELLED, by, reason=short(reason, "reason", 500))
    return refund


def paid_event(booking: BookingRequest) -> Event:
    """What paying leads to: a request that waits for an answer, or a booking at once."""
    return Event.BOOKED if booking.booking_mode == BookingMode.INSTANT else Event.REQUESTED


def own_booking(
    work: Work, reference: str, *, field: str | None = None
) -> tuple[BookingRequest, LiveSession]:
    """The actor's own booking as a learner, locked.

    Errors: NotFound, at `field`, also for other people's; Suspended.
    """
    booking, live_session = lock_booking(work, reference)
    if booking.learner_id != work.actor.must_be_signed_in():
        raise NotFound("There is no such booking.", field=field)
    must_be_welcome(work, booking.learner_id)
    return booking, live_session


def taught_booking(work: Work, reference: str) -> tuple[BookingRequest, LiveSession]:
    """A booking of a session the actor teaches (or any, for an admin), locked. Errors: NotFound, Suspended."""
    booking, live_session = lock_booking(work, reference)
    if live_session.instructor_id != work.actor.must_be_signed_in() and not work.actor.is_admin:
        raise NotFound("There is no such booking.")
    if booking.learner_id == work.actor.user_id:
        raise NotAllowed("This is your own request: its instructor answers it.")
    must_both_be_here(work, booking, live_session)
    return booking, live_session


def any_side_booking(work: Work, reference: str) -> tuple[BookingRequest, LiveSession]:
    """A booking the actor has a part in, on either side, locked."""
    booking, live_session = lock_booking(work, reference)
    people = {booking.learner_id, live_session.instructor_id}
    if work.actor.must_be_signed_in() not in people and not work.actor.is_admin:
        raise NotFound("There is no such booking.")
    return booking, live_session


def side_of(work: Work, booking: BookingRequest) -> Party:
    """On whose behalf the actor does something to a booking they have a part in."""
    return Party.LEARNER if booking.learner_id == work.actor.user_id else _teacher(work, booking)


def lock_booking(work: Work, reference: str) -> tuple[BookingRequest, LiveSession]:
    """The booking with its session: calendar first, then the row, so that nobody else decides at once."""
    this = BookingRequest.reference == reference
    instructor_id = work.db.exec(
        select(LiveSession.instructor_id).join(BookingRequest).where(this)
    ).one_or_none()
    if instructor_id is None:
        raise NotFound("There is no such booking.")
    lock_calendar(work.db, instructor_id)
    locked = select(BookingRequest, LiveSession).join(LiveSession).where(this)
    locked = locked.with_for_update(of=BookingRequest).execution_options(populate_existing=True)
    booking, live_session = work.db.exec(locked).one()
    return booking, live_session


def must_be_held(work: Work, booking: BookingRequest, live_session: LiveSession) -> None:
    """Its learner may go on with it. Errors: NotAllowed, HoldOver, Suspended."""
    must_be_teaching(work, live_session.instructor_id)
    if booking.status != Status.HELD or booking.hold_expires_at is None:
        raise NotAllowed("This booking is not being held any more.")
    Hold(booking.hold_expires_at, booking.hold_extended).must_last(work.now)


def _teacher(work: Work, booking: BookingRequest) -> Party:
    """Whoever teaches it, admin or not; an admin for anybody else."""
    live_session = work.db.get_one(LiveSession, booking.live_session_id)
    return Party.INSTRUCTOR if live_session.instructor_id == work.actor.user_id else Party.ADMIN


def _must_be_described(booking: BookingRequest) -> None:
    if not booking.terms_accepted_at:
        raise Invalid("Please accept the terms to go on.", field="terms")


def _checked_topic(offering: SessionOffering, proposal: Proposal) -> str:
    kind = TopicType(offering.topic_type)
    for field, problem in problems(Wish(proposal.topic, proposal.goal, proposal.level), kind).items():
        raise Invalid(problem, field=field)
    return offering.title if kind == TopicType.FIXED else proposal.topic.strip()


def must_be_flexible(work: Work, live_session: LiveSession) -> None:
    """Errors: NotAllowed for a topic that is the offering's own."""
    if work.db.get_one(SessionOffering, live_session.offering_id).topic_type == TopicType.FIXED:
        raise NotAllowed("The topic of this offering is set.")


def add_version(work: Work, booking: BookingRequest, topic: str, goal: str, level: str) -> BookingTopic:
    """The next version of what the booking is about, in the actor's words."""
    newest = newest_topic(work, booking)
    version = BookingTopic(
        booking_id=booking.id,
        version=newest.version + 1 if newest else 1,
        author_id=work.actor.user_id,
        topic=topic,
        goal=short(goal, "goal"),
        level=short(level, "level", 16),
        created_at=work.now,
    )
    work.db.add(version)
    return version


def short(text: str, field: str, longest: int = LONGEST_TEXT) -> str:
    """What was typed, without the blanks around it. Errors: Invalid at the field if it is too long."""
    text = text.strip()
    if len(text) > longest:
        raise Invalid(f"Please keep this under {longest} characters.", field=field)
    return text
