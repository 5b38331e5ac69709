"""Problems that learners report after a session: the share waits until somebody has looked."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from livesessions.models.base import amount, instant, key, one_of


class ReportStatus(StrEnum):
    OPEN = "open"
    RELEASED = "released"  # the share goes to the instructor
    REFUNDED = "refunded"  # the learner got something back, the rest goes to the instructor


class ProblemReport(SQLModel, table=True):
    """What a learner says was wrong with one booking, and what became of it."""

    __tablename__ = "problem_report"
    __table_args__ = (one_of("status", ReportStatus),)

    id: int = key()
    booking_id: int = Field(foreign_key="booking_request.id", unique=True)
    reason: str = Field(sa_type=Text)
    status: str = Field(default=ReportStatus.OPEN, max_length=12, index=True)
    refund: int = amount(default=0)
    created_at: datetime = instant()
    decided_by: int | None = Field(default=None, foreign_key="app_user.id")
    decided_at: datetime | None = instant(nullable=True)
