"""What a weekly series would be, date by date, before anything is held; and what one became."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import col, select

from livesessions.domain import series, slots
from livesessions.domain.slots import NEARBY, NEAREST, Calendar, Reason, Slot, Wanted
from livesessions.models import BookingRequest, Payment
from livesessions.queries.availability import wanted_session
from livesessions.queries.availability.calendars import load_calendar
from livesessions.queries.availability.slots import offering_to_book
from livesessions.queries.bookings import BookingRow, booking_rows
from livesessions.queries.places import own_starts
from livesessions.runtime.work import View


@dataclass(frozen=True, slots=True)
class Date:
    """One date of a series. `reason` says why it can't be booked, then `nearest` are the times close to it.

    `is_later`: the clock skips the usual time on that day.
    """

    start: datetime
    reason: Reason | None
    nearest: tuple[Slot, ...]
    is_later: bool


@dataclass(frozen=True, slots=True)
class SeriesPreview:
    """The dates at one time on the instructor's clock, which is that of `zone`."""

    zone: str
    dates: tuple[Date, ...]


def series_preview(view: View, *, offering_id: int, first: datetime, count: int) -> SeriesPreview:
    """`count` weeks from `first` on, each as it could be booked now. Errors: NotFound, Invalid."""
    offering = offering_to_book(view, offering_id)
    calendar = load_calendar(view.db, offering.instructor_id, view.now, first, first)
    zone = calendar.rules.timezone
    occurrences = series.dates(first, zone, count)
    found = look_again(view, offering_id=offering_id, starts=[each.start for each in occurrences])
    dates = (replace(date, is_later=each.moved) for date, each in zip(found.dates, occurrences, strict=True))
    return replace(found, dates=tuple(dates))


def look_again(view: View, *, offering_id: int, starts: Sequence[datetime]) -> SeriesPreview:
    """These dates as they could be booked now. Errors: NotFound."""
    offering = offering_to_book(view, offering_id)
    begin, end = min(starts) - NEARBY, max(starts) + NEARBY
    calendar = load_calendar(view.db, offering.instructor_id, view.now, begin, end)
    mine = own_starts(view.db, view.actor.user_id, offering_id, view.now)
    dates = (
        _date(calendar, wanted_session(offering), view.now, start, is_mine=start in mine) for start in starts
    )
    return SeriesPreview(calendar.rules.timezone, tuple(dates))


def siblings(view: View, *, reference: str) -> list[BookingRow]:
    """The bookings made together with this one, for one of its people; empty if it was made alone."""
    user_id = view.actor.must_be_signed_in()
    mine = BookingRequest.reference == reference
    row = next(iter(booking_rows(view.db, mine)), None)
    if row is None or not row.series or user_id not in (row.learner_id, row.instructor_id):
        return []
    return booking_rows(view.db, col(BookingRequest.series) == row.series)


def paid_at_once(view: View, *, reference: str) -> list[BookingRow]:
    """The learner's own bookings that one payment page pays for, this one among them; empty if it pays alone."""
    mine = (
        select(Payment.checkout_id)
        .join(BookingRequest, col(BookingRequest.id) == Payment.booking_id)
        .where(
            BookingRequest.reference == reference,
            BookingRequest.learner_id == view.actor.must_be_signed_in(),
            col(Payment.paid_as).is_not(None),
        )
    )
    together = select(Payment.booking_id).where(col(Payment.checkout_id).in_(mine))
    return booking_rows(view.db, col(BookingRequest.id).in_(together))


def _date(calendar: Calendar, wanted: Wanted, now: datetime, start: datetime, *, is_mine: bool) -> Date:
    reason = Reason.YOURS if is_mine else slots.why_not(calendar, wanted, now, start)
    nearest = slots.nearest(calendar, wanted, now, start, NEAREST + 1) if reason else ()
    others = [slot for slot in nearest if slot.start != start]
    return Date(start, reason, tuple(others[:NEAREST]), is_later=False)
