"""The audit trail followed from its beginning: whether any event was altered, removed or added behind our back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from livesessions.domain.audit import START, first_broken
from livesessions.models import AuditChain, AuditEvent
from livesessions.runtime.work import View

BATCH = 1000  # events in memory at a time


@dataclass(frozen=True, slots=True)
class Broken:
    """Where a chain is broken: its first event that does not follow from the one before."""

    chain: int
    number: int


def broken_chains(view: View) -> tuple[int, tuple[Broken, ...]]:
    """How many events there are, and where each broken chain breaks first.

    Events go on being written meanwhile: what is there is counted first, and each chain is followed to an end
    that was read later, so that a chain shorter than its events has lost its end or won one.
    """
    lengths = _lengths(view.db)
    ends = {row.id: (row.length, row.last_hash) for row in view.db.exec(select(AuditChain))}
    found = [
        _first_broken(view.db, chain, lengths.get(chain, 0), *ends.get(chain, (0, START)))
        for chain in sorted(lengths.keys() | ends.keys())
    ]
    return sum(lengths.values()), tuple(broken for broken in found if broken)


def _lengths(db: Session) -> dict[int, int]:
    return dict(db.exec(select(AuditEvent.chain, func.count()).group_by(col(AuditEvent.chain))).all())


def _first_broken(db: Session, chain: int, events: int, length: int, last_hash: str) -> Broken | None:
    position = first_broken(_links(db, chain, length), last_hash)
    if position is not None:
        return Broken(chain, position + 1)
    return Broken(chain, length + 1) if events > length else None


def _links(db: Session, chain: int, length: int) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """The chain's events in order, a batch of them at a time."""
    number = 0
    while rows := _batch(db, chain, number, length):
        for row in rows:
            yield row.previous_hash, row.hash, row.facts()
        number = rows[-1].number


def _batch(db: Session, chain: int, after: int, until: int) -> list[AuditEvent]:
    some = select(AuditEvent).where(
        AuditEvent.chain == chain, AuditEvent.number > after, AuditEvent.number <= until
    )
    return list(db.exec(some.order_by(col(AuditEvent.number)).limit(BATCH)))
