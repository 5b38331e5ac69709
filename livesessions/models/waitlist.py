"""Who waits for a time that is taken."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, text
from sqlmodel import Field, SQLModel

from livesessions.models.base import instant, key

WAITING = "booking_id IS NULL AND left_at IS NULL"


class WaitlistEntry(SQLModel, table=True):
    """One learner's place in the line for one time of an offering; the lowest id is first.

    It waits until it gets a booking, which is the offer, held for a while, or is left.
    """

    __tablename__ = "waitlist_entry"
    __table_args__ = (
        Index(
            "uq_waitlist_entry_one_place_in_line",
            "offering_id",
            "starts_at",
            "learner_id",
            unique=True,
            sqlite_where=text(WAITING),
            postgresql_where=text(WAITING),
        ),
        Index("ix_waitlist_entry_calendar", "instructor_id", "starts_at"),
    )

    id: int = key()
    offering_id: int = Field(foreign_key="session_offering.id")
    instructor_id: int = Field(foreign_key="instructor.user_id")
    learner_id: int = Field(foreign_key="app_user.id", index=True)
    starts_at: datetime = instant()
    ends_at: datetime = instant()
    terms: dict[str, Any] = Field(
        sa_column=Column(JSON, nullable=False)
    )  # what the settings say while it waits
    booking_id: int | None = Field(default=None, foreign_key="booking_request.id", unique=True)
    left_at: datetime | None = instant(nullable=True)
    created_at: datetime = instant()
