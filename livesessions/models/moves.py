"""Times proposed for a booking by one of its people."""

from datetime import datetime

from sqlalchemy import Index, Text, text
from sqlmodel import Field, SQLModel

from livesessions.domain.moves import Outcome
from livesessions.models.base import instant, key, one_of


class MoveProposal(SQLModel, table=True):
    """Another time that one side would like. At most one is open for a booking."""

    __tablename__ = "move_proposal"
    __table_args__ = (
        one_of("status", Outcome),
        Index(
            "uq_move_proposal_one_open",
            "booking_id",
            unique=True,
            sqlite_where=text("status = 'open'"),
            postgresql_where=text("status = 'open'"),
        ),
        Index("ix_move_proposal_due", "status", "expires_at"),
    )

    id: int = key()
    booking_id: int = Field(foreign_key="booking_request.id", index=True)
    by: str = Field(max_length=12)  # learner | instructor | admin
    starts_at: datetime = instant()
    message: str = Field(default="", sa_type=Text)
    status: str = Field(default="open", max_length=12)
    expires_at: datetime = instant()
    respond_by: datetime | None = instant(
        nullable=True
    )  # until when the request it prolonged was to be answered
    created_at: datetime = instant()
    ended_at: datetime | None = instant(nullable=True)
