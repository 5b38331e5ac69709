"""Who did what to what, before and after, when, why. Append-only, chained by hash."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from livesessions.domain.audit import START
from livesessions.models.base import instant, key


class AuditEvent(SQLModel, table=True):
    """One change, written in the transaction that made it."""

    __tablename__ = "audit_event"
    __table_args__ = (
        UniqueConstraint("chain", "number"),
        Index("ix_audit_event_subject", "subject_kind", "subject_id"),
    )

    id: int = key()
    chain: int
    number: int
    at: datetime = instant(index=True)
    actor_id: int | None = None  # no foreign key: the trail outlives its people
    actor_kind: str = Field(max_length=12)
    event: str = Field(max_length=60)
    subject_kind: str = Field(max_length=40)
    subject_id: str = Field(max_length=40)
    before: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    after: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    reason: str = ""
    previous_hash: str = Field(max_length=64)
    hash: str = Field(max_length=64)

    def facts(self) -> dict[str, Any]:
        """What the hash is taken over."""
        names = "chain number actor_id actor_kind event subject_kind subject_id before after reason"
        return {name: getattr(self, name) for name in names.split()} | {"at": self.at.isoformat()}


class AuditChain(SQLModel, table=True):
    """The end of each chain. Several chains, so that writers of different subjects don't queue."""

    __tablename__ = "audit_chain"

    id: int = Field(primary_key=True)
    length: int = 0
    last_hash: str = Field(default=START, max_length=64)


class AuditCheck(SQLModel, table=True):
    """One look through the whole trail: how many events there were, and where each broken chain breaks first."""

    __tablename__ = "audit_check"

    id: int = key()
    at: datetime = instant()
    events: int
    broken: list[dict[str, int]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
