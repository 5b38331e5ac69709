"""Where a booking could move to, and who would have to agree."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from livesessions.domain import moves, slots
from livesessions.domain.bookings import RULES, Party, Status
from livesessions.domain.errors import NotFound
from livesessions.domain.offerings import ScheduleMode
from livesessions.domain.slots import Calendar, Run, Slot, Wanted
from livesessions.domain.times import local_date, local_day
from livesessions.models import BookingRequest, LiveSession, SessionOffering
from livesessions.queries.availability import load_calendar
from livesessions.queries.bookings import BookingRow, booking_rows
from livesessions.runtime.work import View


@dataclass(frozen=True, slots=True)
class ToMove:
    """A booking that could move, for the one of its people who asks."""

    now: datetime
    row: BookingRow
    by: Party
    is_whole: bool  # the instructor moves a group: everybody in it
    moves_left: int
    free_hours: int

    def must_ask(self, to: datetime | None = None) -> bool:
        """Whether they may not move it to this time alone; None: no time is chosen yet."""
        return moves.must_ask(
            self.by,
            Status(self.row.status),
            start=self.row.starts_at,
            to=to,
            now=self.now,
            free_hours=self.free_hours,
        )


@dataclass(frozen=True, slots=True)
class Free:
    """The times to move to, as runs; the one it has now is none."""

    runs: tuple[Run, ...]
    now_at: datetime

    def by_day(self, zone: str) -> dict[date, list[Slot]]:
        """The times of each local date in `zone` that has any."""
        days: dict[date, list[Slot]] = {}
        for slot in sorted(self._slots()):
            days.setdefault(local_date(slot.start, zone), []).append(slot)
        return days

    def _slots(self) -> Iterator[Slot]:
        for run in self.runs:
            yield from (slot for slot in run.slots() if slot.start != self.now_at)


def to_move(view: View, *, reference: str) -> ToMove:
    """What the person asking may do about the booking's time. Errors: NotFound for everybody else."""
    row = _row(view, reference)
    by = _side(view, row)
    booking = view.db.get_one(BookingRequest, row.id)
    return ToMove(
        now=view.now,
        row=row,
        by=by,
        is_whole=_is_whole(by, row) and row.capacity > 1,
        moves_left=max(RULES.learner_moves - booking.learner_moves, 0),
        free_hours=booking.free_cancellation_hours,
    )


def free_to_move(view: View, *, reference: str, first_day: date, last_day: date, zone: str = "UTC") -> Free:
    """The times of those local dates that the booking could move to. Errors: NotFound."""
    row = _row(view, reference)
    booking = view.db.get_one(BookingRequest, row.id)
    live_session = view.db.get_one(LiveSession, booking.live_session_id)
    first, last = local_day(first_day, zone)[0], local_day(last_day, zone)[1]
    whole = _is_whole(_side(view, row), row)
    if whole and row.capacity > 1:
        first = max(first, view.now + timedelta(hours=booking.free_cancellation_hours))
    calendar, wanted = elsewhere(view.db, booking, live_session, (view.now, first, last), whole=whole)
    runs = slots.free_runs(calendar, wanted, view.now, first, last)
    return Free(tuple(runs), row.starts_at)


def elsewhere(
    db: Session,
    booking: BookingRequest,
    live_session: LiveSession,
    when: tuple[datetime, datetime, datetime],
    *,
    whole: bool,
) -> tuple[Calendar, Wanted]:
    """The calendar without the booking, and the session to place: as long as it is now, whatever is offered.

    `when` is now, and the first and the last instant of interest. `whole`: the session moves with everybody
    in it, and its instructor may open a new date.
    """
    offering = db.get_one(SessionOffering, live_session.offering_id)
    calendar = load_calendar(db, live_session.instructor_id, *when, ignoring_booking=booking.id)
    wanted = Wanted(
        offering_id=0 if whole and live_session.capacity > 1 else live_session.offering_id,
        duration_minutes=(live_session.ends_at - live_session.starts_at) // timedelta(minutes=1),
        seats=live_session.capacity,
        opens_sessions=whole or offering.schedule_mode == ScheduleMode.AVAILABILITY,
        moving_id=live_session.id if whole else None,
        notice_minutes=_notice(live_session, whole=whole),
    )
    return calendar, wanted


def _notice(live_session: LiveSession, *, whole: bool) -> int:
    """A date that opens must still have its decision before it, unless a group of which it is made moves there."""
    if live_session.decides_at is None or (whole and live_session.decided_at):
        return 0
    return (live_session.starts_at - live_session.decides_at) // timedelta(minutes=1)


def _row(view: View, reference: str) -> BookingRow:
    user_id = view.actor.must_be_signed_in()
    row = next(iter(booking_rows(view.db, BookingRequest.reference == reference)), None)
    if not row or (user_id not in (row.learner_id, row.instructor_id) and not view.actor.is_admin):
        raise NotFound("There is no such booking.")
    return row


def _is_whole(by: Party, row: BookingRow) -> bool:
    return moves.moves_everybody(by, row.capacity, asks=row.status == Status.PENDING)


def _side(view: View, row: BookingRow) -> Party:
    if view.actor.user_id == row.learner_id:
        return Party.LEARNER
    return Party.INSTRUCTOR if view.actor.user_id == row.instructor_id else Party.ADMIN
