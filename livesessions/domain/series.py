"""The same session every week: its dates keep the instructor's wall clock."""

from collections.abc import Sequence
from datetime import datetime

from livesessions.domain.errors import Invalid
from livesessions.domain.recurrence import Occurrence, weekly
from livesessions.domain.slots import SlotNotFree

LEAST, MOST = 2, 12


class SeriesSlotGone(SlotNotFree):
    """One of the dates can't be booked: which one, why, and what is near it. None of them is held then."""

    code = "series_slot_gone"

    def __init__(self, start: datetime, no: SlotNotFree) -> None:
        super().__init__(no.reason, no.nearest)
        self.start = start


def dates(first: datetime, zone: str, count: int) -> list[Occurrence]:
    """The starts of `count` weeks from `first` on. Errors: Invalid, too few or too many."""
    if not LEAST <= count <= MOST:
        raise Invalid(f"A series has {LEAST} to {MOST} sessions.", field="count")
    return weekly(first, zone, count)


def check_starts(starts: Sequence[datetime]) -> list[datetime]:
    """In order of time. Errors: Invalid for none, too many, or one twice."""
    found = sorted(set(starts))
    if not 1 <= len(found) <= MOST or len(found) < len(starts):
        raise Invalid(f"A series has up to {MOST} sessions, each at its own time.", field="count")
    return found
