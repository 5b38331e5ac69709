"""Locks that live as long as the transaction."""

from sqlalchemy import text
from sqlmodel import Session


def lock_calendar(db: Session, instructor_id: int) -> None:
    """Makes this transaction the only one that changes the instructor's calendar.

    On SQLite a unit of work holds the only write lock already. On PostgreSQL this must be the first lock taken:
    row locks taken before it have been seen to deadlock.
    """
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(1, :id)"), {"id": instructor_id})
