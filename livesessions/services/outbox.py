"""Promises: taken by one worker at a time, kept until done, tried again with back-off."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlmodel import col, or_, select

from livesessions.models import OutboxJob
from livesessions.runtime.work import Work

LEASE = timedelta(minutes=2)
LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Taken:
    """A promise this worker is to keep now."""

    id: int
    job: str
    payload: dict[str, Any]


def take_due(work: Work, *, limit: int = 20) -> list[Taken]:
    """Leases due promises to this worker. One whose worker was killed is due again when its lease ends."""
    free = or_(col(OutboxJob.leased_until).is_(None), col(OutboxJob.leased_until) <= work.now)
    due = (
        select(OutboxJob)
        .where(col(OutboxJob.done_at).is_(None), OutboxJob.due_at <= work.now, free)
        .order_by(col(OutboxJob.due_at), col(OutboxJob.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = work.db.exec(due).all()
    for row in rows:
        row.leased_until = work.now + LEASE
        row.attempts += 1
    return [Taken(row.id, row.job, row.payload) for row in rows]


def mark_done(work: Work, *, job_id: int) -> None:
    """The promise is kept."""
    row = work.db.get_one(OutboxJob, job_id)
    row.done_at, row.leased_until, row.last_error = work.now, None, ""


def mark_failed(work: Work, *, job_id: int, error: str) -> None:
    """Not yet: due again after 1, 2, 4 … seconds, an hour at most."""
    row = work.db.get_one(OutboxJob, job_id)
    wait = min(timedelta(seconds=2 ** min(row.attempts - 1, 12)), LONGEST_WAIT)
    row.due_at, row.leased_until, row.last_error = work.now + wait, None, error[:500]
