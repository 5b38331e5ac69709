"""Taking a slot for a learner, for the few minutes in which they decide and pay."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, func, select

from livesessions.domain.bookings import Event, Party, Status
from livesessions.domain.errors import NotAllowed, NotFound
from livesessions.domain.holds import Hold, check_hold_limits
from livesessions.domain.slots import NEARBY, CalendarRules, Slot, slot_at
from livesessions.models import (
    BookingMode,
    BookingRequest,
    Instructor,
    LiveSession,
    OfferingStatus,
    Payment,
    SessionOffering,
    User,
)
from livesessions.queries.availability import load_calendar, wanted_session
from livesessions.runtime.locks import lock_calendar
from livesessions.runtime.references import new_reference
from livesessions.runtime.work import Work
from livesessions.services.life import advance, topics_of


@dataclass(frozen=True, slots=True)
class Terms:
    """What the settings say today; copied onto every new booking."""

    fee_basis_points: int
    free_cancellation_hours: int
    partial_refund_hours: int
    no_refund_hours: int
    gateway: str


@dataclass(frozen=True, slots=True)
class Held:
    """A booking just made: its name and until when the slot is kept."""

    reference: str
    expires_at: datetime


def hold_slot(work: Work, *, offering_id: int, starts_at: datetime, request_key: str, terms: Terms) -> Held:
    """Takes the slot for the actor. The same `request_key` again gives the same hold.

    Errors: NotAllowed (guest, unverified, own offering), NotFound, SlotNotFree with the nearest free slots,
    TooManyHolds.
    """
    learner = _verified_learner(work)
    offering = _bookable_offering(work, offering_id)
    if offering.instructor_id == learner.id:
        raise NotAllowed("This is your own offering: you can't book it.")
    lock_calendar(work.db, offering.instructor_id)
    if again := _same_request(work, learner, request_key):
        return _held(again)
    expire_holds(work, instructor_id=offering.instructor_id)
    _release_other_holds(work, learner, offering)
    slot, rules = _slot(work, offering, starts_at)
    _check_limits(work, learner)
    live_session = _join_or_open(work, offering, slot, rules)
    booking = _new_booking(work, learner, live_session, request_key, _agreed(offering, terms, rules))
    return _held(_keep(work, booking, live_session, terms.gateway))


def expire_holds(work: Work, *, instructor_id: int | None = None) -> int:
    """Ends every hold that ran out; the number of them. Rows somebody else is working on are left for later."""
    due = (
        select(BookingRequest)
        .join(LiveSession)
        .where(BookingRequest.status == Status.HELD, col(BookingRequest.hold_expires_at) <= work.now)
        .with_for_update(skip_locked=True, of=BookingRequest)
    )
    if instructor_id is not None:
        due = due.where(LiveSession.instructor_id == instructor_id)
    bookings = work.db.exec(due.limit(200)).all()
    for booking in bookings:
        advance(work, booking, Event.HOLD_ENDED, Party.SYSTEM)
    return len(bookings)


def release_hold(work: Work, *, reference: str) -> None:
    """Gives a held slot back at the learner's wish; nothing happens where there is none."""
    learner_id = work.actor.must_be_signed_in()
    wanted = select(BookingRequest).where(
        BookingRequest.reference == reference, BookingRequest.learner_id == learner_id
    )
    booking = work.db.exec(wanted.with_for_update()).one_or_none()
    if booking and booking.status == Status.HELD:
        advance(work, booking, Event.CANCELLED, Party.LEARNER)


def retake_slot(work: Work, booking: BookingRequest, live_session: LiveSession) -> None:
    """Checks that the slot of an expired hold is still free. Errors: SlotNotFree.

    The learner has paid by now, so only what others did counts, not the notice the instructor asks for.
    """
    offering = work.db.get_one(SessionOffering, live_session.offering_id)
    _slot(work, offering, live_session.starts_at, as_of=booking.created_at)


def _verified_learner(work: Work) -> User:
    learner = work.db.get_one(User, work.actor.must_be_signed_in())
    if learner.suspended_at:
        raise NotAllowed("Your account is suspended.")
    if not learner.email_verified_at:
        raise NotAllowed("Please confirm your e-mail address first: we sent you a link.")
    return learner


def _bookable_offering(work: Work, offering_id: int) -> SessionOffering:
    offering = work.db.get(SessionOffering, offering_id)
    if not offering or offering.status != OfferingStatus.ACTIVE:
        raise NotFound("This offering is not available any more.")
    if work.db.get_one(Instructor, offering.instructor_id).suspended_at:
        raise NotFound("This offering is not available any more.")
    return offering


def _same_request(work: Work, learner: User, request_key: str) -> BookingRequest | None:
    same = select(BookingRequest).where(
        BookingRequest.learner_id == learner.id, BookingRequest.request_key == request_key
    )
    return work.db.exec(same).one_or_none()


def _release_other_holds(work: Work, learner: User, offering: SessionOffering) -> None:
    """One hold per learner and instructor: choosing another time lets go of the first."""
    theirs = (
        select(BookingRequest)
        .join(LiveSession)
        .where(
            BookingRequest.learner_id == learner.id,
            BookingRequest.status == Status.HELD,
            LiveSession.instructor_id == offering.instructor_id,
        )
        .with_for_update(of=BookingRequest)
    )
    for booking in work.db.exec(theirs).all():
        advance(work, booking, Event.CANCELLED, Party.LEARNER, about="chose another time")
    work.db.flush()


def _slot(
    work: Work, offering: SessionOffering, starts_at: datetime, *, as_of: datetime | None = None
) -> tuple[Slot, CalendarRules]:
    now = as_of or work.now
    calendar = load_calendar(work.db, offering.instructor_id, now, starts_at - NEARBY, starts_at + NEARBY)
    return slot_at(calendar, wanted_session(offering), now, starts_at), calendar.rules


def _check_limits(work: Work, learner: User) -> None:
    held = select(func.count()).where(
        BookingRequest.learner_id == learner.id, BookingRequest.status == Status.HELD
    )
    check_hold_limits(0, work.db.exec(held).one())


def _new_booking(
    work: Work, learner: User, live_session: LiveSession, request_key: str, agreed: dict[str, Any]
) -> BookingRequest:
    return BookingRequest(
        reference=new_reference(),
        request_key=request_key,
        live_session_id=live_session.id or 0,
        learner_id=learner.id or 0,
        hold_expires_at=Hold.begin(work.now).expires_at,
        created_at=work.now,
        **agreed,
    )


def _agreed(offering: SessionOffering, terms: Terms, rules: CalendarRules) -> dict[str, Any]:
    """What is copied onto the booking: later edits of offering or settings never change it."""
    return {
        "price": offering.price,
        "currency": offering.currency,
        "booking_mode": offering.booking_mode,
        "min_lead_time_hours": rules.min_lead_minutes // 60,
        "fee_basis_points": terms.fee_basis_points,
        "free_cancellation_hours": terms.free_cancellation_hours,
        "partial_refund_hours": terms.partial_refund_hours,
        "no_refund_hours": terms.no_refund_hours,
    }


def _keep(work: Work, booking: BookingRequest, live_session: LiveSession, gateway: str) -> BookingRequest:
    work.db.add(booking)
    work.db.flush()
    if booking.price:
        work.db.add(_payment(work, booking, gateway))
    work.record("booking.held", booking, after={"status": "held"}, topics=topics_of(booking, live_session))
    return booking


def _payment(work: Work, booking: BookingRequest, gateway: str) -> Payment:
    return Payment(
        booking_id=booking.id or 0,
        gateway=gateway,
        manual_capture=booking.booking_mode == BookingMode.REQUEST,
        price=booking.price,
        due=booking.price,
        currency=booking.currency,
        created_at=work.now,
    )


def _join_or_open(work: Work, offering: SessionOffering, slot: Slot, rules: CalendarRules) -> LiveSession:
    if slot.live_session_id is not None:
        return work.db.get_one(LiveSession, slot.live_session_id, with_for_update=True)
    live_session = LiveSession(
        reference=new_reference(),
        offering_id=offering.id or 0,
        instructor_id=offering.instructor_id,
        starts_at=slot.start,
        ends_at=slot.end,
        buffer_minutes=rules.buffer_minutes,
        capacity=offering.capacity,
        created_at=work.now,
    )
    work.db.add(live_session)
    work.db.flush()
    return live_session


def _held(booking: BookingRequest) -> Held:
    assert booking.hold_expires_at is not None
    return Held(booking.reference, booking.hold_expires_at)
