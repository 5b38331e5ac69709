"""Packages: several sessions of one offering, paid at once and booked one by one."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from livesessions.models.base import amount, instant, key, one_of


class PackageStatus(StrEnum):
    NEW = "new"
    OPEN = "open"  # the learner is at the checkout, or a bank is working on it
    PAID = "paid"
    EXPIRED = "expired"
    FAILED = "failed"


class PackageOffer(SQLModel, table=True):
    """So many sessions of an offering at this price each. Ended, it stays as what packages were bought from."""

    __tablename__ = "package_offer"
    __table_args__ = (CheckConstraint("sessions BETWEEN 2 AND 50", name="sessions"),)

    id: int = key()
    offering_id: int = Field(foreign_key="session_offering.id", index=True)
    sessions: int
    each: int = amount()
    currency: str = Field(max_length=3)
    ended_at: datetime | None = instant(nullable=True)
    created_at: datetime = instant()


class Package(SQLModel, table=True):
    """One learner's package, with its payment as last read from the gateway.

    `left_over` is credit not spent, `due` what the learner shall have paid in the end; `lost` was taken back by
    a bank for good, and `withdrawn` is the credit that ended with it.
    """

    __table_args__ = (
        one_of("status", PackageStatus),
        UniqueConstraint("learner_id", "request_key"),
        CheckConstraint("left_over BETWEEN 0 AND captured", name="left_over"),
    )

    id: int = key()
    reference: str = Field(max_length=16, unique=True)
    request_key: str = Field(max_length=64)  # made by the page: a double click is one package
    learner_id: int = Field(foreign_key="app_user.id", index=True)
    offering_id: int = Field(foreign_key="session_offering.id", index=True)
    sessions: int
    each: int = amount()  # the price paid for a session, and given back for it
    currency: str = Field(max_length=3)
    left_over: int = amount(default=0)
    gateway: str = Field(max_length=16)
    status: str = Field(default=PackageStatus.NEW, max_length=8)
    checkout_id: str | None = Field(default=None, max_length=255, index=True)
    checkout_url: str | None = None
    gateway_reference: str | None = Field(default=None, max_length=255, index=True)
    pay_by: datetime = instant()
    captured: int = amount(default=0)
    due: int = amount()
    refunded: int = amount(default=0)
    lost: int = amount(default=0)
    withdrawn: int = amount(default=0)
    failure: str = ""
    blocked: str = Field(default="", max_length=20)  # why nothing moves
    forgiven_refunds: int = 0  # failed ones that an admin let pass, for further tries
    generation: int = 0  # raised after a definite error, so that a new key is a new try
    leased_until: datetime | None = instant(nullable=True)
    looked_up_at: datetime | None = instant(nullable=True)
    created_at: datetime = instant()
    paid_at: datetime | None = instant(nullable=True)
