"""What an instructor earned: read from the ledger, so that every figure equals it to the cent."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import col, func, select

from livesessions.domain import ledger
from livesessions.domain.ledger import Kind
from livesessions.domain.times import local
from livesessions.models import (
    BookingRequest,
    Instructor,
    LedgerEntry,
    LedgerMovement,
    LiveSession,
    Payment,
    Review,
    SessionOffering,
    Share,
    User,
)
from livesessions.queries.payouts import sent
from livesessions.runtime.work import View


@dataclass(frozen=True, slots=True)
class EarningRow:
    """One booking's money. Amounts are minor units; `share` is what the instructor keeps."""

    reference: str
    offering_title: str
    learner_name: str
    earned_at: datetime
    available_at: datetime
    paid: int
    refunded: int
    fee: int
    share: int
    currency: str


@dataclass(frozen=True, slots=True)
class CurrencyTotals:
    """All of one currency: earned by the instructor, kept as fee, ready now, ready later."""

    currency: str
    share: int
    fee: int
    available: int
    coming: int
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Earnings:
    """The earnings page: totals, lines (newest first), months, and when sessions take place."""

    now: datetime
    totals: tuple[CurrencyTotals, ...]
    rows: tuple[EarningRow, ...]
    months: tuple[tuple[date, str, int], ...]  # first of the month, currency, share
    heat: tuple[tuple[int, ...], ...]  # sessions by weekday (0 = Monday) and hour, instructor's zone
    time_zone: str


@dataclass(frozen=True, slots=True)
class Rating:
    """The average of an instructor's reviews, of two decimals, and their number."""

    average: Decimal
    count: int


def earnings(view: View) -> Earnings:
    """The actor's own earnings as an instructor."""
    instructor_id = view.actor.must_be_signed_in()
    zone = view.db.get_one(Instructor, instructor_id).time_zone
    rows = _lines(view, instructor_id)
    return Earnings(
        now=view.now,
        totals=_totals(view, instructor_id, rows),
        rows=tuple(reversed(rows)),
        months=_months(rows, zone),
        heat=_heat(view, instructor_id, zone),
        time_zone=zone,
    )


def rating(view: View, *, instructor_id: int) -> Rating:
    """How learners rate an instructor; an average of 0 where there is no review."""
    found = select(func.count(), func.coalesce(func.sum(Review.stars), 0)).where(
        Review.instructor_id == instructor_id
    )
    count, stars = view.db.exec(found).one()
    return Rating(round(Decimal(stars) / count, 2) if count else Decimal(0), count)


def _lines(view: View, instructor_id: int) -> list[EarningRow]:
    """One row per booking with anything earned, oldest first."""
    account = ledger.instructor(instructor_id)
    share = -func.sum(LedgerEntry.amount).filter(col(LedgerEntry.account) == account)
    fee = -func.sum(LedgerEntry.amount).filter(col(LedgerEntry.account) == ledger.REVENUE)
    statement = (
        select(  # type: ignore[call-overload]
            BookingRequest.reference,
            SessionOffering.title,
            User.name,
            func.min(LedgerMovement.at),
            col(Share.available_at),
            Payment.captured,
            Payment.refunded,
            func.coalesce(fee, 0),
            func.coalesce(share, 0),
            BookingRequest.currency,
        )
        .select_from(LedgerMovement)
        .join(LedgerEntry, col(LedgerEntry.movement_id) == LedgerMovement.id)
        .join(BookingRequest, col(BookingRequest.id) == LedgerMovement.booking_id)
        .join(Payment, col(Payment.booking_id) == BookingRequest.id)
        .join(Share, col(Share.booking_id) == BookingRequest.id)
        .join(LiveSession, col(LiveSession.id) == BookingRequest.live_session_id)
        .join(SessionOffering, col(SessionOffering.id) == LiveSession.offering_id)
        .join(User, col(User.id) == BookingRequest.learner_id)
        .where(
            LiveSession.instructor_id == instructor_id,
            col(LedgerMovement.kind).in_((Kind.EARN, Kind.UNEARN)),
        )
        .group_by(
            BookingRequest.id,
            SessionOffering.title,
            User.name,
            Share.available_at,
            Payment.captured,
            Payment.refunded,
        )
        .order_by(func.min(LedgerMovement.at), BookingRequest.id)
    )
    return [_line(*row) for row in view.db.execute(statement)]


def _line(
    reference: str,
    title: str,
    learner: str,
    earned_at: datetime,
    available_at: datetime,
    paid: int,
    refunded: int,
    fee: int,
    share: int,
    currency: str,
) -> EarningRow:
    return EarningRow(
        reference=reference,
        offering_title=title,
        learner_name=learner,
        earned_at=earned_at,
        available_at=available_at,
        paid=paid,
        refunded=refunded,
        fee=fee,
        share=share,
        currency=currency,
    )


def _totals(view: View, instructor_id: int, rows: list[EarningRow]) -> tuple[CurrencyTotals, ...]:
    moved = sent(view, instructor_id)
    return tuple(
        _total(view.now, currency, [row for row in rows if row.currency == currency], moved.get(currency, 0))
        for currency in sorted({row.currency for row in rows})
    )


def _total(now: datetime, currency: str, rows: list[EarningRow], moved: int) -> CurrencyTotals:
    """`moved` was sent already, and is neither available nor coming any more."""
    coming = [row for row in rows if row.available_at > now]
    share = sum(row.share for row in rows)
    later = sum(row.share for row in coming)
    return CurrencyTotals(
        currency=currency,
        share=share,
        fee=sum(row.fee for row in rows),
        available=share - later - moved,
        coming=later,
        next_at=min((row.available_at for row in coming), default=None),
    )


def _months(rows: list[EarningRow], zone: str) -> tuple[tuple[date, str, int], ...]:
    sums: Counter[tuple[date, str]] = Counter()
    for row in rows:
        sums[local(row.earned_at, zone).date().replace(day=1), row.currency] += row.share
    return tuple((month, currency, share) for (month, currency), share in sorted(sums.items()))


def _heat(view: View, instructor_id: int, zone: str) -> tuple[tuple[int, ...], ...]:
    """How many booked sessions began at each weekday and hour of the instructor's wall clock."""
    booked = (
        select(LiveSession.starts_at)
        .join(BookingRequest)
        .where(
            LiveSession.instructor_id == instructor_id,
            col(BookingRequest.status).in_(("accepted", "completed", "no_show")),
        )
    )
    counts: Counter[tuple[int, int]] = Counter()
    for starts_at in view.db.exec(booked):
        shown = local(starts_at, zone)
        counts[shown.weekday(), shown.hour] += 1
    return tuple(tuple(counts[day, hour] for hour in range(24)) for day in range(7))
