"""An instructor's coupons, and what a new one may be for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from livesessions.domain.offerings import OfferingStatus
from livesessions.models import Coupon, SessionOffering, User
from livesessions.queries.availability import load_timetable, must_teach
from livesessions.queries.bargains import use_counts
from livesessions.runtime.work import View


@dataclass(frozen=True, slots=True)
class CouponRow:
    """One coupon. `offering` is empty where it is for all; `uses` counts the bookings that have it."""

    id: int
    code: str
    percent: int | None
    off: int | None
    currency: str
    minimum: int
    total_limit: int | None
    learner_limit: int | None
    starts_at: datetime | None
    ends_at: datetime | None
    ended_at: datetime | None
    offering: str
    uses: int = 0


@dataclass(frozen=True, slots=True)
class Coupons:
    """The page: newest first, with the offerings a new one may be for."""

    rows: tuple[CouponRow, ...]
    offerings: tuple[tuple[int, str], ...]
    currency: str
    zone: str
    now: datetime


def my_coupons(view: View) -> Coupons:
    """The coupons of the person asking. Errors: NotAllowed."""
    instructor_id = must_teach(view)
    found = view.db.execute(
        select(
            col(Coupon.id),
            col(Coupon.code),
            col(Coupon.percent),
            col(Coupon.off),
            col(Coupon.currency),
            col(Coupon.minimum),
            col(Coupon.total_limit),
            col(Coupon.learner_limit),
            col(Coupon.starts_at),
            col(Coupon.ends_at),
            col(Coupon.ended_at),
            col(SessionOffering.title).label("offering"),
        )
        .outerjoin(SessionOffering, col(SessionOffering.id) == col(Coupon.offering_id))
        .where(col(Coupon.instructor_id) == instructor_id)
        .order_by(col(Coupon.created_at).desc(), col(Coupon.id).desc())
    ).all()
    counts = use_counts(view.db, [row.id for row in found])
    return Coupons(
        rows=tuple(_row(row, counts.get(row.id, 0)) for row in found),
        offerings=_offerings(view, instructor_id),
        currency=view.db.get_one(User, instructor_id).currency,
        zone=load_timetable(view.db, instructor_id, view.now).rules.timezone,
        now=view.now,
    )


def _row(row: Any, uses: int) -> CouponRow:
    columns = dict(row._mapping)
    return CouponRow(**(columns | {"offering": row.offering or "", "uses": uses}))


def _offerings(view: View, instructor_id: int) -> tuple[tuple[int, str], ...]:
    mine = select(col(SessionOffering.id), col(SessionOffering.title)).where(
        col(SessionOffering.instructor_id) == instructor_id,
        col(SessionOffering.status) != OfferingStatus.ARCHIVED,
    )
    rows = view.db.execute(mine.order_by(col(SessionOffering.title)))
    return tuple((row.id, row.title) for row in rows)
