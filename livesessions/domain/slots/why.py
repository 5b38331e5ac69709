"""Why a time is not offered, and which are nearest to it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from heapq import nsmallest

from livesessions.domain import times
from livesessions.domain.errors import DomainError
from livesessions.domain.slots.free import bookable, earliest_opening, free_runs, full_days, joinable, others
from livesessions.domain.slots.hours import open_hours
from livesessions.domain.slots.intervals import Interval
from livesessions.domain.slots.values import Calendar, Claim, Run, Slot, Wanted

# How far from a time its nearest slots are looked for, and how far at first: there are some as a rule.
NEARBY, CLOSE_BY = timedelta(days=14), timedelta(days=2)
NEAREST = 3  # so many of them are named


class Reason(StrEnum):
    LEAD_TIME = "lead_time"
    BOOKING_WINDOW = "booking_window"
    FULL = "full"
    FIXED_DATES = "fixed_dates"
    OVERRIDE = "override"
    OUTSIDE_HOURS = "outside_hours"
    TAKEN = "taken"
    BUSY = "busy"
    BUFFER = "buffer"
    DAILY_CAP = "daily_cap"
    STEP = "step"
    YOURS = "yours"  # the engine knows no learners: this one is for those who do


SENTENCES = {
    Reason.LEAD_TIME: "That is too soon to book.",
    Reason.BOOKING_WINDOW: "That is further ahead than can be booked yet.",
    Reason.FULL: "This session has no seats left.",
    Reason.FIXED_DATES: "This offering runs on the dates its instructor published.",
    Reason.OVERRIDE: "The instructor has other hours, or none, on that date.",
    Reason.OUTSIDE_HOURS: "That is outside the instructor's hours.",
    Reason.TAKEN: "That time is taken.",
    Reason.BUSY: "The instructor is busy at that time.",
    Reason.BUFFER: "That is too close to another session of the instructor.",
    Reason.DAILY_CAP: "The instructor's day is full.",
    Reason.STEP: "No session starts at that minute.",
    Reason.YOURS: "You have a place in this session already.",
}


class SlotNotFree(DomainError):
    """The time cannot be booked: `reason`, and up to three free slots `nearest` to it in order of time."""

    code = "slot_not_free"

    def __init__(self, reason: Reason, nearest: Sequence[Slot]) -> None:
        super().__init__(SENTENCES[reason], field="slot")
        self.reason = reason
        self.nearest = tuple(nearest)


def slot_at(calendar: Calendar, wanted: Wanted, now: datetime, start: datetime) -> Slot:
    """The slot that starts then. Raises `SlotNotFree`."""
    found = _rules_against(calendar, wanted, now, start)
    runs = [] if found else _runs_at(calendar, wanted, now, start)
    if not runs:
        raise SlotNotFree(found[0] if found else Reason.STEP, nearest(calendar, wanted, now, start))
    return runs[0].slot(runs[0].start)


def why_not(calendar: Calendar, wanted: Wanted, now: datetime, start: datetime) -> Reason | None:
    """The most telling rule that keeps a start from being a slot; None if and only if it is one."""
    return next(iter(reasons(calendar, wanted, now, start)), None)


def reasons(calendar: Calendar, wanted: Wanted, now: datetime, start: datetime) -> list[Reason]:
    """Every rule that keeps a start from being a slot, the most telling first."""
    found = _rules_against(calendar, wanted, now, start)
    return found if found or _runs_at(calendar, wanted, now, start) else [Reason.STEP]


def nearest(
    calendar: Calendar, wanted: Wanted, now: datetime, start: datetime, n: int = NEAREST
) -> list[Slot]:
    """The `n` slots closest to a time and within `NEARBY` of it, in order of time."""
    wish, reach = times.minute(start), NEARBY // times.MINUTE
    earliest, end = bookable(calendar.rules, wanted, now)
    if not earliest - reach <= wish <= end + reach:
        return []
    close = _nearest(calendar, wanted, now, start, CLOSE_BY, n)
    return close if len(close) == n else _nearest(calendar, wanted, now, start, NEARBY, n)


def neighbourhood(start: datetime) -> tuple[datetime, datetime]:
    """The range in which the slots near a time are looked for, whatever time somebody asks about."""
    asked = times.clamped(start)
    return asked - NEARBY, asked + NEARBY


def _nearest(
    calendar: Calendar, wanted: Wanted, now: datetime, start: datetime, within: timedelta, n: int
) -> list[Slot]:
    wish, runs = times.minute(start), free_runs(calendar, wanted, now, start - within, start + within)
    candidates = [(abs(minute - wish), minute, run) for run in runs for minute in _around(run, wish, n)]
    closest = sorted((minute, run) for _, minute, run in nsmallest(n, candidates))
    return [run.slot(minute) for minute, run in closest]


def _rules_against(calendar: Calendar, wanted: Wanted, now: datetime, start: datetime) -> list[Reason]:
    """All of them but the step, which is a matter of all slots."""
    begin = times.minute(start)
    claims = others(calendar.claims, wanted)
    here = [claim for claim in claims if claim.start == begin and claim.offering_id == wanted.offering_id]
    found = _limits(calendar, wanted, now, begin)
    if not any(joinable(claim, wanted) for claim in here):
        if wanted.opens_sessions and not found and begin < earliest_opening(wanted, now):
            found.append(Reason.LEAD_TIME)
        is_full = wanted.seats > 1 and any(claim.seats_left < 1 for claim in here)
        found += _obstacles(calendar, wanted, claims, begin, gone=bool(here), full=is_full)
    return found


def _runs_at(calendar: Calendar, wanted: Wanted, now: datetime, start: datetime) -> list[Run]:
    return free_runs(calendar, wanted, now, start, start + timedelta.resolution)


def _limits(calendar: Calendar, wanted: Wanted, now: datetime, begin: int) -> list[Reason]:
    earliest, end = bookable(calendar.rules, wanted, now)
    if begin < earliest:
        return [Reason.LEAD_TIME]
    return [Reason.BOOKING_WINDOW] if begin >= end else []


def _obstacles(
    calendar: Calendar, wanted: Wanted, claims: Sequence[Claim], begin: int, *, gone: bool, full: bool
) -> list[Reason]:
    """What stands in the way of a new session. `gone`: there is one of this offering then, nothing to join."""
    if not wanted.opens_sessions:
        return [Reason.FULL if full else Reason.TAKEN if gone else Reason.FIXED_DATES]
    span = begin, begin + wanted.duration_minutes
    crowded = any(first <= begin < last for first, last in full_days(calendar.rules, claims, span))
    return [
        *([Reason.FULL] if full else []),
        *_closed(calendar, span),
        *_collisions(calendar, claims, span),
        *([Reason.DAILY_CAP] if crowded else []),
    ]


def _closed(calendar: Calendar, span: Interval) -> list[Reason]:
    if open_hours(calendar, *span) == [span]:
        return []
    as_every_week = replace(calendar, overrides=())
    return [Reason.OVERRIDE if open_hours(as_every_week, *span) == [span] else Reason.OUTSIDE_HOURS]


def _collisions(calendar: Calendar, claims: Sequence[Claim], span: Interval) -> Iterator[Reason]:
    begin, end = span
    gaps = [(max(claim.start - end, begin - claim.end), claim.buffer_minutes) for claim in claims]
    if any(gap < 0 for gap, _ in gaps):
        yield Reason.TAKEN
    if any(busy.start < end and begin < busy.end and busy.start < busy.end for busy in calendar.busy):
        yield Reason.BUSY
    if any(0 <= gap < max(buffer, calendar.rules.buffer_minutes) for gap, buffer in gaps):
        yield Reason.BUFFER


def _around(run: Run, wish: int, n: int) -> range:
    """The starts of a run among which its `n` closest to the wish are."""
    closest = min(max((wish - run.start) // run.step, 0), run.length - 1)
    return run.minutes[max(closest - n, 0) : closest + n + 1]
