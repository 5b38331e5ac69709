"""Why a booking costs less than its offering: a trial lesson, a coupon, a package."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from livesessions.models.base import amount, instant, key, one_of


class BargainKind(StrEnum):
    TRIAL = "trial"
    COUPON = "coupon"
    PACKAGE = "package"


class Coupon(SQLModel, table=True):
    """A code that takes something off. Uses are counted over the bookings that hold it, never stored."""

    __table_args__ = (
        UniqueConstraint("instructor_id", "code"),
        CheckConstraint("(percent IS NULL) <> (off IS NULL)", name="percent_or_amount"),
        CheckConstraint("percent BETWEEN 1 AND 100", name="percent"),
    )

    id: int = key()
    instructor_id: int = Field(foreign_key="instructor.user_id", index=True)
    offering_id: int | None = Field(default=None, foreign_key="session_offering.id")  # None: all of them
    code: str = Field(max_length=24)
    percent: int | None = None
    off: int | None = Field(default=None, sa_type=BigInteger)
    currency: str = Field(max_length=3)  # of `off` and `minimum`
    minimum: int = amount(default=0)  # the price from which it may be used
    total_limit: int | None = None
    learner_limit: int | None = None
    starts_at: datetime | None = instant(nullable=True)
    ends_at: datetime | None = instant(nullable=True)
    ended_at: datetime | None = instant(nullable=True)  # the instructor took it back
    created_at: datetime = instant()


class Bargain(SQLModel, table=True):
    """The one reason why a booking costs less. What it costs stands on the booking."""

    __table_args__ = (
        one_of("kind", BargainKind),
        CheckConstraint("(kind = 'coupon') = (coupon_id IS NOT NULL)", name="coupon"),
        CheckConstraint("(kind = 'package') = (package_id IS NOT NULL)", name="package"),
    )

    booking_id: int = Field(
        foreign_key="booking_request.id", primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    kind: str = Field(max_length=8)
    list_price: int = amount()  # what it would have cost
    coupon_id: int | None = Field(default=None, foreign_key="coupon.id", index=True)
    package_id: int | None = Field(default=None, foreign_key="package.id", index=True)
