"""Groups that run with enough people or not at all: when that is decided, and how."""

from datetime import datetime, timedelta

TOO_FEW = "Not enough people booked this session, so it does not take place."


def decides_at(start: datetime, minimum: int | None, hours_before: int | None) -> datetime | None:
    """The instant at which it is decided; None for a session that runs with anybody."""
    return start - timedelta(hours=hours_before or 0) if minimum else None


def notice_minutes(minimum: int | None, hours_before: int | None) -> int:
    """So long before its start a session opens at the latest: after that nothing is left to decide."""
    return 60 * (hours_before or 0) if minimum else 0


def takes_place(participants: int, minimum: int) -> bool:
    """Only confirmed participants count: a request may still be declined."""
    return participants >= minimum
