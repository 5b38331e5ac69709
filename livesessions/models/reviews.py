"""What learners say afterwards."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Text
from sqlmodel import Field, SQLModel

from livesessions.models.base import instant, key


class Review(SQLModel, table=True):
    """1–5 stars and a text, one per booking; the instructor may reply once."""

    __table_args__ = (CheckConstraint("stars BETWEEN 1 AND 5", name="stars"),)

    id: int = key()
    booking_id: int = Field(foreign_key="booking_request.id", unique=True)
    offering_id: int = Field(foreign_key="session_offering.id", index=True)
    instructor_id: int = Field(foreign_key="instructor.user_id", index=True)
    learner_id: int = Field(foreign_key="app_user.id")
    stars: int
    text: str = Field(default="", sa_type=Text)
    reply: str = Field(default="", sa_type=Text)
    replied_at: datetime | None = instant(nullable=True)
    created_at: datetime = instant()
    edited_at: datetime | None = instant(nullable=True)
