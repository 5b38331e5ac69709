"""What a unit of work leaves behind: audit rows, outbox rows, topics to ring."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zlib import crc32

from sqlalchemy import inspect
from sqlmodel import Session, col, select

from livesessions.domain.audit import link
from livesessions.models import AuditChain, AuditEvent, OutboxJob

if TYPE_CHECKING:
    from livesessions.runtime.work import Actor

CHAINS = 16
OUTBOX = "outbox"  # rings when a promise was made


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened to one row."""

    event: str
    subject: Any
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    reason: str = ""
    topics: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Promise:
    """One call to be made outside, later."""

    job: str
    payload: dict[str, Any]
    due: datetime | None = None
    key: str | None = None


def write(
    db: Session,
    now: datetime,
    actor: "Actor",
    *,
    entries: Iterable[Entry],
    promises: Iterable[Promise],
    announced: frozenset[str],
) -> list[str]:
    """Writes audit and outbox rows as the last act of a transaction; returns the topics to ring after it."""
    db.flush()  # new subjects get their ids
    entries = list(entries)
    events = _audit(db, now, actor, entries)
    db.flush()
    news = [Promise("announce", {"event": event.id}) for event in events if event.event in announced]
    made = [*promises, *news]
    for promise in made:
        _promise(db, now, promise)
    topics = [topic for entry in entries for topic in (_own_topic(entry), *entry.topics)]
    return [*topics, OUTBOX] if made else topics


def _audit(db: Session, now: datetime, actor: "Actor", entries: list[Entry]) -> list[AuditEvent]:
    ends = _lock_chains(db, {_chain(entry) for entry in entries})
    return [_append(db, ends[_chain(entry)], now, actor, entry) for entry in entries]


def _lock_chains(db: Session, numbers: set[int]) -> dict[int, AuditChain]:
    # Locked in one order and as late as possible, so that writers neither deadlock nor queue for long.
    wanted = (
        select(AuditChain)
        .where(col(AuditChain.id).in_(numbers))
        .order_by(col(AuditChain.id))
        .with_for_update()
    )
    return {chain.id: chain for chain in db.exec(wanted)} if numbers else {}


def _append(db: Session, chain: AuditChain, now: datetime, actor: "Actor", entry: Entry) -> AuditEvent:
    kind, subject_id = _identity(entry)
    event = AuditEvent(
        chain=chain.id,
        number=chain.length + 1,
        at=now,
        actor_id=actor.user_id,
        actor_kind=actor.kind,
        event=entry.event,
        subject_kind=kind,
        subject_id=subject_id,
        before=entry.before,
        after=entry.after,
        reason=entry.reason,
        previous_hash=chain.last_hash,
        hash="",
    )
    event.hash = link(chain.last_hash, event.facts())
    chain.length, chain.last_hash = event.number, event.hash
    db.add(event)
    return event


def _promise(db: Session, now: datetime, promise: Promise) -> None:
    if promise.key and db.exec(select(OutboxJob.id).where(OutboxJob.key == promise.key)).first():
        return
    row = OutboxJob(
        job=promise.job, payload=promise.payload, key=promise.key, due_at=promise.due or now, created_at=now
    )
    db.add(row)


def _chain(entry: Entry) -> int:
    return crc32(":".join(_identity(entry)).encode()) % CHAINS


def _own_topic(entry: Entry) -> str:
    return ":".join(_identity(entry))


def _identity(entry: Entry) -> tuple[str, str]:
    state = inspect(entry.subject)
    table = state.mapper.local_table.name
    return table, "-".join(str(part) for part in state.identity or ())
