"""Money on its way: from the learner, back to the learner, and hints from the gateway."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, LargeBinary, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from livesessions.models.base import amount, instant, key, one_of, one_payment


class PaymentStatus(StrEnum):
    NEW = "new"
    OPEN = "open"  # the learner is at the checkout
    SAVED = "saved"  # a method is kept, to be charged when the request is accepted
    AUTHORISED = "authorised"
    OWED = "owed"  # accepted, and could not be taken: the learner may pay until `owed_until`
    CAPTURED = "captured"
    VOIDED = "voided"
    EXPIRED = "expired"
    FAILED = "failed"


class RefundStatus(StrEnum):
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELED = "canceled"


class Payment(SQLModel, table=True):
    """What the learner pays for one booking, as last read from the gateway."""

    __table_args__ = (
        one_of("status", PaymentStatus),
        Index("ix_payment_to_look_at", "status", "looked_up_at"),
    )

    id: int = key()
    booking_id: int = Field(foreign_key="booking_request.id", unique=True)
    paid_as: str | None = Field(default=None, max_length=16, index=True)  # the same for those paid at once
    gateway: str = Field(max_length=16)
    manual_capture: bool
    saves_method: bool = Field(default=False, sa_column_kwargs={"server_default": false()})  # holds nothing
    price: int = amount()
    due: int = amount()  # what the learner shall have paid in the end: the price, less, or nothing
    currency: str = Field(max_length=3)
    status: str = Field(default=PaymentStatus.NEW, max_length=12)
    checkout_id: str | None = Field(default=None, max_length=255, index=True)
    checkout_url: str | None = None
    pay_by: datetime | None = instant(nullable=True)
    gateway_reference: str | None = Field(default=None, max_length=255, index=True)
    charge_id: str | None = Field(default=None, max_length=255)  # what a transfer names as its source
    authorised_until: datetime | None = instant(nullable=True)
    owed_until: datetime | None = instant(nullable=True)  # the place is kept so long
    captured: int = amount(default=0)
    refunded: int = amount(default=0)
    gateway_fee: int = amount(default=0)
    failure: str = ""
    blocked: str = Field(
        default="", max_length=20, sa_column_kwargs={"server_default": ""}
    )  # why nothing moves
    forgiven_refunds: int = Field(  # failed ones that an admin let pass, for further tries
        default=0, sa_column_kwargs={"server_default": "0"}
    )
    generation: int = 0  # raised after a definite error, so that a new key is a new try
    leased_until: datetime | None = instant(nullable=True)
    looked_up_at: datetime | None = instant(nullable=True)
    created_at: datetime = instant()


class Refund(SQLModel, table=True):
    """An amount on its way back to the learner, as last read from the gateway: of a booking or of a package."""

    __table_args__ = (one_of("status", RefundStatus), one_payment())

    id: int = key()
    payment_id: int | None = Field(default=None, foreign_key="payment.id", index=True)
    package_id: int | None = Field(default=None, foreign_key="package.id", index=True)
    price: int = amount()
    status: str = Field(default=RefundStatus.PENDING, max_length=12)
    failure: str = Field(default="", max_length=200)
    external_id: str = Field(max_length=255, unique=True)
    created_at: datetime = instant()
    settled_at: datetime | None = instant(nullable=True)


class WebhookEvent(SQLModel, table=True):
    """A letter from a gateway, kept whole and once."""

    __tablename__ = "webhook_event"
    __table_args__ = (UniqueConstraint("source", "external_id"),)

    id: int = key()
    source: str = Field(max_length=16)
    external_id: str = Field(max_length=255)
    kind: str = Field(max_length=80)
    body: bytes = Field(sa_type=LargeBinary)
    received_at: datetime = instant()
    handled_at: datetime | None = instant(nullable=True, index=True)
