"""Who was in which room, by the server's clock."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from livesessions.models.base import instant, key


class Presence(SQLModel, table=True):
    """One stay of one participant: joined, last heard of, left."""

    __table_args__ = (Index("ix_presence_stay", "live_session_id", "user_id"),)

    id: int = key()
    live_session_id: int = Field(foreign_key="live_session.id")
    user_id: int = Field(foreign_key="app_user.id")
    joined_at: datetime = instant()
    last_seen_at: datetime = instant()
    left_at: datetime | None = instant(nullable=True)
