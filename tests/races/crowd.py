"""A crowd: many learners, some instructors, every one open around the clock, and everybody at once."""

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import aliased
from sqlmodel import col, func, select

from livesessions.domain.errors import DomainError
from livesessions.models import (
    BookingRequest,
    Domain,
    Instructor,
    InstructorAvailability,
    LiveSession,
    SessionOffering,
    User,
)
from livesessions.models.guards import CLAIMING, TAKING
from livesessions.runtime.work import Actor, View, Work, perform
from livesessions.services.holds import hold_slot
from livesessions.services.taking import Held
from tests.services.market import TERMS

TOGETHER = 16  # threads at once


def invite(work: Work, *, learners: int, instructors: int = 1, **offering: Any) -> None:
    """Instructors 1 … n, each with the offering of the same number; learners n + 1 … n + m."""
    ids = range(1, instructors + 1)
    _fill(work, User, [_user(number, work.now) for number in range(1, instructors + learners + 1)])
    _fill(work, Domain, [{"id": 1, "slug": "programming", "name": "Programming"}])
    teachers = [{"user_id": n, "slug": f"i{n}", "time_zone": "UTC", "created_at": work.now} for n in ids]
    _fill(work, Instructor, teachers)
    _fill(work, InstructorAvailability, [_window(n, day) for n in ids for day in range(7)])
    _fill(work, SessionOffering, [_offering(n, work.now, offering) for n in ids])


def everybody(learners: int, instructors: int = 1) -> list[Actor]:
    numbers = range(instructors + 1, instructors + learners + 1)
    return [Actor(number, frozenset({"learner"})) for number in numbers]


def hold(actor: Actor, starts_at: datetime, offering_id: int = 1) -> Held:
    key = f"{actor.user_id}:{offering_id}:{starts_at}"
    return perform(
        actor, hold_slot, offering_id=offering_id, starts_at=starts_at, request_key=key, terms=TERMS
    )


def at_once(calls: Iterable[Callable[[], Any]]) -> Counter[str]:
    """How the calls ended, all made by threads that start together: "ok" or the name of the error."""
    waiting = list(calls)
    together = min(TOGETHER, len(waiting))
    gate = Barrier(together)
    with ThreadPoolExecutor(together, initializer=gate.wait) as crowd:
        return Counter(crowd.map(outcome, waiting))


def outcome(call: Callable[[], Any]) -> str:
    try:
        call()
    except (DomainError, DBAPIError) as no:
        return type(no).__name__
    return "ok"


def doubles(view: View) -> int:
    """Sessions of one instructor that overlap, and seats sold beyond the capacity."""
    return len(view.db.exec(_overlaps()).all()) + len(view.db.exec(_oversold()).all())


def taken(view: View) -> int:
    """Places that count."""
    wanted = select(func.count()).where(col(BookingRequest.status).in_(_words(TAKING)))
    return view.db.exec(wanted).one()


def _overlaps() -> Any:
    one, other = aliased(LiveSession), aliased(LiveSession)
    return select(one.id, other.id).where(
        one.id < other.id,
        one.instructor_id == other.instructor_id,
        one.status.in_(_words(CLAIMING)),
        other.status.in_(_words(CLAIMING)),
        one.starts_at < other.ends_at,
        other.starts_at < one.ends_at,
    )


def _oversold() -> Any:
    return (
        select(LiveSession.id)
        .join(BookingRequest)
        .where(col(BookingRequest.status).in_(_words(TAKING)))
        .group_by(col(LiveSession.id), col(LiveSession.capacity))
        .having(func.count() > LiveSession.capacity)
    )


def _words(sql: str) -> list[str]:
    return [word.strip(" '()") for word in sql.split(",")]


def _fill(work: Work, model: Any, rows: list[dict[str, Any]]) -> None:
    """Many rows at once, with the defaults of their model."""
    work.db.execute(insert(model), [model(**row).model_dump(exclude_none=True) for row in rows])


def _user(number: int, now: datetime) -> dict[str, Any]:
    return {
        "id": number,
        "email": f"{number}@example.org",
        "name": f"Person {number}",
        "password_hash": "",
        "email_verified_at": now,
        "created_at": now,
    }


def _window(instructor: int, day: int) -> dict[str, Any]:
    return {
        "instructor_id": instructor,
        "day_of_week": day,
        "start_time": 0,
        "end_time": 1440,
        "timezone": "UTC",
    }


def _offering(number: int, now: datetime, columns: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": number,
        "instructor_id": number,
        "domain_id": 1,
        "slug": f"o{number}",
        "title": "Rust",
        "topic_type": "fixed",
        "status": "active",
        "duration_minutes": 60,
        "created_at": now,
        "updated_at": now,
        **columns,
    }


def first_slot(now: datetime) -> datetime:
    return (now + timedelta(days=2)).replace(hour=0, minute=0)
