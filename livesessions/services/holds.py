"""Taking a slot for a learner, for the few minutes in which they decide and pay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlmodel import col, select

from livesessions.domain.bookings import Event, Party, Status
from livesessions.domain.errors import NotAllowed, NotFound
from livesessions.domain.holds import Hold, check_hold_limits
from livesessions.domain.slots import CalendarRules, Slot, SlotNotFree, neighbourhood, slot_at
from livesessions.models import (
    BookingMode,
    BookingRequest,
    LiveSession,
    OfferingStatus,
    Payment,
    SessionOffering,
)
from livesessions.queries import holds as statements
from livesessions.queries.availability import load_calendar, wanted_session
from livesessions.runtime.locks import lock_calendar
from livesessions.runtime.references import new_reference
from livesessions.runtime.rows import rows
from livesessions.runtime.work import View, Work, looking_first
from livesessions.services.life import advance, end_overdue, topics_of


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


def refuse_late(view: View, *, offering_id: int, starts_at: datetime, request_key: str, terms: Terms) -> None:
    """Says no at once where somebody else has the slot. Errors: those of `hold_slot`."""
    asked = {"offering": offering_id, "starts_at": starts_at, "request_key": request_key, "now": view.now}
    if rows(view.db, statements.TAKEN, {**asked, "learner": view.actor.user_id}).first():
        _slot(view, _bookable_offering(view, offering_id), starts_at)


@looking_first(refuse_late)
def hold_slot(work: Work, *, offering_id: int, starts_at: datetime, request_key: str, terms: Terms) -> Held:
    """Takes the slot for the actor. The same `request_key` again gives the same hold.

    Errors: NotAllowed (guest, unverified, own offering), NotFound, SlotNotFree with the nearest free slots,
    TooManyHolds.
    """
    offering = _bookable_offering(work, offering_id)
    learner_id = work.actor.must_be_signed_in()
    lock_calendar(work.db, offering.instructor_id, and_learner=learner_id)
    mine = _held_by(work, learner_id, request_key)
    if again := next((row for row in mine if row.request_key == request_key), None):
        return Held(again.reference, again.hold_expires_at)
    others = _release_holds_with(work, offering.instructor_id, mine)
    slot, rules = _slot_by_now(work, offering, starts_at)
    check_hold_limits(0, len(others))
    live_session = _join_or_open(work, offering, slot, rules)
    booking = _new_booking(work, learner_id, live_session, request_key, _agreed(offering, terms, rules))
    return _keep(work, booking, live_session, terms.gateway)


def expire_holds(work: Work) -> int:
    """Ends a batch of holds that ran out, whoever's they are; the number of them."""
    return end_overdue(work, Status.HELD, col(BookingRequest.hold_expires_at), Event.HOLD_ENDED)


def release_hold(work: Work, *, reference: str) -> None:
    """Gives a held slot back at the learner's wish; nothing happens where there is none."""
    learner_id = work.actor.must_be_signed_in()
    mine = BookingRequest.reference == reference, BookingRequest.learner_id == learner_id
    taught_by = work.db.exec(
        select(LiveSession.instructor_id).join(BookingRequest).where(*mine)
    ).one_or_none()
    if taught_by is None:
        return
    lock_calendar(work.db, taught_by)
    booking = work.db.exec(select(BookingRequest).where(*mine).with_for_update()).one()
    if booking.status == Status.HELD:
        advance(work, booking, Event.CANCELLED, Party.LEARNER)


def retake_slot(work: Work, booking: BookingRequest, live_session: LiveSession) -> None:
    """Checks that the slot of an expired hold is still free. Errors: SlotNotFree.

    The learner has paid by now, so only what others did counts, not the notice the instructor asks for.
    """
    offering = work.db.get_one(SessionOffering, live_session.offering_id)
    _slot(work, offering, live_session.starts_at, as_of=booking.created_at)


def _bookable_offering(view: View, offering_id: int) -> Row[Any]:
    """The offering, if the actor may book it. Errors: NotAllowed, NotFound."""
    learner_id = view.actor.must_be_signed_in()
    found = rows(view.db, statements.WANTED, {"offering": offering_id, "learner": learner_id}).one_or_none()
    if not found or found.status != OfferingStatus.ACTIVE or found.suspended_at:
        raise NotFound("This offering is not available any more.")
    if found.learner_suspended_at:
        raise NotAllowed("Your account is suspended.")
    if not found.learner_verified_at:
        raise NotAllowed("Please confirm your e-mail address first: we sent you a link.")
    if found.instructor_id == learner_id:
        raise NotAllowed("This is your own offering: you can't book it.")
    return found


def _held_by(work: Work, learner_id: int, request_key: str) -> Sequence[Row[Any]]:
    """All that the learner holds, wherever; and the booking of this very request, held still or not."""
    return rows(work.db, statements.HELD, {"learner": learner_id, "request_key": request_key}).all()


def _release_holds_with(work: Work, instructor_id: int, held: Sequence[Row[Any]]) -> list[Row[Any]]:
    """One hold per learner and instructor: choosing another time lets go of the first. What is held elsewhere."""
    for row in held:
        if row.instructor_id == instructor_id:
            booking = work.db.get_one(BookingRequest, row.id, with_for_update=True)
            if booking.status == Status.HELD:  # and not just now expired
                advance(work, booking, Event.CANCELLED, Party.LEARNER, about="chose another time")
    work.db.flush()
    return [row for row in held if row.instructor_id != instructor_id and row.hold_expires_at > work.now]


def _slot_by_now(work: Work, offering: Row[Any], starts_at: datetime) -> tuple[Slot, CalendarRules]:
    """The slot, which may be free again although no timer has looked yet. Errors: SlotNotFree."""
    try:
        return _slot(work, offering, starts_at)
    except SlotNotFree:
        over = work.db.scalars(
            statements.RUN_OUT, {"instructor": offering.instructor_id, "now": work.now}
        ).all()
        if not over:
            raise
    for booking in over:
        advance(work, booking, Event.HOLD_ENDED, Party.SYSTEM)
    return _slot(work, offering, starts_at)


def _slot(
    view: View, offering: Row[Any] | SessionOffering, starts_at: datetime, *, as_of: datetime | None = None
) -> tuple[Slot, CalendarRules]:
    now = as_of or view.now
    calendar = load_calendar(view.db, offering.instructor_id, now, *neighbourhood(starts_at))
    return slot_at(calendar, wanted_session(offering), now, starts_at), calendar.rules


def _new_booking(
    work: Work, learner_id: int, live_session: LiveSession, request_key: str, agreed: dict[str, Any]
) -> BookingRequest:
    return BookingRequest(
        reference=new_reference(),
        request_key=request_key,
        live_session_id=live_session.id or 0,
        learner_id=learner_id,
        hold_expires_at=Hold.begin(work.now).expires_at,
        created_at=work.now,
        **agreed,
    )


def _agreed(offering: Row[Any], terms: Terms, rules: CalendarRules) -> dict[str, Any]:
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


def _keep(work: Work, booking: BookingRequest, live_session: LiveSession, gateway: str) -> Held:
    work.db.add(booking)
    work.db.flush()
    if booking.price:
        work.db.add(_payment(work, booking, gateway))
    work.record("booking.held", booking, after={"status": "held"}, topics=topics_of(booking, live_session))
    assert booking.hold_expires_at is not None
    return Held(booking.reference, booking.hold_expires_at)


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


def _join_or_open(work: Work, offering: Row[Any], slot: Slot, rules: CalendarRules) -> LiveSession:
    if slot.live_session_id is not None:
        return work.db.get_one(LiveSession, slot.live_session_id, with_for_update=True)
    live_session = LiveSession(
        reference=new_reference(),
        offering_id=offering.id,
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
