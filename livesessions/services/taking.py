"""A place in a calendar: whether it is free, and taking it for somebody, held until they have paid."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row

from livesessions.domain.bookings import answering, hold_lasts
from livesessions.domain.minimum import decides_at
from livesessions.domain.slots import CalendarRules, Slot, neighbourhood, slot_at
from livesessions.models import BookingMode, BookingRequest, LiveSession, Payment, SessionOffering
from livesessions.queries.availability import load_calendar, wanted_session
from livesessions.runtime.references import new_reference
from livesessions.runtime.work import View, Work


@dataclass(frozen=True, slots=True)
class Terms:
    """What the settings say today; copied onto every new booking."""

    fee_basis_points: int
    free_cancellation_hours: int
    partial_refund_hours: int
    no_refund_hours: int
    gateway: str
    answer_within_hours: int = 24
    authorisation_hours: int = 168  # for how long the ways to pay can be held; 0: not at all


@dataclass(frozen=True, slots=True)
class Held:
    """A booking just made: its name and until when the slot is kept."""

    reference: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Taker:
    """For whom a place is taken, under which terms, and until when it is kept unpaid."""

    learner_id: int
    request_key: str
    terms: Terms
    until: datetime


Place = tuple[Slot, CalendarRules]
Offering = Row[Any] | SessionOffering  # or its columns


def free_place(
    view: View, offering: Offering, starts_at: datetime, *, as_of: datetime | None = None
) -> Place:
    """The slot that starts then, and the rules it is free by. Errors: SlotNotFree."""
    now = as_of or view.now
    calendar = load_calendar(view.db, offering.instructor_id, now, *neighbourhood(starts_at))
    return slot_at(calendar, wanted_session(offering), now, starts_at), calendar.rules


def take_place(work: Work, offering: Offering, place: Place, taker: Taker) -> BookingRequest:
    """Holds a place that was found free under the calendar's lock; its live session opens with the first."""
    slot, rules = place
    live_session = _join_or_open(work, offering, slot, rules)
    booking = BookingRequest(
        reference=new_reference(),
        request_key=taker.request_key,
        live_session_id=live_session.id or 0,
        learner_id=taker.learner_id,
        hold_expires_at=taker.until,
        created_at=work.now,
        **_agreed(offering, taker.terms, rules),
    )
    work.db.add(booking)
    work.db.flush()
    if booking.price:
        work.db.add(_payment(work, booking, slot.start, taker.terms))
    work.record("booking.held", booking, after={"status": "held"}, topics=topics_of(booking, live_session))
    return booking


def topics_of(booking: BookingRequest, live_session: LiveSession) -> list[str]:
    """The names under which open pages wait for changes of this booking."""
    return [
        f"calendar:{live_session.instructor_id}",
        f"person:{booking.learner_id}",
        f"person:{live_session.instructor_id}",
    ]


def _join_or_open(work: Work, offering: Offering, slot: Slot, rules: CalendarRules) -> LiveSession:
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
        min_participants=offering.min_participants,
        decides_at=decides_at(slot.start, offering.min_participants, offering.decide_hours_before),
        created_at=work.now,
    )
    work.db.add(live_session)
    work.db.flush()
    return live_session


def _agreed(offering: Offering, terms: Terms, rules: CalendarRules) -> dict[str, Any]:
    """What is copied onto the booking: later edits of offering or settings never change it."""
    return {
        "price": offering.price,
        "currency": offering.currency,
        "booking_mode": offering.booking_mode,
        "min_lead_time_hours": rules.min_lead_minutes // 60,
        "answer_within_hours": terms.answer_within_hours,
        "fee_basis_points": terms.fee_basis_points,
        "free_cancellation_hours": terms.free_cancellation_hours,
        "partial_refund_hours": terms.partial_refund_hours,
        "no_refund_hours": terms.no_refund_hours,
    }


def _payment(work: Work, booking: BookingRequest, starts_at: datetime, terms: Terms) -> Payment:
    waits = booking.booking_mode == BookingMode.REQUEST
    return Payment(
        booking_id=booking.id or 0,
        gateway=terms.gateway,
        manual_capture=waits,
        saves_method=waits and not _hold_lasts(work, booking, starts_at, terms),
        price=booking.price,
        due=booking.price,
        currency=booking.currency,
        created_at=work.now,
    )


def _hold_lasts(work: Work, booking: BookingRequest, starts_at: datetime, terms: Terms) -> bool:
    return hold_lasts(
        work.now,
        starts_at,
        timedelta(hours=booking.min_lead_time_hours),
        timedelta(hours=terms.authorisation_hours),
        answering(booking.answer_within_hours),
    )
