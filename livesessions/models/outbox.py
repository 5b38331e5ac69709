"""Promises: what must happen outside, written in the transaction that causes it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, text
from sqlmodel import Field, SQLModel

from livesessions.models.base import instant, key


class OutboxJob(SQLModel, table=True):
    """One promised call. Kept until done; retried with back-off; never lost by a kill."""

    __tablename__ = "outbox_job"
    __table_args__ = (
        Index(
            "ix_outbox_job_due",
            "due_at",
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
    )

    id: int = key()
    job: str = Field(max_length=60)
    payload: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    key: str | None = Field(default=None, max_length=160, unique=True)
    due_at: datetime = instant()
    attempts: int = 0
    leased_until: datetime | None = instant(nullable=True)
    last_error: str = ""
    done_at: datetime | None = instant(nullable=True)
    created_at: datetime = instant()
