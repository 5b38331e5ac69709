"""What somebody who wants to book an offering has to know first."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from livesessions.domain.bookings import Status
from livesessions.domain.errors import NotFound
from livesessions.domain.offerings import OfferingStatus
from livesessions.models import (
    BargainKind,
    BookingRequest,
    Instructor,
    LiveSession,
    Payment,
    SessionOffering,
    User,
)
from livesessions.queries.bargains import Saving, open_trial, saving_on
from livesessions.queries.bookings import BookingRow, TierRow, booking_rows, tier_rows
from livesessions.queries.packages import left_of, usable_package
from livesessions.queries.places import own_starts
from livesessions.runtime.work import View


@dataclass(frozen=True, slots=True)
class HeldTime:
    """The time that is held, with its terms; the first of `sessions` where a series is held."""

    row: BookingRow
    sessions: tuple[BookingRow, ...]
    policies: tuple[tuple[TierRow, ...], ...]  # of each session
    saving: Saving | None
    price_stays: bool  # the payment page was opened
    saves_method: bool  # nothing would be held: a card is charged when the request is accepted

    @property
    def to_pay(self) -> list[BookingRow]:
        """What the payment page is for."""
        return [row for row in self.sessions if row.price and not self.from_package(row)]

    def from_package(self, row: BookingRow) -> bool:
        """Whether that session is paid already: a package pays for the first."""
        return row is self.row and self.saving is not None and self.saving.kind == BargainKind.PACKAGE


@dataclass(frozen=True, slots=True)
class ToBook:
    """An offering that can be booked, who is asking, and the time with its instructor they hold already."""

    now: datetime
    offering_id: int
    title: str
    slug: str
    instructor_id: int
    instructor_name: str
    instructor_zone: str
    is_flexible: bool
    is_group: bool
    is_instant: bool
    level: str
    duration_minutes: int
    price: int
    currency: str
    is_own: bool
    is_verified: bool
    trial_price: int | None  # what a trial lesson would cost this person; None: there is none for them
    package_left: int  # sessions of this person's package that are left
    held: HeldTime | None
    own_starts: frozenset[datetime]  # of sessions in which this person has a place


def to_book(view: View, *, offering_id: int) -> ToBook:
    """The offering as the booking begins. Errors: NotFound for what can't be booked."""
    found = select(SessionOffering, Instructor, User.name)
    found = found.join(Instructor, col(Instructor.user_id) == SessionOffering.instructor_id)
    row = view.db.exec(
        found.join(User, col(User.id) == SessionOffering.instructor_id).where(
            SessionOffering.id == offering_id,
            SessionOffering.status == OfferingStatus.ACTIVE,
            col(Instructor.suspended_at).is_(None),
        )
    ).one_or_none()
    if row is None:
        raise NotFound("This offering is not available any more.")
    offering, instructor, name = row
    held = _held(view, offering_id)
    return ToBook(
        now=view.now,
        offering_id=offering_id,
        title=offering.title,
        slug=offering.slug,
        instructor_id=offering.instructor_id,
        instructor_name=name,
        instructor_zone=instructor.time_zone,
        is_flexible=offering.topic_type == "flexible",
        is_group=offering.session_type == "group",
        is_instant=offering.booking_mode == "instant",
        level=offering.level,
        duration_minutes=offering.duration_minutes,
        price=offering.price,
        currency=offering.currency,
        is_own=offering.instructor_id == view.actor.user_id,
        is_verified=_is_verified(view),
        trial_price=_trial_price(view, offering, held.saving if held else None),
        package_left=_package_left(view, offering),
        held=held,
        own_starts=own_starts(view.db, view.actor.user_id, offering_id, view.now),
    )


def _package_left(view: View, offering: SessionOffering) -> int:
    package = usable_package(view.db, view.actor.user_id, offering.id)
    return left_of(package).sessions if package else 0


def _trial_price(view: View, offering: SessionOffering, saving: Saving | None) -> int | None:
    """Also where the time that is held is the trial lesson."""
    if saving is not None and saving.kind == BargainKind.TRIAL:
        return offering.trial_price
    return open_trial(view.db, view.actor.user_id, offering)


def _is_verified(view: View) -> bool:
    """Guests are asked to log in, not to verify."""
    if view.actor.user_id is None:
        return True
    return view.db.get_one(User, view.actor.user_id).email_verified_at is not None


def _held(view: View, offering_id: int) -> HeldTime | None:
    if view.actor.user_id is None:
        return None
    running = (
        BookingRequest.learner_id == view.actor.user_id,
        BookingRequest.status == Status.HELD,
        col(BookingRequest.hold_expires_at) > view.now,
        LiveSession.offering_id == offering_id,
    )
    rows = booking_rows(view.db, *running)
    return _held_time(view.db, rows) if rows else None


def _held_time(db: Session, rows: list[BookingRow]) -> HeldTime:
    first = rows[0]
    together = [row for row in rows if row is first or (row.series and row.series == first.series)]
    found = select(BookingRequest).where(col(BookingRequest.id).in_([row.id for row in together]))
    bookings = {booking.id: booking for booking in db.exec(found)}
    mine = select(Payment.pay_by, Payment.saves_method).where(Payment.booking_id == first.id)
    pay_by, saves_method = db.exec(mine).first() or (None, False)
    return HeldTime(
        row=first,
        sessions=tuple(together),
        policies=tuple(tier_rows(bookings[row.id], row.starts_at) for row in together),
        saving=saving_on(db, first.id),
        price_stays=pay_by is not None,
        saves_method=saves_method,
    )
