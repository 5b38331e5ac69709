"""A payment that arrives when its hold is over: booked if the slot is still free, else given back in full.

That is decided once, when the money is first seen, and the learner is told.
"""

from dataclasses import replace

from sqlalchemy.exc import IntegrityError, InternalError

from livesessions.domain.bookings import Event, Party, Status, was_held_only
from livesessions.domain.late_payments import Lapsed, TooLate, too_late
from livesessions.domain.offerings import OfferingStatus
from livesessions.domain.slots import Slot, SlotNotFree, neighbourhood, slot_at
from livesessions.models import BookingRequest, LiveSession, LiveSessionStatus, Payment, SessionOffering
from livesessions.queries.moves import elsewhere
from livesessions.queries.places import has_place
from livesessions.runtime.work import Work
from livesessions.services.bookings import paid_event
from livesessions.services.life import advance
from livesessions.services.pricing import keeps_its_coupon, keeps_its_trial
from livesessions.services.standing import who_is_gone

REFUSED_BY_DATABASE = (IntegrityError, InternalError)  # a trigger of PostgreSQL raises the second


def paid_late(work: Work, booking: BookingRequest, live_session: LiveSession, payment: Payment) -> None:
    """Books what ended unpaid, in its slot or in the session others have opened there; else says why not."""
    if not was_held_only(Status(booking.status), booking.respond_by):
        refuse_late(work, booking, booking.reason)
    elif why := _why_not(work, booking, live_session):
        refuse_late(work, booking, why)
    else:
        try:
            _take(work, booking, live_session, payment)
        except (SlotNotFree, *REFUSED_BY_DATABASE):
            refuse_late(work, booking, TooLate.TAKEN)


def refuse_late(work: Work, booking: BookingRequest, why: str) -> None:
    """Nothing is due, so that everything goes back. That it came too late is kept with the booking and told."""
    booking.reason = booking.reason or why
    work.record("booking.paid_too_late", booking, after={"status": booking.status}, reason=why)


def _why_not(work: Work, booking: BookingRequest, live_session: LiveSession) -> str:
    offering = work.db.get_one(SessionOffering, live_session.offering_id)
    starts_at = live_session.starts_at
    lapsed = Lapsed(
        starts_at=starts_at,
        is_called_off=live_session.status == LiveSessionStatus.CANCELLED,
        is_bookable=offering.status == OfferingStatus.ACTIVE,
        is_theirs=has_place(work.db, booking.learner_id, live_session.offering_id, starts_at),
        keeps_price=keeps_its_coupon(work, booking) and keeps_its_trial(work, booking, live_session),
    )
    return who_is_gone(work, booking, live_session) or too_late(lapsed, work.now) or ""


def _take(work: Work, booking: BookingRequest, live_session: LiveSession, payment: Payment) -> None:
    slot = _slot(work, booking, live_session)
    late = Event.BOOKED_LATE if paid_event(booking) == Event.BOOKED else Event.REQUESTED_LATE
    with work.attempt():
        if slot.live_session_id:
            booking.live_session_id = slot.live_session_id
        else:
            live_session.status = LiveSessionStatus.SCHEDULED
        payment.due = payment.price
        advance(work, booking, late, Party.SYSTEM)


def _slot(work: Work, booking: BookingRequest, live_session: LiveSession) -> Slot:
    """The slot that was chosen, if it is free. Errors: SlotNotFree.

    It was chosen in time and paid for: only what others did counts, not the notice the instructor asks for.
    """
    when = work.now, *neighbourhood(live_session.starts_at)
    calendar, wanted = elsewhere(work.db, booking, live_session, when, whole=False)
    calendar = replace(calendar, rules=replace(calendar.rules, min_lead_minutes=0))
    return slot_at(calendar, wanted, work.now, live_session.starts_at)
