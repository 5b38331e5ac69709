"""What the bell shows, and which letters were sent."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from livesessions.models.base import instant, key


class Notification(SQLModel, table=True):
    """One line under one person's bell; at most one per audit event."""

    __table_args__ = (
        UniqueConstraint("user_id", "audit_event_id"),
        Index("ix_notification_bell", "user_id", "id"),
    )

    id: int = key()
    user_id: int = Field(foreign_key="app_user.id", ondelete="CASCADE")
    audit_event_id: int = Field(foreign_key="audit_event.id")
    title: str = Field(max_length=160)
    body: str = Field(default="", max_length=400)
    path: str = Field(default="", max_length=200)
    created_at: datetime = instant()
    read_at: datetime | None = instant(nullable=True)


class SentLetter(SQLModel, table=True):
    """That a letter went out. Its key makes a second sending a no-op."""

    __tablename__ = "sent_letter"

    id: int = key()
    key: str = Field(max_length=160, unique=True)
    user_id: int | None = Field(default=None, foreign_key="app_user.id", index=True)
    sent_at: datetime = instant()
