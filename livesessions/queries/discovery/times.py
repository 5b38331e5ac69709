"""When offerings are free next, and whether on some days: the slot engine, asked for many of them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel import Session

from livesessions.domain import slots
from livesessions.domain.slots import Slot
from livesessions.queries.availability import load_calendars, wanted_session
from livesessions.queries.discovery.candidates import Candidate

SOON = timedelta(days=14)  # most next free times lie within; only the others cost a longer look
HORIZON = timedelta(days=92)


class FreeTimes:
    """The calendars of the instructors of some offerings from `now` on: one statement."""

    def __init__(
        self, db: Session, now: datetime, offerings: Iterable[Candidate], horizon: timedelta = HORIZON
    ) -> None:
        self._now = now
        self._end = now + horizon
        ids = sorted({offering.instructor_id for offering in offerings})
        self._calendars = load_calendars(db, ids, now, now, self._end) if ids else {}

    def next(self, offering: Candidate) -> Slot | None:
        """The first time that can be booked; None if there is none before the horizon."""
        soon = min(self._now + SOON, self._end)
        return self.first(offering, self._now, soon) or self.first(offering, soon, self._end)

    def first(self, offering: Candidate, first: datetime, last: datetime) -> Slot | None:
        """The first time that can be booked and starts in [first, last)."""
        calendar = self._calendars.get(offering.instructor_id)
        if calendar is None or first >= last:
            return None
        runs = slots.free_runs(calendar, wanted_session(offering), self._now, first, last)
        return runs[0].slot(runs[0].start) if runs else None
