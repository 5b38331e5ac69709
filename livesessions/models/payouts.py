"""Money on its way to instructors: their accounts at the gateway, their shares, transfers and payouts."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, Integer, false
from sqlmodel import Field, SQLModel

from livesessions.models.base import amount, counter, instant, key, one_of


class PayoutStatus(StrEnum):
    PENDING = "pending"
    IN_TRANSIT = "in_transit"
    PAID = "paid"
    FAILED = "failed"
    CANCELED = "canceled"


class PayoutAccount(SQLModel, table=True):
    """An instructor's account at the gateway, as last read from it."""

    __tablename__ = "payout_account"

    instructor_id: int = Field(
        sa_column=Column(Integer, ForeignKey("instructor.user_id"), primary_key=True, autoincrement=False)
    )
    gateway: str = Field(max_length=16)
    external_id: str | None = Field(default=None, max_length=255, unique=True)
    country: str = Field(max_length=2)
    can_receive: bool = False
    can_pay_out: bool = False
    missing: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    is_closed: bool = False  # the instructor took the account away from us
    generation: int = 0  # raised after a definite error, so that a new key is a new try
    leased_until: datetime | None = instant(nullable=True)
    looked_up_at: datetime | None = instant(nullable=True)
    created_at: datetime = instant()


class Share(SQLModel, table=True):
    """An instructor's part of one booking; how much is left of it is the ledger's sum.

    `look_at` is when to look at it again: when it becomes available, each day while something is in its way,
    never once it is paid. `blocked` says why it could not be transferred.
    """

    booking_id: int = Field(
        sa_column=Column(Integer, ForeignKey("booking_request.id"), primary_key=True, autoincrement=False)
    )
    instructor_id: int = Field(foreign_key="instructor.user_id", index=True)
    currency: str = Field(max_length=3)
    available_at: datetime = instant()
    look_at: datetime | None = instant(nullable=True, index=True)
    blocked: str = Field(default="", max_length=60)


class Payout(SQLModel, table=True):
    """What the gateway sent from an instructor's account to their bank, as last read from it."""

    __table_args__ = (one_of("status", PayoutStatus),)

    id: int = key()
    instructor_id: int = Field(foreign_key="instructor.user_id", index=True)
    external_id: str = Field(max_length=255, unique=True)
    price: int = amount()
    currency: str = Field(max_length=3)
    status: str = Field(max_length=12)
    failure: str = Field(default="", max_length=200)
    is_resent: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    generation: int = counter(0)  # raised after a definite error, so that a new key is a new try
    arrives_at: datetime | None = instant(nullable=True)
    created_at: datetime = instant()


class Transfer(SQLModel, table=True):
    """A share, or what was left of it, sent to an instructor's account; `reversed` came back."""

    id: int = key()
    booking_id: int = Field(foreign_key="booking_request.id", index=True)
    instructor_id: int = Field(foreign_key="instructor.user_id", index=True)
    external_id: str = Field(max_length=255, unique=True)
    price: int = amount()
    reversed: int = amount(default=0)
    currency: str = Field(max_length=3)
    payout_id: int | None = Field(default=None, foreign_key="payout.id", index=True)
    created_at: datetime = instant()


class LedgerCheck(SQLModel, table=True):
    """One self-check of the ledger: how many movements were replayed, and every difference found."""

    __tablename__ = "ledger_check"

    id: int = key()
    at: datetime = instant()
    movements: int
    differences: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
