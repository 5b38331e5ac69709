"""The statement of one payout: every booking in it, from what was paid to what was sent."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from livesessions.domain import ledger
from livesessions.domain.errors import NotFound
from livesessions.models import (
    BookingRequest,
    Instructor,
    LedgerEntry,
    LedgerMovement,
    LiveSession,
    Payment,
    Payout,
    SessionOffering,
    Transfer,
    User,
)
from livesessions.queries.payouts import PayoutRow, payout_row
from livesessions.runtime.work import View


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One booking in a payout: paid − refunded − fee = the share; `sent` of it is in this payout."""

    reference: str
    title: str
    learner: str
    held_at: datetime
    paid: int
    refunded: int
    fee: int
    share: int
    sent: int


@dataclass(frozen=True, slots=True)
class Statement:
    """What one payout is made of."""

    payout: PayoutRow
    instructor: str
    time_zone: str
    locale: str
    lines: tuple[StatementLine, ...]


def statement(view: View, *, payout_id: int) -> Statement:
    """Errors: NotFound, also for other people's unless an admin asks."""
    row = view.db.get(Payout, payout_id)
    if row is None or (row.instructor_id != view.actor.must_be_signed_in() and not view.actor.is_admin):
        raise NotFound("There is no such payout.")
    person = view.db.get_one(User, row.instructor_id)
    return Statement(
        payout=payout_row(row),
        instructor=person.name,
        time_zone=view.db.get_one(Instructor, row.instructor_id).time_zone,
        locale=person.locale,
        lines=_lines(view, row),
    )


def _lines(view: View, payout: Payout) -> tuple[StatementLine, ...]:
    found = (
        select(  # type: ignore[call-overload]
            Transfer, BookingRequest, SessionOffering.title, User.name, LiveSession.starts_at, Payment
        )
        .join(BookingRequest, col(BookingRequest.id) == Transfer.booking_id)
        .join(LiveSession, col(LiveSession.id) == BookingRequest.live_session_id)
        .join(SessionOffering, col(SessionOffering.id) == LiveSession.offering_id)
        .join(User, col(User.id) == BookingRequest.learner_id)
        .outerjoin(Payment, col(Payment.booking_id) == BookingRequest.id)
        .where(Transfer.payout_id == payout.id)
        .order_by(col(LiveSession.starts_at), col(Transfer.id))
    )
    rows = view.db.execute(found).all()
    earned = _earned(view, [transfer.booking_id for transfer, *_ in rows])
    return tuple(
        StatementLine(
            reference=booking.reference,
            title=title,
            learner=learner,
            held_at=starts_at,
            paid=payment.captured if payment else booking.price,
            refunded=payment.refunded if payment else 0,
            fee=earned[booking.id, "fee"],
            share=earned[booking.id, "share"],
            sent=transfer.price - transfer.reversed,
        )
        for transfer, booking, title, learner, starts_at, payment in rows
    )


def _earned(view: View, bookings: list[int]) -> Counter[tuple[int, str]]:
    """Fee and share of each booking, by the ledger."""
    entries = (
        select(LedgerMovement.booking_id, LedgerEntry.account, LedgerEntry.amount)
        .join(LedgerEntry, col(LedgerEntry.movement_id) == LedgerMovement.id)
        .where(col(LedgerMovement.booking_id).in_(bookings), col(LedgerMovement.kind).in_(("earn", "unearn")))
    )
    sums: Counter[tuple[int, str]] = Counter()
    for booking_id, account, amount in view.db.exec(entries):
        if account != ledger.ESCROW:
            sums[booking_id or 0, "fee" if account == ledger.REVENUE else "share"] -= amount
    return sums
