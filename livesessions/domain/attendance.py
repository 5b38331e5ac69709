"""Who was there, from the server's record of joining, heartbeats and leaving, and what follows from it.

Attendance counts between `start` and `end` only. Where the room is not the built-in one nothing is known, and
nobody is called absent. In the built-in room:

- Both *met* if they were there together for a real part of it: five minutes, or a tenth of it if that is less.
- A side *came* if it was in before the learner's waiting time was over and stayed a real part of it in all:
  a look in at the door is not coming, on either side.
- Only one came: the other is absent.
- Both came and missed each other: the instructor is absent if later than a learner has to wait, or if the
  learner sat there alone for at least as long; else the learner is.
- Neither came: unclear if both at least looked in in time (they may have met elsewhere), so never against a
  learner who waited; else the money goes back.

So more time in the room never makes the one who spends it absent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from livesessions.domain.bookings import Event
from livesessions.domain.errors import DomainError, NotAllowed


@dataclass(frozen=True, slots=True)
class Rules:
    """The numbers of this module, for settings to replace."""

    wait_for_learner: timedelta = timedelta(minutes=15)  # or a third of the session, if that is less
    wait_for_instructor: timedelta = timedelta(minutes=10)
    silence: timedelta = timedelta(seconds=45)  # three missed heartbeats: the stay ended when last heard of
    real_part: timedelta = timedelta(minutes=5)  # or a tenth of the session, if that is less
    complete_after: timedelta = timedelta(minutes=15)
    complete_unseen_after: timedelta = timedelta(hours=24)
    report_within: timedelta = timedelta(hours=72)  # no longer than a share waits: it has not been sent yet


RULES = Rules()
Span: TypeAlias = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay in the room. Without a word of leaving it ended at the last heartbeat."""

    joined_at: datetime
    last_seen_at: datetime
    left_at: datetime | None = None

    @property
    def until(self) -> datetime:
        return self.left_at or self.last_seen_at


@dataclass(frozen=True, slots=True)
class Attendance:
    """Both sides of one booking in its session, `start` to `end`."""

    start: datetime
    end: datetime
    learner: tuple[Stay, ...] = ()
    instructor: tuple[Stay, ...] = ()
    built_in_room: bool = True


class Outcome(StrEnum):
    """What became of the session for one learner."""

    MET = "met"
    UNCLEAR = "unclear"  # nothing shows that anybody was absent: the instructor says, or a day passes
    LEARNER_ABSENT = "learner_absent"
    INSTRUCTOR_ABSENT = "instructor_absent"
    BOTH_ABSENT = "both_absent"


EVENT_OF = {
    Outcome.MET: Event.COMPLETED,
    Outcome.UNCLEAR: Event.COMPLETED,
    Outcome.LEARNER_ABSENT: Event.MISSED,
    Outcome.INSTRUCTOR_ABSENT: Event.CANCELLED,
    Outcome.BOTH_ABSENT: Event.CANCELLED,
}
REFUNDED = frozenset(outcome for outcome, event in EVENT_OF.items() if event == Event.CANCELLED)


class NotOverYet(DomainError):
    """A session can't be finished before its end."""

    code = "not_over_yet"


def outcome(attendance: Attendance, rules: Rules = RULES) -> Outcome:
    """What became of a session that is over, by the rule at the top of this module."""
    if not attendance.built_in_room:
        return Outcome.UNCLEAR
    if _length(_together(attendance)) >= _real_part(attendance, rules):
        return Outcome.MET
    learner, instructor = (_came(attendance, stays, rules) for stays in _sides(attendance))
    if learner and instructor:
        return _who_let_down(attendance, rules)
    if learner:
        return Outcome.INSTRUCTOR_ABSENT
    return Outcome.LEARNER_ABSENT if instructor else _of_looks(attendance, rules)


def learner_awaited_until(attendance: Attendance, rules: Rules = RULES) -> datetime:
    """From then on an instructor who waited may leave and is paid by the policy."""
    third = (attendance.end - attendance.start) / 3
    return attendance.start + min(rules.wait_for_learner, third)


def instructor_awaited_until(attendance: Attendance, rules: Rules = RULES) -> datetime:
    """From then on the learners may take a refund or book again at once."""
    return attendance.start + rules.wait_for_instructor


def instructor_may_leave(attendance: Attendance, now: datetime, rules: Rules = RULES) -> bool:
    """Whether the learner's waiting time has passed without them, and the instructor has waited: whatever they
    do now, the learner did not come."""
    limit = learner_awaited_until(attendance, rules)
    waited = limit <= now and attendance.built_in_room and _came(attendance, attendance.instructor, rules)
    return waited and not _seen(attendance.learner, attendance.start, now)


def learner_may_leave(attendance: Attendance, now: datetime, rules: Rules = RULES) -> bool:
    """Whether the learner, who is in the room, has waited long enough for an instructor who is not and was not
    there for a real part: a refund is due on request."""
    start, stays = attendance.start, attendance.instructor
    is_time = instructor_awaited_until(attendance, rules) <= now < attendance.end
    absent = not is_here(stays, now, rules) and present(stays, start, now) < _real_part(attendance, rules)
    return attendance.built_in_room and is_time and absent and is_here(attendance.learner, now, rules)


def is_here(stays: Iterable[Stay], now: datetime, rules: Rules = RULES) -> bool:
    """Whether somebody is in the room now: not left, and heard of lately."""
    return any(stay.left_at is None and stay.last_seen_at >= now - rules.silence for stay in stays)


def check_giving_up(attendance: Attendance, now: datetime) -> None:
    """Whether the learner may end it now with all money back. Errors: NotAllowed."""
    if not learner_may_leave(attendance, now):
        raise NotAllowed(
            "You can end it from the room once its instructor is ten minutes late and not there."
        )


def completes_at(attendance: Attendance, rules: Rules = RULES) -> datetime:
    """When the booking finishes by itself, by its outcome.

    At the end if money goes back; 15 minutes later if the learner did not come, or if both were there half of
    the time; else a day later.
    """
    result = outcome(attendance, rules)
    if result in REFUNDED:
        return attendance.end
    if result == Outcome.LEARNER_ABSENT or (result == Outcome.MET and _both_half(attendance)):
        return attendance.end + rules.complete_after
    return attendance.end + rules.complete_unseen_after


def check_finish(attendance: Attendance, now: datetime) -> None:
    """Whether the instructor may call it completed now. Errors: NotOverYet."""
    if now < attendance.end:
        raise NotOverYet("The session isn't over yet: you can finish it after its end.")


def reports_until(completed_at: datetime, rules: Rules = RULES) -> datetime:
    """Until when (exclusive) the learner may report a problem, which freezes the payout."""
    return completed_at + rules.report_within


def present(stays: Iterable[Stay], start: datetime, end: datetime) -> timedelta:
    """How long somebody was there between the two, two tabs counted once."""
    return _length(_spans(stays, start, end))


def _who_let_down(attendance: Attendance, rules: Rules) -> Outcome:
    """Both came and missed each other."""
    learner, instructor = (present(each, attendance.start, attendance.end) for each in _sides(attendance))
    late = not _seen(attendance.instructor, attendance.start, instructor_awaited_until(attendance, rules))
    return Outcome.INSTRUCTOR_ABSENT if late or learner >= instructor else Outcome.LEARNER_ABSENT


def _of_looks(attendance: Attendance, rules: Rules) -> Outcome:
    """Neither came: by who looked in."""
    start, limit = attendance.start, learner_awaited_until(attendance, rules)
    if all(_seen(stays, start, limit) for stays in _sides(attendance)):
        return Outcome.UNCLEAR
    seen = _seen(attendance.learner, start, attendance.end)
    return Outcome.INSTRUCTOR_ABSENT if seen else Outcome.BOTH_ABSENT


def _came(attendance: Attendance, stays: tuple[Stay, ...], rules: Rules) -> bool:
    stayed = present(stays, attendance.start, attendance.end) >= _real_part(attendance, rules)
    return stayed and _seen(stays, attendance.start, learner_awaited_until(attendance, rules))


def _real_part(attendance: Attendance, rules: Rules) -> timedelta:
    return min(rules.real_part, (attendance.end - attendance.start) / 10)


def _sides(attendance: Attendance) -> tuple[tuple[Stay, ...], tuple[Stay, ...]]:
    return attendance.learner, attendance.instructor


def _spans(stays: Iterable[Stay], start: datetime, end: datetime) -> list[Span]:
    merged: list[Span] = []
    for stay in sorted(stays, key=lambda each: each.joined_at):
        since, until = max(stay.joined_at, start), min(stay.until, end)
        if since >= until:
            continue
        if merged and since <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(until, merged[-1][1]))
        else:
            merged.append((since, until))
    return merged


def _seen(stays: Iterable[Stay], start: datetime, limit: datetime) -> bool:
    # A stay without a heartbeat yet has no length, but is a sign of life.
    return any(stay.joined_at < limit and (stay.joined_at >= start or stay.until > start) for stay in stays)


def _together(attendance: Attendance) -> list[Span]:
    learner, instructor = (_spans(stays, attendance.start, attendance.end) for stays in _sides(attendance))
    return [(max(a, c), min(b, d)) for a, b in learner for c, d in instructor if a < d and c < b]


def _length(spans: Iterable[Span]) -> timedelta:
    return sum((until - since for since, until in spans), timedelta())


def _both_half(attendance: Attendance) -> bool:
    start, end = attendance.start, attendance.end
    return all(present(stays, start, end) * 2 >= end - start for stays in _sides(attendance))
