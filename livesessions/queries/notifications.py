"""What a person's bell shows."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, func, select

from livesessions.models import Notification
from livesessions.runtime.work import View

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One line under the bell."""

    id: int
    title: str
    body: str
    path: str
    created_at: datetime
    is_unread: bool


@dataclass(frozen=True, slots=True)
class Bell:
    """The newest lines and how many are unread, as of `now`; user id 0 for guests."""

    now: datetime
    user_id: int = 0
    lines: tuple[Line, ...] = ()
    unread: int = 0


def bell(view: View) -> Bell:
    """The actor's bell; an empty one for guests."""
    user_id = view.actor.user_id
    if user_id is None:
        return Bell(view.now)
    newest = select(Notification).where(Notification.user_id == user_id).order_by(col(Notification.id).desc())
    unread = select(func.count()).where(Notification.user_id == user_id, col(Notification.read_at).is_(None))
    lines = tuple(_line(row) for row in view.db.exec(newest.limit(SHOWN)))
    return Bell(view.now, user_id, lines, view.db.exec(unread).one())


def _line(row: Notification) -> Line:
    return Line(
        id=row.id,
        title=row.title,
        body=row.body,
        path=row.path,
        created_at=row.created_at,
        is_unread=row.read_at is None,
    )
