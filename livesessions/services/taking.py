"""A place in a calendar: whether it is free, and taking it for somebody, held until they have paid."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from livesessions.domain.bookings import Status, answering, hold_lasts
from livesessions.domain.minimum import decides_at
from livesessions.domain.offerings import BookingMode
from livesessions.domain.slots import CalendarRules, Slot, neighbourhood, slot_at
from livesessions.models import BookingRequest, LiveSession, Payment
from livesessions.queries.availability import load_calendar, wanted_session
from livesessions.runtime.hot import new_row
from livesessions.runtime.references import new_reference
from livesessions.runtime.trail import Subject
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
    series: str | None = None  # the name of the series that it is one of


@dataclass(frozen=True, slots=True)
class Booked:
    """A booking just made, as far as others need it: its id, name and state."""

    id: int
    reference: str
    status: str = Status.HELD

    @property
    def subject(self) -> Subject:
        return Subject.of(BookingRequest, self.id)


Place = tuple[Slot, CalendarRules]
Offering = Any  # a SessionOffering, or a row of its columns


def free_place(view: View, offering: Offering, starts_at: datetime) -> Place:
    """The slot that starts then, and the rules it is free by. Errors: SlotNotFree."""
    calendar = load_calendar(view.db, offering.instructor_id, view.now, *neighbourhood(starts_at))
    return slot_at(calendar, wanted_session(offering), view.now, starts_at), calendar.rules


def take_place(work: Work, offering: Offering, place: Place, taker: Taker) -> Booked:
    """Holds a place that was found free under the calendar's lock; its live session opens with the first."""
    slot, rules = place
    terms = _agreed(offering, taker.terms, rules)
    booked = _book(work, slot.live_session_id or _open_session(work, offering, slot, rules), taker, terms)
    if offering.price:
        _begin_payment(work, booked, offering, place, taker.terms)
    topics = _topics(offering.instructor_id, taker.learner_id)
    work.record("booking.held", booked.subject, after={"status": booked.status}, topics=topics)
    return booked


def topics_of(booking: BookingRequest, live_session: LiveSession) -> list[str]:
    """The names under which open pages wait for changes of this booking."""
    return _topics(live_session.instructor_id, booking.learner_id)


def _topics(instructor_id: int, learner_id: int) -> list[str]:
    return [f"calendar:{instructor_id}", f"person:{learner_id}", f"person:{instructor_id}"]


# Rows go past the object mapper: everybody who wants the same calendar waits for them.
_LIVE_SESSION, _BOOKING, _PAYMENT = new_row(LiveSession), new_row(BookingRequest), new_row(Payment)


def _open_session(work: Work, offering: Offering, slot: Slot, rules: CalendarRules) -> int:
    opened = _LIVE_SESSION.first(
        work.db,
        reference=new_reference(),
        offering_id=offering.id,
        instructor_id=offering.instructor_id,
        starts_at=slot.start,
        ends_at=slot.end,
        buffer_minutes=rules.buffer_minutes,
        capacity=offering.capacity,
        min_participants=offering.min_participants,
        decides_at=decides_at(slot.start, offering.min_participants, offering.decide_hours_before),
        created_at=work.now,
    )
    return int(opened.id)


def _book(work: Work, live_session_id: int, taker: Taker, terms: dict[str, Any]) -> Booked:
    reference = new_reference()
    made = _BOOKING.first(
        work.db,
        reference=reference,
        request_key=taker.request_key,
        live_session_id=live_session_id,
        learner_id=taker.learner_id,
        series=taker.series,
        hold_expires_at=taker.until,
        created_at=work.now,
        **terms,
    )
    return Booked(made.id, reference)


def _begin_payment(work: Work, booked: Booked, offering: Offering, place: Place, terms: Terms) -> None:
    waits = offering.booking_mode == BookingMode.REQUEST
    _PAYMENT.first(
        work.db,
        booking_id=booked.id,
        gateway=terms.gateway,
        manual_capture=waits,
        saves_method=waits and not _hold_lasts(work.now, place, terms),
        price=offering.price,
        due=offering.price,
        currency=offering.currency,
        created_at=work.now,
    )


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


def _hold_lasts(now: datetime, place: Place, terms: Terms) -> bool:
    """Whether money that is held now would still be held when the answer may come."""
    slot, rules = place
    return hold_lasts(
        now,
        slot.start,
        timedelta(hours=rules.min_lead_minutes // 60),
        timedelta(hours=terms.authorisation_hours),
        answering(terms.answer_within_hours),
    )
