"""Double entry. Append-only and balanced: the database itself refuses anything else (`models/guards.py`)."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, String
from sqlmodel import Field, SQLModel

from livesessions.models.base import amount, instant, key


class LedgerMovement(SQLModel, table=True):
    """One movement of money. Written after its entries: that is when the database checks their sum."""

    __tablename__ = "ledger_movement"

    id: str = Field(primary_key=True, max_length=300)  # "<kind>:<external id>": posted exactly once
    kind: str = Field(max_length=40)
    external_id: str = Field(max_length=255)
    booking_id: int | None = Field(default=None, foreign_key="booking_request.id", index=True)
    at: datetime = instant(index=True)


class LedgerEntry(SQLModel, table=True):
    """One signed amount on one account."""

    __tablename__ = "ledger_entry"

    id: int = key()
    movement_id: str = Field(
        sa_column=Column(
            String(300),
            ForeignKey("ledger_movement.id", deferrable=True, initially="DEFERRED"),
            nullable=False,
            index=True,
        )
    )
    account: str = Field(max_length=80, index=True)
    amount: int = amount()
    currency: str = Field(max_length=3)
