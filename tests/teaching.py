"""An instructor with hours and offerings, written straight into the tables."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import event
from sqlmodel import SQLModel

from livesessions.models import (
    AvailabilityOverride,
    BookingRequest,
    BusyBlock,
    Domain,
    Instructor,
    InstructorAvailability,
    LiveSession,
    SessionOffering,
    Topic,
    User,
)
from livesessions.runtime.work import SYSTEM, Actor, Work, perform

NOON = datetime(2026, 8, 12, 12, 0, tzinfo=UTC)  # a Wednesday
MONDAY = date(2026, 8, 17)
FREE_TERMS: dict[str, Any] = {
    "price": 3000,
    "currency": "EUR",
    "fee_basis_points": 1000,
    "free_cancellation_hours": 24,
    "partial_refund_hours": 12,
    "no_refund_hours": 12,
    "booking_mode": "request",
    "terms_accepted_at": NOON,
    "created_at": NOON,
}

Row = TypeVar("Row", bound=SQLModel)


def at(hour: int, minute: int = 0, *, day: date = MONDAY) -> datetime:
    """An instant of Monday 17 August 2026, UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hour, minutes=minute)


def keep(row: Row) -> Row:
    """Writes the row and gives it its id."""

    def add(work: Work) -> Row:
        work.db.add(row)
        work.db.flush()
        return row

    return perform(SYSTEM, add)


@dataclass
class Teacher:
    """A verified instructor, by default in UTC, and what is put into their calendar; with an id, a known one."""

    zone: str = "UTC"
    numbers: Any = field(default_factory=count)
    id: int = 0

    def __post_init__(self) -> None:
        if self.id:
            return
        self.id = a_person(f"teacher-{next(PEOPLE)}").id
        keep(Instructor(user_id=self.id, slug=f"teacher-{self.id}", time_zone=self.zone, created_at=NOON))

    @property
    def actor(self) -> Actor:
        return Actor(self.id, frozenset({"learner", "instructor"}))

    def opens(self, *days: int, start: int = 9 * 60, end: int = 17 * 60, **rules: Any) -> None:
        for day in days:
            window = {"day_of_week": day, "start_time": start, "end_time": end, "timezone": self.zone}
            keep(InstructorAvailability(instructor_id=self.id, **window, **rules))

    def overrides(self, day: date, *windows: list[int]) -> None:
        keep(AvailabilityOverride(instructor_id=self.id, date=day, windows=list(windows)))

    def is_busy(self, starts_at: datetime, ends_at: datetime) -> None:
        keep(BusyBlock(instructor_id=self.id, starts_at=starts_at, ends_at=ends_at))

    def offers(self, **fields: Any) -> SessionOffering:
        shelf = keep(Domain(slug=f"shelf-{next(SHELVES)}", name="Programming"))
        defaults: dict[str, Any] = {"title": "Rust lifetimes", "status": "active", "price": 3000}
        slug = f"offering-{self.id}-{next(self.numbers)}"
        return keep(
            SessionOffering(
                instructor_id=self.id,
                domain_id=shelf.id,
                slug=slug,
                created_at=NOON,
                updated_at=NOON,
                **defaults | fields,
            )
        )

    def runs(self, offering: SessionOffering, starts_at: datetime, **fields: Any) -> LiveSession:
        ends_at = starts_at + timedelta(minutes=offering.duration_minutes)
        defaults: dict[str, Any] = {"capacity": offering.capacity, "buffer_minutes": 0}
        return keep(
            LiveSession(
                reference=f"s{self.id}-{next(self.numbers)}",
                offering_id=offering.id,
                instructor_id=self.id,
                starts_at=starts_at,
                ends_at=ends_at,
                created_at=NOON,
                **defaults | fields,
            )
        )


PEOPLE, SHELVES, BOOKINGS = count(), count(), count()


def a_person(name: str = "ada", *, verified: bool = True) -> User:
    return keep(
        User(
            email=f"{name}-{next(PEOPLE)}@example.com",
            name=name.title(),
            password_hash="",
            email_verified_at=NOON if verified else None,
            created_at=NOON,
        )
    )


def a_booking(live_session: LiveSession, *, status: str = "accepted", name: str = "ada") -> BookingRequest:
    number = next(BOOKINGS)
    return keep(
        BookingRequest(
            reference=f"b{number}",
            request_key=f"key-{number}",
            live_session_id=live_session.id,
            learner_id=a_person(name).id,
            status=status,
            **FREE_TERMS,
        )
    )


def a_topic(domain: Domain, name: str) -> Topic:
    return keep(Topic(domain_id=domain.id, slug=name.lower().replace(" ", "-"), name=name))


def statements(engine: Any, action: Callable[[], Any]) -> int:
    """How many SQL statements `action` sends."""
    sent: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    action()
    event.remove(engine, "before_cursor_execute", note)
    return len([each for each in sent if not each.startswith(("BEGIN", "COMMIT", "ROLLBACK"))])
