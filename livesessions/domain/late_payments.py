"""Money that arrives when its hold is over: why nothing is booked for it any more."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TooLate(StrEnum):
    """Each in words for the learner, who reads next what becomes of the money."""

    BEGUN = "The session had begun when your payment arrived."
    CALLED_OFF = "The session was called off meanwhile."
    WITHDRAWN = "The offering was withdrawn meanwhile."
    THEIRS = "You had booked this session a second time by then."
    USED_UP = "The coupon or trial price it was booked with was used up by then."
    TAKEN = "The time was not free any more."


@dataclass(frozen=True, slots=True)
class Lapsed:
    """What became of a hold that ran out, and of what was chosen with it."""

    starts_at: datetime
    is_called_off: bool
    is_bookable: bool  # its offering
    is_theirs: bool  # the learner has another place there
    keeps_price: bool


def too_late(lapsed: Lapsed, now: datetime) -> TooLate | None:
    """Why it can't be booked even if its slot is free; None if it can."""
    against = {
        TooLate.BEGUN: now >= lapsed.starts_at,
        TooLate.CALLED_OFF: lapsed.is_called_off,
        TooLate.WITHDRAWN: not lapsed.is_bookable,
        TooLate.THEIRS: lapsed.is_theirs,
        TooLate.USED_UP: not lapsed.keeps_price,
    }
    return next((why for why, holds in against.items() if holds), None)
