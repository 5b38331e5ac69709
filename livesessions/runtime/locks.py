"""Locks that live as long as the transaction."""

from sqlalchemy import text
from sqlmodel import Session

from livesessions.runtime.rows import rows


def lock_calendar(db: Session, instructor_id: int, *, and_learner: int | None = None) -> None:
    """Makes this transaction the only one that changes the instructor's calendar.

    `and_learner` is locked after it: nobody else counts what this learner holds. On SQLite a unit of work has the
    only write lock already. On PostgreSQL these must be the first locks taken: row locks taken before them have
    been seen to deadlock.
    """
    if db.get_bind().dialect.name != "postgresql":
        return
    if and_learner is None:
        rows(db, _LOCK_CALENDAR, {"instructor": instructor_id})
    else:
        rows(db, _LOCK_BOTH, {"instructor": instructor_id, "learner": and_learner})


def try_lock_learner(db: Session, learner_id: int) -> bool:
    """The same lock of a learner if nobody has it: who locks several, one after the other, must not wait."""
    if db.get_bind().dialect.name != "postgresql":
        return True
    return bool(rows(db, _TRY_LOCK_LEARNER, {"learner": learner_id}).scalar_one())


_LOCK_CALENDAR = text("SELECT pg_advisory_xact_lock(1, :instructor)")
_LOCK_BOTH = text("SELECT pg_advisory_xact_lock(1, :instructor), pg_advisory_xact_lock(2, :learner)")
_TRY_LOCK_LEARNER = text("SELECT pg_try_advisory_xact_lock(2, :learner)")
