"""Dates that come back, looked at before they are published."""

from dataclasses import dataclass
from datetime import datetime

from livesessions.domain.dates import TOO_FAR, in_the_way, too_far
from livesessions.domain.errors import Invalid, NotFound
from livesessions.domain.recurrence import expand
from livesessions.models import SessionOffering
from livesessions.queries.availability import load_calendar
from livesessions.runtime.work import View

MOST_AT_ONCE = 60


@dataclass(frozen=True, slots=True)
class PlannedDate:
    """One date of a rule. `problem` keeps it from being published; `moved`: the clock skips the usual time."""

    starts_at: datetime
    moved: bool
    problem: str


def planned_dates(view: View, *, offering_id: int, rule: str, first: datetime) -> list[PlannedDate]:
    """The dates that an RRULE makes from `first` on, on the instructor's clock, each with what is in its way.

    Errors: NotFound (not the actor's), Invalid at "date", RuleRefused.
    """
    offering = view.db.get(SessionOffering, offering_id)
    if offering is None or offering.instructor_id != view.actor.must_be_signed_in():
        raise NotFound("You have no such offering.")
    if too_far(view.now, first):
        raise Invalid(TOO_FAR, field="date")
    today = load_calendar(view.db, offering.instructor_id, view.now, first, first)
    found = expand(rule, first, today.rules.timezone, most=MOST_AT_ONCE)
    calendar = load_calendar(view.db, offering.instructor_id, view.now, first, found[-1].start)
    return [
        PlannedDate(
            start,
            moved,
            TOO_FAR
            if too_far(view.now, start)
            else in_the_way(calendar, offering.duration_minutes, view.now, start),
        )
        for start, moved in found
    ]
