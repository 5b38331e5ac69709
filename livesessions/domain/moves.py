"""Moving a booking to another time: who may do it alone, who has to ask, and how long asking lasts.

A time that is proposed is not kept free: it is checked again when the other side agrees. Otherwise proposing
would be a hold that costs nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from livesessions.domain import bookings
from livesessions.domain.bookings import CannotMove, Party, Status
from livesessions.domain.errors import DomainError


class Outcome(StrEnum):
    """What became of a proposed time."""

    OPEN = "open"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    OVERTAKEN = "overtaken"  # the booking ended, moved, or was accepted as it stands


@dataclass(frozen=True, slots=True)
class Rules:
    """The numbers of this module."""

    answer_within: timedelta = timedelta(hours=24)


RULES = Rules()


class NeedsConsent(CannotMove):
    """The other side has to agree: the time can be proposed."""

    code = "needs_consent"


class ProposalOver(DomainError):
    """There is no proposed time to answer any more."""

    code = "proposal_over"


def must_ask(
    by: Party, status: Status, *, start: datetime, to: datetime | None, now: datetime, free_hours: int
) -> bool:
    """Whether `by` may not move the booking alone.

    A request is the learner's wish: they may change it as they like, its instructor answers with a proposal.
    """
    if status == Status.PENDING:
        return by != Party.LEARNER
    return bookings.needs_consent(by, start=start, to=to, now=now, free_hours=free_hours)


def check_alone(
    by: Party, status: Status, *, start: datetime, to: datetime | None, now: datetime, free_hours: int
) -> None:
    """Errors: NotNow in a status in which nothing moves, NeedsConsent."""
    bookings.move(status, bookings.Event.MOVED, by)
    if must_ask(by, status, start=start, to=to, now=now, free_hours=free_hours):
        if status == Status.PENDING:
            raise NeedsConsent("They asked for another time: propose yours, and they decide.")
        if by == Party.LEARNER:
            raise NeedsConsent(f"Less than {free_hours} hours before the start you can propose another time.")
        raise NeedsConsent(f"That is less than {free_hours} hours from now: propose it, and they decide.")


def check_proposing(by: Party, status: Status) -> None:
    """Errors: NotNow in a status in which nothing moves, CannotMove where nobody needs to be asked."""
    if status == Status.PENDING and by == Party.LEARNER:
        raise CannotMove("Your request is not answered yet: you can change its time yourself.")
    bookings.move(status, bookings.Event.MOVED, by)


def moves_everybody(by: Party, capacity: int, *, asks: bool) -> bool:
    """Whether the session itself moves, and not one place in it: an instructor's, unless one of many is asked."""
    return by != Party.LEARNER and (capacity == 1 or not asks)


def check_group(statuses: Collection[Status], notice: timedelta, *, free_hours: int) -> None:
    """Whether all of a group may be taken along, given how its places stand and how far ahead the new time is.

    Errors: CannotMove while one of them is not decided, whose learner chose the time there is now; or to a time
    so near that its people would have to agree, one by one.
    """
    if notice < timedelta(hours=free_hours):
        raise CannotMove(
            f"A group can’t move to a time less than {free_hours} hours away: not everybody would see it in time."
        )
    if Status.HELD in statuses:
        raise CannotMove("Somebody is booking a seat just now: please try again in a few minutes.")
    if Status.PENDING in statuses:
        raise CannotMove("A request for a seat waits for your answer: please answer it first.")


def proposal_ends(
    now: datetime, *, start: datetime, to: datetime, respond_by: datetime | None, rules: Rules = RULES
) -> datetime:
    """Until when the other side may agree: a day, but not past either time, nor past a request's own end."""
    ends = [now + rules.answer_within, start, to]
    return min([*ends, respond_by] if respond_by else ends)


def may_answer(proposed_by: Party, who: Party) -> bool:
    """Whether `who` is the other side. An admin stands for the instructor."""
    return (proposed_by == Party.LEARNER) != (who == Party.LEARNER)
