"""What a unit of work leaves behind: audit rows, outbox rows, topics to ring."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from sqlalchemy import bindparam, inspect, update
from sqlmodel import Session, SQLModel, col, select

from livesessions.domain.audit import link
from livesessions.models import AuditChain, AuditEvent, OutboxJob
from livesessions.runtime.hot import Hot, new_row

if TYPE_CHECKING:
    from livesessions.runtime.work import Actor

CHAINS = 16
OUTBOX = "outbox"  # rings when a promise was made


class Subject(NamedTuple):
    """The name of a row that was written without an entity."""

    table: str
    key: str

    @classmethod
    def of(cls, model: type[SQLModel], key: int) -> "Subject":
        return cls(str(model.__tablename__), str(key))


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened to one row: to an entity, or to a `Subject`.

    What happened to several rows for one reason has the same `together`: it is announced as one.
    """

    event: str
    subject: Any
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    reason: str = ""
    topics: Sequence[str] = ()
    together: str | None = None


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
    keys = _audit(db, now, actor, entries)
    news = [(key, entry) for key, entry in zip(keys, entries, strict=True) if entry.event in announced]
    made = [*promises, *_announcements(news)]
    for promise in made:
        _promise(db, now, promise)
    topics = [topic for entry in entries for topic in (_own_topic(entry), *entry.topics)]
    return [*topics, OUTBOX] if made else topics


def _announcements(news: Iterable[tuple[int, Entry]]) -> list[Promise]:
    """One for each event, or for all of one name that happened together."""
    told: dict[tuple[str, str], list[int]] = {}
    for key, entry in news:
        told.setdefault((entry.event, entry.together or str(key)), []).append(key)
    return [Promise("announce", {"event": first, "others": others}) for first, *others in told.values()]


def _audit(db: Session, now: datetime, actor: "Actor", entries: list[Entry]) -> list[int]:
    """The ids of the events written, in order."""
    if not entries:
        return []
    # Locked in one order and as late as possible, so that writers neither deadlock nor queue for long.
    numbers = sorted({_chain(entry) for entry in entries})
    ends = {number: _End(*_LOCK_END.first(db, number=number)) for number in numbers}
    events = [_append(ends[_chain(entry)], now, actor, entry) for entry in entries]
    for number, end in ends.items():
        _MOVE_END.all(db, number=number, to_length=end.length, to_hash=end.last_hash)
    return [_EVENT.first(db, **event).id for event in events]


def _append(end: "_End", now: datetime, actor: "Actor", entry: Entry) -> dict[str, Any]:
    kind, subject_id = _identity(entry)
    facts = {
        "chain": _chain(entry),
        "number": end.length + 1,
        "actor_id": actor.user_id,
        "actor_kind": actor.kind,
        "event": entry.event,
        "subject_kind": kind,
        "subject_id": subject_id,
        "before": entry.before,
        "after": entry.after,
        "reason": entry.reason,
    }
    previous, own = end.last_hash, link(end.last_hash, {**facts, "at": now.isoformat()})
    end.length, end.last_hash = end.length + 1, own
    return {**facts, "at": now, "previous_hash": previous, "hash": own}


@dataclass(slots=True)
class _End:
    """Where a chain ends for now."""

    length: int
    last_hash: str


_LOCK_END = Hot(
    select(col(AuditChain.length), col(AuditChain.last_hash))
    .where(col(AuditChain.id) == bindparam("number"))
    .with_for_update()
)
_MOVE_END = Hot(
    update(AuditChain)
    .where(col(AuditChain.id) == bindparam("number"))
    .values(length=bindparam("to_length"), last_hash=bindparam("to_hash"))
)
_EVENT = new_row(AuditEvent)


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
    if isinstance(entry.subject, Subject):
        return entry.subject
    state = inspect(entry.subject)
    table = state.mapper.local_table.name
    return table, "-".join(str(part) for part in state.identity or ())
