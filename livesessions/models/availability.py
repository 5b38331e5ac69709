"""When an instructor teaches: weekly windows, dated overrides, times taken elsewhere."""

import datetime as dt

from sqlalchemy import JSON, CheckConstraint, Column, Index, LargeBinary, String, UniqueConstraint
from sqlmodel import Field, SQLModel

from livesessions.models.base import instant, key

# SQLite keeps the length it was once given, and ignores it.
SEALED_ADDRESS = String(3000).with_variant(String(2000), "sqlite")


class InstructorAvailability(SQLModel, table=True):
    """One weekly window. Times are minutes after local midnight; 1440 is 24:00, more is past midnight."""

    __tablename__ = "instructor_availability"
    __table_args__ = (
        CheckConstraint("day_of_week BETWEEN 0 AND 6", name="day_of_week"),
        CheckConstraint("start_time >= 0 AND start_time < 1440", name="start_time"),
        CheckConstraint("end_time > start_time AND end_time <= 2880", name="end_time"),
    )

    id: int = key()
    instructor_id: int = Field(foreign_key="instructor.user_id", index=True, ondelete="CASCADE")
    day_of_week: int
    start_time: int
    end_time: int
    timezone: str = Field(max_length=64)
    is_active: bool = True
    max_sessions_per_day: int | None = None
    min_lead_time_hours: int = 12
    buffer_minutes: int = 0


class AvailabilityOverride(SQLModel, table=True):
    """What replaces all windows of one local date. No windows: a day off."""

    __tablename__ = "availability_override"
    __table_args__ = (UniqueConstraint("instructor_id", "date"),)

    id: int = key()
    instructor_id: int = Field(foreign_key="instructor.user_id", index=True, ondelete="CASCADE")
    date: dt.date
    windows: list[list[int]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    note: str = Field(default="", max_length=200)


class CalendarImport(SQLModel, table=True):
    """A calendar elsewhere whose events are busy blocks: at an address that is looked at, or a file.

    The address is a secret: it is sealed here, and `shown` is what people see of it. While looks at it fail,
    `failing_since` says from when on, and `warned_at` when its owner was told.
    """

    __tablename__ = "calendar_import"
    __table_args__ = (CheckConstraint("(address IS NULL) <> (file IS NULL)", name="address_or_file"),)

    id: int = key()
    instructor_id: int = Field(foreign_key="instructor.user_id", index=True, ondelete="CASCADE")
    name: str = Field(max_length=60)
    shown: str = Field(max_length=300)
    address: str | None = Field(default=None, sa_type=SEALED_ADDRESS, repr=False)
    file: bytes | None = Field(default=None, sa_type=LargeBinary, repr=False)
    etag: str = Field(default="", max_length=2000)
    last_modified: str = Field(default="", max_length=2000)
    digest: str = Field(default="", max_length=64)
    time_zone: str = Field(default="", max_length=64)  # in which its times without a zone were understood
    problem: str = Field(default="", max_length=300)  # of the last look, for its owner
    failures: int = 0
    failing_since: dt.datetime | None = instant(nullable=True)
    warned_at: dt.datetime | None = instant(nullable=True)
    due_at: dt.datetime = instant(index=True)
    leased_until: dt.datetime | None = instant(nullable=True)
    looked_at: dt.datetime | None = instant(nullable=True)  # nothing while somebody waits for a look
    read_at: dt.datetime | None = instant(nullable=True)  # when its times were worked out
    created_at: dt.datetime = instant()


class BusyBlock(SQLModel, table=True):
    """A time the instructor is taken for a reason outside the app."""

    __tablename__ = "busy_block"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("ix_busy_block_of_instructor", "instructor_id", "ends_at"),
    )

    id: int = key()
    instructor_id: int = Field(foreign_key="instructor.user_id", ondelete="CASCADE")
    import_id: int | None = Field(
        default=None, foreign_key="calendar_import.id", index=True, ondelete="CASCADE"
    )
    starts_at: dt.datetime = instant()
    ends_at: dt.datetime = instant()
    source: str = Field(default="", max_length=200)
