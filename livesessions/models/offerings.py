"""What instructors teach, and the shelves it stands on."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from livesessions.domain.offerings import BookingMode, OfferingStatus, ScheduleMode, SessionType
from livesessions.domain.topics import TopicType
from livesessions.models.base import amount, instant, key, one_of


class Domain(SQLModel, table=True):
    """A shelf: "Programming", "Music"."""

    id: int = key()
    slug: str = Field(max_length=60, unique=True)
    name: str = Field(max_length=60)
    position: int = 0


class Topic(SQLModel, table=True):
    """A topic ("Rust lifetimes") belongs to a domain ("Programming")."""

    __table_args__ = (UniqueConstraint("domain_id", "slug"),)

    id: int = key()
    domain_id: int = Field(foreign_key="domain.id", index=True)
    slug: str = Field(max_length=80)
    name: str = Field(max_length=80)


class SessionOffering(SQLModel, table=True):
    """What an instructor teaches. Edits never change existing bookings: those hold their own terms."""

    __tablename__ = "session_offering"
    __table_args__ = (
        one_of("topic_type", TopicType),
        one_of("session_type", SessionType),
        one_of("schedule_mode", ScheduleMode),
        one_of("booking_mode", BookingMode),
        one_of("status", OfferingStatus),
        CheckConstraint("price >= 0", name="price"),
        CheckConstraint(
            "(session_type = 'individual' AND capacity = 1)"
            " OR (session_type = 'group' AND capacity BETWEEN 2 AND 500)",
            name="capacity",
        ),
    )

    id: int = key()
    instructor_id: int = Field(foreign_key="instructor.user_id", index=True)
    domain_id: int = Field(foreign_key="domain.id", index=True)
    slug: str = Field(max_length=120, unique=True)
    title: str = Field(max_length=120)
    summary: str = Field(default="", max_length=200)
    description: str = Field(default="", sa_type=Text)
    topic_type: str = Field(default=TopicType.FIXED, max_length=12)
    session_type: str = Field(default=SessionType.INDIVIDUAL, max_length=12)
    schedule_mode: str = Field(default=ScheduleMode.AVAILABILITY, max_length=16)
    booking_mode: str = Field(default=BookingMode.REQUEST, max_length=12)
    status: str = Field(default=OfferingStatus.DRAFT, max_length=12, index=True)
    duration_minutes: int = 60
    capacity: int = 1
    min_participants: int | None = None  # a group runs with that many, or not at all
    decide_hours_before: int | None = None
    price: int = amount(default=0)
    trial_price: int | None = Field(default=None, sa_type=BigInteger)  # None: no trial lessons
    currency: str = Field(default="EUR", max_length=3)
    materials: str = Field(default="", sa_type=Text)
    requirements: str = Field(default="", sa_type=Text)
    language: str = Field(default="en", max_length=16)
    level: str = Field(default="all", max_length=16)
    published_at: datetime | None = instant(nullable=True)
    created_at: datetime = instant()
    updated_at: datetime = instant()


class OfferingTopic(SQLModel, table=True):
    """Which topics an offering covers."""

    __tablename__ = "offering_topic"

    offering_id: int = Field(foreign_key="session_offering.id", primary_key=True, ondelete="CASCADE")
    topic_id: int = Field(foreign_key="topic.id", primary_key=True, index=True)
