"""The terms a booking was made under, and what they give back."""

from datetime import datetime
from decimal import Decimal

from livesessions.domain.bookings import Party, Status
from livesessions.domain.cancellation import (
    Moved,
    Reason,
    Refund,
    Terms,
    Tier,
    before_booking,
    refund,
    schedule,
)
from livesessions.domain.money import Money
from livesessions.models import BookingRequest

UNDECIDED = (Status.HELD, Status.PENDING)


def terms_of(booking: BookingRequest) -> Terms:
    """The copy of the terms on the booking, in the domain's words."""
    return Terms(
        price=Money(booking.price, booking.currency),
        fee_percent=Decimal(booking.fee_basis_points) / 100,
        free_hours=booking.free_cancellation_hours,
        partial_hours=booking.partial_refund_hours,
        no_refund_hours=booking.no_refund_hours,
        partial_percent=booking.partial_refund_percent,
    )


def moved_of(booking: BookingRequest) -> Moved:
    """What the moves of the booking so far mean for its cancellation."""
    return Moved(booking.moved_by_instructor, booking.most_refund_percent)


def refund_at(booking: BookingRequest, starts_at: datetime, by: Party, now: datetime) -> Refund:
    """What goes back to the learner if `by` ends the booking `now`. Before acceptance nothing is kept."""
    terms = terms_of(booking)
    if booking.status in UNDECIDED:
        parts = terms.parts
        return Refund(100, terms.price, parts.fee, parts.share, Reason.FREE)
    return refund(
        terms, now=now, start=starts_at, who=by, booked_at=booked_at(booking), moved=moved_of(booking)
    )


def tiers_of(booking: BookingRequest, starts_at: datetime) -> tuple[Tier, ...]:
    """The learner's refund over time, earliest tier first."""
    if booking.requested_at is None:
        return before_booking(terms_of(booking), starts_at, booking.created_at)
    return schedule(terms_of(booking), starts_at, booked_at(booking), moved_of(booking))


def booked_at(booking: BookingRequest) -> datetime:
    """When the learner committed: the policy's clock, which no move sets back."""
    return booking.requested_at or booking.created_at
