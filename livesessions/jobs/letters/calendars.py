"""The letter to whoever's calendar elsewhere could not be read for days."""

from collections.abc import Mapping
from typing import Any

from livesessions.jobs.letters.bookings import to
from livesessions.jobs.letters.draft import Button, Draft
from livesessions.queries.calendars import failing_calendar
from livesessions.runtime import routes
from livesessions.runtime.work import SYSTEM, ask


def calendar_failing(payload: Mapping[str, Any]) -> Draft | None:
    """Which calendar, why, and what to do; nothing if it was read before the letter left."""
    it = ask(SYSTEM, failing_calendar, event_id=payload.get("event", 0))
    if it is None:
        return None
    return Draft(
        to=to(it.owner),
        subject=f"We can’t read your calendar “{it.name}”",
        paragraphs=(
            f"We have tried for {it.days} days, and the last time this was wrong: {it.problem}",
            "The times we read before are still kept free. What is new in it is not: learners may book then.",
            "Please look whether its address is still the right one. If you have made a new one, remove the "
            "calendar and add it again. If you don’t use it any more, remove it.",
        ),
        button=Button("See your calendars", routes.CALENDARS),
        small_print="We go on trying, and write again only if it works and then fails for days once more.",
    )


WRITERS = {"calendar_failing": calendar_failing}
