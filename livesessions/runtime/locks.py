"""Locks that live as long as the transaction."""

from sqlalchemy import Integer, bindparam, func, select, text
from sqlmodel import Session, col

from livesessions.models import SessionOffering
from livesessions.runtime.hot import Hot
from livesessions.runtime.rows import rows


def lock_calendar(db: Session, instructor_id: int) -> None:
    """Makes this transaction the only one that changes the instructor's calendar.

    On SQLite a unit of work has the only write lock already. On PostgreSQL this must be the first lock taken: row
    locks taken before it have been seen to deadlock.
    """
    if db.get_bind().dialect.name == "postgresql":
        rows(db, _LOCK_CALENDAR, {"instructor": instructor_id})


def lock_calendar_of(db: Session, offering_id: int, *, and_learner: int) -> None:
    """The same for the calendar that an offering is in, before anything is read.

    `and_learner` is locked after it: nobody else counts what this learner holds.
    """
    if db.get_bind().dialect.name == "postgresql":
        _LOCK_CALENDAR_OF.all(db, offering=offering_id, learner=and_learner)


def lock_learner(db: Session, learner_id: int) -> None:
    """Makes this transaction the only one that counts what the learner holds. Take it after a calendar."""
    if db.get_bind().dialect.name == "postgresql":
        rows(db, _LOCK_LEARNER, {"learner": learner_id})


def try_lock_learner(db: Session, learner_id: int) -> bool:
    """The same lock of a learner if nobody has it: who locks several, one after the other, must not wait."""
    if db.get_bind().dialect.name != "postgresql":
        return True
    return bool(rows(db, _TRY_LOCK_LEARNER, {"learner": learner_id}).scalar_one())


_LOCK_CALENDAR = text("SELECT pg_advisory_xact_lock(1, :instructor)")
_LOCK_CALENDAR_OF = Hot(
    select(
        func.pg_advisory_xact_lock(1, col(SessionOffering.instructor_id)).label("calendar"),
        func.pg_advisory_xact_lock(2, bindparam("learner", type_=Integer)).label("person"),
    ).where(col(SessionOffering.id) == bindparam("offering"))
)
_LOCK_LEARNER = text("SELECT pg_advisory_xact_lock(2, :learner)")
_TRY_LOCK_LEARNER = text("SELECT pg_try_advisory_xact_lock(2, :learner)")
