"""Live sessions, the places in them, and what they are about."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, false, text
from sqlmodel import Field, SQLModel

from livesessions.domain.bookings import Status
from livesessions.models.base import amount, counter, instant, key, one_of


class LiveSessionStatus(StrEnum):
    SCHEDULED = "scheduled"  # claims the instructor's time
    RELEASED = "released"  # its last place was given back
    CANCELLED = "cancelled"
    COMPLETED = "completed"


class LiveSession(SQLModel, table=True):
    """One concrete session of an offering. While scheduled, no other of the instructor may overlap it.

    The overlap is refused by the database itself: see `models/guards.py`.
    """

    __tablename__ = "live_session"
    __table_args__ = (
        one_of("status", LiveSessionStatus),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("ix_live_session_calendar", "instructor_id", "starts_at"),
    )

    id: int = key()
    reference: str = Field(max_length=16, unique=True)
    offering_id: int = Field(foreign_key="session_offering.id", index=True)
    instructor_id: int = Field(foreign_key="instructor.user_id")
    starts_at: datetime = instant()
    ends_at: datetime = instant(index=True)
    buffer_minutes: int = 0
    capacity: int = 1
    min_participants: int | None = None  # copied when it opens, with the instant at which it is decided
    decides_at: datetime | None = instant(nullable=True, index=True)
    decided_at: datetime | None = instant(nullable=True)
    is_fixed_date: bool = False  # published by the instructor: keeps its time without bookings
    status: str = Field(default=LiveSessionStatus.SCHEDULED, max_length=12)
    completed_at: datetime | None = instant(nullable=True)
    created_at: datetime = instant()


class BookingRequest(SQLModel, table=True):
    """One learner's place in a live session, from hold to the end of its life, with its terms."""

    __tablename__ = "booking_request"
    __table_args__ = (
        one_of("status", Status),
        UniqueConstraint("learner_id", "request_key"),
        Index(
            "uq_booking_request_one_live_place",
            "live_session_id",
            "learner_id",
            unique=True,
            sqlite_where=text("status IN ('held', 'pending', 'accepted')"),
            postgresql_where=text("status IN ('held', 'pending', 'accepted')"),
        ),
        Index("ix_booking_request_due_hold", "status", "hold_expires_at"),
        Index("ix_booking_request_due_answer", "status", "respond_by"),
    )

    id: int = key()
    reference: str = Field(max_length=16, unique=True)
    request_key: str = Field(max_length=64)  # made by the page: a double click is one booking
    live_session_id: int = Field(foreign_key="live_session.id", index=True)
    learner_id: int = Field(foreign_key="app_user.id", index=True)
    series: str | None = Field(default=None, max_length=16, index=True)  # the same for those made together
    status: str = Field(default="held", max_length=12)
    hold_expires_at: datetime | None = instant(nullable=True)
    hold_extended: bool = False
    respond_by: datetime | None = instant(nullable=True)
    message: str = Field(default="", sa_type=Text)
    reason: str = Field(default="", sa_type=Text)  # of a rejection or cancellation
    requested_at: datetime | None = instant(nullable=True)  # paid, or asked for free: the policy's clock
    decided_at: datetime | None = instant(nullable=True)
    ended_by: str = Field(default="", max_length=12)  # learner | instructor | admin | system
    ended_at: datetime | None = instant(nullable=True)
    # Terms: copied when the booking is made, never changed.
    price: int = amount()
    currency: str = Field(max_length=3)
    fee_basis_points: int
    free_cancellation_hours: int
    partial_refund_hours: int
    no_refund_hours: int
    partial_refund_percent: int = 50
    booking_mode: str = Field(max_length=12)
    min_lead_time_hours: int = 0
    answer_within_hours: int = counter(24)
    terms_accepted_at: datetime | None = instant(nullable=True)
    # Moves: the policy's clock survives them (`domain/cancellation.py`).
    learner_moves: int = counter(0)
    moved_by_instructor: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    most_refund_percent: int = counter(100)
    invitation_sequence: int = counter(0)  # iCalendar: one more at every move and at the cancellation
    created_at: datetime = instant()


class BookingTopic(SQLModel, table=True):
    """Every version of what a booking is about; the newest counts."""

    __tablename__ = "booking_topic"
    __table_args__ = (UniqueConstraint("booking_id", "version"),)

    id: int = key()
    booking_id: int = Field(foreign_key="booking_request.id", ondelete="CASCADE")
    version: int
    author_id: int | None = Field(default=None, foreign_key="app_user.id")
    topic: str = Field(max_length=160)
    goal: str = Field(default="", sa_type=Text)
    level: str = Field(default="", max_length=16)
    is_final: bool = False
    created_at: datetime = instant()
