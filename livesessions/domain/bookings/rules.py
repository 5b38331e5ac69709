"""Until when something may be done to a booking. Every number is a field of `Rules`, for settings to replace."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from livesessions.domain.bookings.life import Party
from livesessions.domain.errors import DomainError


@dataclass(frozen=True, slots=True)
class Rules:
    """The numbers of this module."""

    answer_within: timedelta = timedelta(hours=24)
    answer_before_authorisation_ends: timedelta = timedelta(hours=12)
    answer_at_least: timedelta = timedelta(minutes=30)
    pay_link: timedelta = timedelta(hours=24)
    learner_moves: int = 2
    doors_open: timedelta = timedelta(minutes=10)
    doors_close: timedelta = timedelta(minutes=15)


RULES = Rules()


def answering(within_hours: int) -> Rules:
    """The rules where an instructor has so long to answer."""
    return replace(RULES, answer_within=timedelta(hours=within_hours))


class CannotMove(DomainError):
    """The booking may not be moved any more, or not so."""

    code = "cannot_move"


def respond_by(
    now: datetime,
    start: datetime,
    lead_time: timedelta,
    authorised_until: datetime | None = None,
    rules: Rules = RULES,
) -> datetime:
    """Until when the instructor may answer a request made `now`; a free one has no authorisation.

    The earliest of 24 h from now, the start less the lead time, and 12 h before the authorisation ends. A
    request made at the very edge of these still gets half an hour, but never past its start or authorisation.
    """
    ends = [now + rules.answer_within, start - lead_time]
    if authorised_until is not None:
        ends.append(authorised_until - rules.answer_before_authorisation_ends)
    return max(min(ends), min(now + rules.answer_at_least, start, authorised_until or start))


def hold_lasts(
    now: datetime, start: datetime, lead_time: timedelta, authorisation: timedelta, rules: Rules = RULES
) -> bool:
    """Whether an amount held `now`, for as long as the learner's bank does, is held until the last answer.

    No `authorisation` at all: the ways to pay can't be held.
    """
    last = now + authorisation - rules.answer_before_authorisation_ends
    return respond_by(now, start, lead_time, rules=rules) <= last


def owed_until(now: datetime, start: datetime, rules: Rules = RULES) -> datetime:
    """Until when a place is kept whose learner could not be charged: for a day, but never past its start."""
    return min(now + rules.pay_link, start)


def needs_consent(by: Party, *, start: datetime, to: datetime | None, now: datetime, free_hours: int) -> bool:
    """Whether the other side must agree to a move: from a near time for a learner, to one for an instructor.

    Else an instructor may always move, and the learner may then cancel free (`cancellation.Moved`). Who is not
    told early enough might miss the new time, and pay for it. None: that time is not chosen yet.
    """
    near = start if by == Party.LEARNER else to
    return near is not None and near - now < timedelta(hours=free_hours)


def check_move(
    by: Party, now: datetime, *, start: datetime, to: datetime, moves: int, rules: Rules = RULES
) -> None:
    """Errors: CannotMove for a session that has begun, a time that has passed, a learner who moved it twice.

    `moves` counts the moves this learner has made of this booking already.
    """
    if now >= start:
        raise CannotMove("The session has begun and can't be moved any more.")
    if to <= now:
        raise CannotMove("Please choose a time that is still to come.")
    if to == start:
        raise CannotMove("That is the time it has already.")
    if by == Party.LEARNER and moves >= rules.learner_moves:
        raise CannotMove(f"A booking can be moved {rules.learner_moves} times. You can still cancel it.")


def doors(start: datetime, end: datetime, rules: Rules = RULES) -> tuple[datetime, datetime]:
    """From when until when (exclusive) participants get into the room."""
    return start - rules.doors_open, end + rules.doors_close


def doors_are_open(now: datetime, start: datetime, end: datetime, rules: Rules = RULES) -> bool:
    """Whether a participant gets in now."""
    opens, closes = doors(start, end, rules)
    return opens <= now < closes
