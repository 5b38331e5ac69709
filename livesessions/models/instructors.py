"""What makes a user an instructor."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from livesessions.models.base import few, instant


class Instructor(SQLModel, table=True):
    """The public face of an instructor, and how their calendar is cut into slots."""

    __table_args__ = (few("suspended_at"),)

    user_id: int = Field(primary_key=True, foreign_key="app_user.id", ondelete="RESTRICT")
    slug: str = Field(max_length=80, unique=True)
    headline: str = Field(default="", max_length=120)
    bio: str = Field(default="", max_length=4000)
    time_zone: str = Field(default="UTC", max_length=64)
    slot_interval_minutes: int | None = None  # None: the offering's duration
    booking_window_days: int = 60
    suspended_at: datetime | None = instant(nullable=True)
    created_at: datetime = instant()
