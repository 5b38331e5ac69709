"""What the slot engine reads and answers. Times are minutes of the epoch (`times.minute`), ends exclusive."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from livesessions.domain import times


class Hours(NamedTuple):
    """Wall-clock minutes of a day. An end before the start, or of 0, is on the next day; 1440 is 24:00."""

    start_minute: int
    end_minute: int


@dataclass(frozen=True, slots=True)
class Window:
    """Hours that come back every week; 0 = Monday. The zone is the window's own."""

    day_of_week: int
    start_minute: int
    end_minute: int
    timezone: str


@dataclass(frozen=True, slots=True)
class Override:
    """What replaces all windows of one date of the instructor; no hours is a day off."""

    date: date
    hours: tuple[Hours, ...] = ()


class Busy(NamedTuple):
    """A time taken outside the app. Buffers lie between sessions, so it has none."""

    start: int
    end: int

    @classmethod
    def between(cls, start: datetime, end: datetime) -> "Busy":
        return cls(times.minute(start), times.minute_up(end))


class Claim(NamedTuple):
    """A live session of the instructor that has a booking held, pending or accepted, or published seats."""

    start: int
    end: int
    buffer_minutes: int
    offering_id: int
    live_session_id: int
    seats_left: int = 0
    capacity: int = 1


@dataclass(frozen=True, slots=True)
class CalendarRules:
    """An instructor's rules; starts are rounded, and overridden and full dates are meant, in `timezone`."""

    timezone: str
    buffer_minutes: int = 0
    min_lead_minutes: int = 0
    max_per_day: int | None = None
    booking_window_days: int = 60
    slot_interval: int | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """One instructor's time, in any order, at least over `data_range` of what is asked."""

    rules: CalendarRules
    windows: tuple[Window, ...] = ()
    overrides: tuple[Override, ...] = ()
    busy: tuple[Busy, ...] = ()
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """The session to place.

    `seats` are those of a session newly opened, which happens `notice_minutes` before its start at the latest.
    `opens_sessions` is false for an offering on fixed dates: only its published sessions are slots. `moving_id`
    is a live session about to leave its place. Nothing is chosen less than `lead_minutes` before its start.
    """

    offering_id: int
    duration_minutes: int
    seats: int = 1
    opens_sessions: bool = True
    moving_id: int | None = None
    notice_minutes: int = 0
    lead_minutes: int = 0


class Slot(NamedTuple):
    """A time that can be booked now, as UTC instants; with an id when it joins a live session that exists."""

    start: datetime
    end: datetime
    seats: int
    live_session_id: int | None


class Run(NamedTuple):
    """As many starts as its `length`, `step` minutes apart, that have all else in common."""

    start: int
    length: int
    step: int
    duration_minutes: int
    seats: int = 1
    live_session_id: int | None = None

    @property
    def minutes(self) -> range:
        return range(self.start, self.start + self.length * self.step, self.step)

    def slot(self, minute: int) -> Slot:
        end = times.moment(minute + self.duration_minutes)
        return Slot(times.moment(minute), end, self.seats, self.live_session_id)

    def slots(self) -> Iterator[Slot]:
        return map(self.slot, self.minutes)
