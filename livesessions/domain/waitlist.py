"""The line for a time that is taken: how long an offered place is kept, how many lines one may stand in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from livesessions.domain.errors import DomainError
from livesessions.domain.slots import Reason

TAKEN = frozenset({Reason.FULL, Reason.TAKEN})  # what may pass: worth standing in line for


@dataclass(frozen=True, slots=True)
class Rules:
    """The numbers of this module, for settings to replace."""

    window: timedelta = timedelta(hours=2)
    at_least: timedelta = timedelta(minutes=10)
    lines: int = 5


RULES = Rules()


class CannotWait(DomainError):
    """There is nothing to stand in line for, or the learner stands in too many lines."""

    code = "cannot_wait"


def offered_until(now: datetime, start: datetime, lead_time: timedelta, rules: Rules = RULES) -> datetime:
    """Until when a free place is kept for the next in line: two hours, less where nobody could book it after, and
    never past its start."""
    return min(max(min(now + rules.window, start - lead_time), now + rules.at_least), start)


def check_waiting(reason: Reason | None, lines: int, rules: Rules = RULES) -> None:
    """Errors: CannotWait. `reason` is why the time can't be booked now, `lines` those the learner stands in."""
    if reason is None:
        raise CannotWait("This time is free: you can book it now.")
    if reason not in TAKEN:
        raise CannotWait("Nobody can book this time, so there is no line for it.")
    if lines >= rules.lines:
        raise CannotWait(f"You stand in {lines} lines already: leave one first.")
