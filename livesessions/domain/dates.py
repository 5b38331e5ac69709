"""The dates on which an offering runs: how many, how far ahead, and what stands in the way of one."""

from datetime import datetime, timedelta

from livesessions.domain.slots import Calendar, Reason, Wanted, reasons

MOST_DATES = 200
FURTHEST = timedelta(days=365)
TOO_FAR = "Choose a time within the next twelve months."
IN_THE_WAY = {
    Reason.TAKEN: "It overlaps with another session of yours.",
    Reason.BUSY: "It overlaps with something in your own calendar.",
    Reason.BUFFER: "It is too close to another session of yours: mind your break between sessions.",
}


def in_the_way(calendar: Calendar, duration_minutes: int, now: datetime, start: datetime) -> str:
    """Only what else is in the calendar counts: whoever publishes a date means it. "" if nothing does."""
    wanted = Wanted(offering_id=0, duration_minutes=duration_minutes)
    return next(
        (IN_THE_WAY[each] for each in reasons(calendar, wanted, now, start) if each in IN_THE_WAY), ""
    )


def too_far(now: datetime, start: datetime) -> bool:
    """Whether it is over, or more than a year ahead."""
    return not now < start < now + FURTHEST
