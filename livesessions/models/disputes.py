"""What learners' banks took back, for now or for good."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from livesessions.models.base import amount, counter, instant, key, one_of, one_payment


class DisputeStatus(StrEnum):
    INQUIRY = "inquiry"  # takes no money yet
    OPEN = "open"
    WON = "won"
    LOST = "lost"


class Dispute(SQLModel, table=True):
    """One dispute about a booking's payment or a package's, as last read from the gateway.

    `fee` is what the gateway keeps for it.
    """

    __table_args__ = (one_of("status", DisputeStatus), one_payment())

    id: int = key()
    payment_id: int | None = Field(default=None, foreign_key="payment.id", index=True)
    package_id: int | None = Field(default=None, foreign_key="package.id", index=True)
    external_id: str = Field(max_length=255, unique=True)
    price: int = amount()
    fee: int = amount(default=0)
    currency: str = Field(max_length=3)
    status: str = Field(max_length=12)
    reason: str = Field(default="", max_length=60)
    evidence_due: datetime | None = instant(nullable=True)
    evidence: str = Field(default="", sa_type=Text)
    evidence_sent_at: datetime | None = instant(nullable=True)
    generation: int = counter(0)  # raised after a definite error, so that a new key is a new try
    created_at: datetime = instant()
    closed_at: datetime | None = instant(nullable=True)
