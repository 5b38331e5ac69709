"""Invoices and credit notes: numbered without gaps by each seller, written once, never changed."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from livesessions.models.base import amount, instant, key, one_of


class InvoiceKind(StrEnum):
    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class InvoiceSeries(SQLModel, table=True):
    """The last number a seller has given out. Its row is locked until the invoice with the next one is written."""

    __tablename__ = "invoice_series"

    name: str = Field(primary_key=True, max_length=24)
    last: int = 0


class Invoice(SQLModel, table=True):
    """What one movement of money means for a buyer and a seller, with their names as they were that day."""

    __table_args__ = (one_of("kind", InvoiceKind), UniqueConstraint("series", "number"))

    id: int = key()
    code: str = Field(max_length=40, unique=True)  # what people quote: the series and the number
    series: str = Field(max_length=24)
    number: int
    kind: str = Field(max_length=12)
    movement_id: str = Field(foreign_key="ledger_movement.id", max_length=300, unique=True)
    seller_id: int | None = Field(default=None, foreign_key="app_user.id", index=True)  # None: the platform
    buyer_id: int = Field(foreign_key="app_user.id", index=True)
    booking_id: int | None = Field(default=None, foreign_key="booking_request.id", index=True)
    package_id: int | None = Field(default=None, foreign_key="package.id", index=True)
    refers_to: str = Field(default="", max_length=40)  # the code of what a credit note takes back
    title: str = Field(max_length=200)
    seller_name: str = Field(max_length=80)
    buyer_name: str = Field(max_length=80)
    price: int = amount()  # negative on a credit note
    currency: str = Field(max_length=3)
    issued_at: datetime = instant()
