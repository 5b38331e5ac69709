"""The instructor's inbox: what waits for their word, with what they need to decide it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select as columns
from sqlmodel import Session, col, func, select

from livesessions.domain.bookings import LIVE, Status
from livesessions.domain.times import local_date, local_day
from livesessions.models import BookingRequest, BusyBlock, LiveSession, MoveProposal, SessionOffering
from livesessions.queries.bookings import BookingRow, booking_rows, requests
from livesessions.runtime.work import View


@dataclass(frozen=True, slots=True)
class History:
    """What there was between an instructor and a learner before."""

    done: int = 0
    missed: int = 0
    cancelled: int = 0
    ahead: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in the instructor's day; `title` is empty for a time they are busy elsewhere."""

    starts_at: datetime
    ends_at: datetime
    title: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One request with its learner's history and the day around it."""

    row: BookingRow
    history: History
    day: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Inbox:
    """Requests, the most urgent first; and booked sessions whose learner would like another time."""

    requests: tuple[Asked, ...]
    moves: tuple[BookingRow, ...]


def inbox(view: View) -> Inbox:
    """What waits for the actor's word as an instructor, in a constant number of statements."""
    teacher_id = view.actor.must_be_signed_in()
    rows = requests(view)
    histories = _histories(view.db, teacher_id, [row.learner_id for row in rows])
    days = _days(view.db, teacher_id, rows)
    asked = (Asked(row, histories.get(row.learner_id, History()), tuple(_around(row, days))) for row in rows)
    return Inbox(tuple(asked), tuple(_moves(view, teacher_id)))


def _moves(view: View, teacher_id: int) -> list[BookingRow]:
    mine = LiveSession.instructor_id == teacher_id, BookingRequest.status == Status.ACCEPTED
    return booking_rows(view.db, *mine, col(MoveProposal.by) == "learner")


def _histories(db: Session, teacher_id: int, learners: Sequence[int]) -> dict[int, History]:
    counted = (
        columns(
            col(BookingRequest.learner_id),
            col(BookingRequest.status),
            col(BookingRequest.ended_by),
            func.count(),
            func.max(col(LiveSession.starts_at)),
        )
        .join(LiveSession)
        .where(col(LiveSession.instructor_id) == teacher_id, col(BookingRequest.learner_id).in_(learners))
        .group_by(col(BookingRequest.learner_id), col(BookingRequest.status), col(BookingRequest.ended_by))
    )
    found: dict[int, list[tuple[str, str, int, datetime]]] = {}
    for learner_id, status, by, count, last in db.execute(counted):
        found.setdefault(learner_id, []).append((status, by, count, last))
    return {learner_id: _history(lines) for learner_id, lines in found.items()}


def _history(lines: Iterable[tuple[str, str, int, datetime]]) -> History:
    lines = list(lines)

    def many(status: Status, by: str = "") -> int:
        return sum(count for found, ended_by, count, _ in lines if found == status and by in ("", ended_by))

    return History(
        done=many(Status.COMPLETED),
        missed=many(Status.NO_SHOW),
        cancelled=many(Status.CANCELLED, "learner"),
        ahead=many(Status.ACCEPTED),
        last_at=max((at for found, _, _, at in lines if found == Status.COMPLETED), default=None),
    )


def _days(db: Session, teacher_id: int, rows: Sequence[BookingRow]) -> list[Entry]:
    """Everything in the instructor's calendar on the dates of the requests and between them."""
    if not rows:
        return []
    zone = rows[0].instructor_zone
    first = local_day(local_date(min(row.starts_at for row in rows), zone), zone)[0]
    last = local_day(local_date(max(row.starts_at for row in rows), zone), zone)[1]
    return sorted([*_sessions(db, teacher_id, first, last), *_busy(db, teacher_id, first, last)], key=_start)


def _start(entry: Entry) -> datetime:
    return entry.starts_at


def _sessions(db: Session, teacher_id: int, first: datetime, last: datetime) -> Iterable[Entry]:
    live = (
        select(BookingRequest.id)
        .where(BookingRequest.live_session_id == LiveSession.id, col(BookingRequest.status).in_(LIVE))
        .exists()
    )
    found = (
        select(LiveSession.starts_at, LiveSession.ends_at, SessionOffering.title)
        .join(SessionOffering)
        .where(LiveSession.instructor_id == teacher_id, live)
        .where(LiveSession.starts_at < last, LiveSession.ends_at > first)
    )
    return [Entry(starts_at, ends_at, title, is_this=False) for starts_at, ends_at, title in db.exec(found)]


def _busy(db: Session, teacher_id: int, first: datetime, last: datetime) -> Iterable[Entry]:
    found = select(BusyBlock.starts_at, BusyBlock.ends_at).where(
        BusyBlock.instructor_id == teacher_id, BusyBlock.starts_at < last, BusyBlock.ends_at > first
    )
    return [Entry(starts_at, ends_at, "", is_this=False) for starts_at, ends_at in db.exec(found)]


def _around(row: BookingRow, days: Iterable[Entry]) -> Iterable[Entry]:
    first, last = local_day(local_date(row.starts_at, row.instructor_zone), row.instructor_zone)
    for entry in days:
        if entry.starts_at < last and entry.ends_at > first:
            is_this = bool(entry.title) and entry.starts_at == row.starts_at
            yield Entry(entry.starts_at, entry.ends_at, entry.title, is_this)
