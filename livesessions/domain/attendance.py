"""Who was there, from the server's record of joining, heartbeats and leaving, and what follows from it.

Attendance counts between `start` and `end` only. Where the room is not the built-in one nothing is known, and
nobody is called absent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from livesessions.domain.bookings import Event
from livesessions.domain.errors import DomainError


@dataclass(frozen=True, slots=True)
class Rules:
    """The numbers of this module, for settings to replace."""

    wait_for_learner: timedelta = timedelta(minutes=15)  # or a third of the session, if that is less
    wait_for_instructor: timedelta = timedelta(minutes=10)
    complete_after: timedelta = timedelta(minutes=15)
    complete_unseen_after: timedelta = timedelta(hours=24)
    report_within: timedelta = timedelta(hours=72)  # no longer than a share waits: it has not been sent yet


RULES = Rules()


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
    """What became of a session that is over.

    Who was there together has met, however late. Otherwise the side that did not keep its waiting time is
    absent; an instructor who had not come by then can't call the learner absent.
    """
    if not attendance.built_in_room:
        return Outcome.UNCLEAR
    if _together(attendance):
        return Outcome.MET
    start, waited_until = attendance.start, learner_awaited_until(attendance, rules)
    if not _seen(attendance.instructor, start, waited_until):
        came = _seen(attendance.learner, start, attendance.end)
        return Outcome.INSTRUCTOR_ABSENT if came else Outcome.BOTH_ABSENT
    if not _seen(attendance.learner, start, waited_until):
        return Outcome.LEARNER_ABSENT
    in_time = _seen(attendance.instructor, start, instructor_awaited_until(attendance, rules))
    return Outcome.UNCLEAR if in_time else Outcome.INSTRUCTOR_ABSENT


def learner_awaited_until(attendance: Attendance, rules: Rules = RULES) -> datetime:
    """From then on an instructor who waited may leave and is paid by the policy."""
    third = (attendance.end - attendance.start) / 3
    return attendance.start + min(rules.wait_for_learner, third)


def instructor_awaited_until(attendance: Attendance, rules: Rules = RULES) -> datetime:
    """From then on the learners may take a refund or book again at once."""
    return attendance.start + rules.wait_for_instructor


def instructor_may_leave(attendance: Attendance, now: datetime, rules: Rules = RULES) -> bool:
    """Whether the learner's waiting time has passed without them."""
    return _nobody_came(attendance, attendance.learner, learner_awaited_until(attendance, rules), now)


def learner_may_leave(attendance: Attendance, now: datetime, rules: Rules = RULES) -> bool:
    """Whether the instructor's waiting time has passed without them: a refund is due on request."""
    return _nobody_came(attendance, attendance.instructor, instructor_awaited_until(attendance, rules), now)


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
    return sum((until - since for since, until in _spans(stays, start, end)), timedelta())


def _spans(stays: Iterable[Stay], start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    merged: list[tuple[datetime, datetime]] = []
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


def _nobody_came(attendance: Attendance, stays: Iterable[Stay], limit: datetime, now: datetime) -> bool:
    return attendance.built_in_room and limit <= now and not _seen(stays, attendance.start, now)


def _together(attendance: Attendance) -> bool:
    learner = _spans(attendance.learner, attendance.start, attendance.end)
    instructor = _spans(attendance.instructor, attendance.start, attendance.end)
    return any(a < d and c < b for a, b in learner for c, d in instructor)


def _both_half(attendance: Attendance) -> bool:
    start, end = attendance.start, attendance.end
    sides = (attendance.learner, attendance.instructor)
    return all(present(stays, start, end) * 2 >= end - start for stays in sides)
