"""The people of the marketplace as an admin looks for them, and who of them is suspended, since when and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, or_
from sqlmodel import col, select

from livesessions.domain.errors import NotAllowed
from livesessions.models import AuditEvent, Instructor, User
from livesessions.queries.stories import Person, person
from livesessions.runtime.work import View

PAGE_SIZE = 25
SUSPENSIONS = ("person.suspended", "teaching.suspended")
STANDING = frozenset({*SUSPENSIONS, "person.restored", "teaching.restored"})
ABOUT_PEOPLE = AuditEvent.subject_kind == User.__tablename__


class Show(StrEnum):
    """Whom of them."""

    ALL = "all"
    INSTRUCTORS = "instructors"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person. `reason` is that of the suspension in force."""

    id: int
    name: str
    email: str
    slug: str  # of their public page; "" for who does not teach
    is_admin: bool
    since: datetime
    suspended_at: datetime | None
    teaching_suspended_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class People:
    """Some people, the newest first; `next` begins the page after, None on the last one."""

    rows: tuple[PersonRow, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class StandingTold:
    """A suspension, or its end, as its person is told of it."""

    event: str
    reason: str
    person: Person


def people(
    view: View, *, words: str = "", show: Show = Show.ALL, before: int | None = None, many: int = PAGE_SIZE
) -> People:
    """Those whose name, address or public page has the words in it: two statements. Errors: NotAllowed."""
    if not view.actor.is_admin:
        raise NotAllowed("This page is for admins.")
    wanted = _everybody().where(*_that_fit(words, show)).order_by(col(User.id).desc())
    if before is not None:
        wanted = wanted.where(col(User.id) < before)
    rows = view.db.execute(wanted.limit(many + 1)).all()
    reasons = _reasons(view, [row.id for row in rows])
    shown = tuple(_row(row, reasons) for row in rows[:many])
    return People(shown, shown[-1].id if len(rows) > many else None)


def told_of_standing(view: View, *, event_id: int) -> StandingTold | None:
    """What an event about somebody's standing tells them; None for every other event."""
    event = view.db.get(AuditEvent, event_id)
    if event is None or event.event not in STANDING:
        return None
    return StandingTold(event.event, event.reason, person(view, int(event.subject_id)))


def _everybody() -> Select[Any]:
    columns: tuple[Any, ...] = (
        User.id, User.name, User.email, Instructor.slug, User.is_admin, User.created_at,
        User.suspended_at, col(Instructor.suspended_at).label("teaching_suspended_at"),
    )  # fmt: skip
    return select(*columns).join(Instructor, col(Instructor.user_id) == User.id, isouter=True)


def _that_fit(words: str, show: Show) -> Iterable[Any]:
    if words := words.strip():
        columns = (col(User.name), col(User.email), col(Instructor.slug))
        yield or_(*(column.icontains(words, autoescape=True) for column in columns))
    if show is Show.INSTRUCTORS:
        yield col(Instructor.user_id).is_not(None)
    if show is Show.SUSPENDED:
        yield or_(col(User.suspended_at).is_not(None), col(Instructor.suspended_at).is_not(None))


def _reasons(view: View, ids: list[int]) -> dict[tuple[int, str], str]:
    """The newest reason of each kind of suspension, by person. It is kept on the trail and nowhere else."""
    about = ABOUT_PEOPLE, col(AuditEvent.subject_id).in_([str(key) for key in ids])
    said = select(AuditEvent.subject_id, AuditEvent.event, AuditEvent.reason).where(
        *about, col(AuditEvent.event).in_(SUSPENSIONS)
    )
    found = view.db.exec(said.order_by(col(AuditEvent.id)))
    return {(int(subject), event): reason for subject, event, reason in found}


def _row(row: Row[Any], reasons: dict[tuple[int, str], str]) -> PersonRow:
    kind = SUSPENSIONS[0] if row.suspended_at else SUSPENSIONS[1] if row.teaching_suspended_at else ""
    return PersonRow(
        id=row.id,
        name=row.name,
        email=row.email,
        slug=row.slug or "",
        is_admin=row.is_admin,
        since=row.created_at,
        suspended_at=row.suspended_at,
        teaching_suspended_at=row.teaching_suspended_at,
        reason=reasons.get((row.id, kind), ""),
    )
