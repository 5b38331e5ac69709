"""The hours' editor in words: what each rule does, why a time is not offered, what a day looks like."""

from collections.abc import Sequence

from livesessions.domain.availability import Timetable, clock
from livesessions.domain.slots import CalendarRules, Hours, Reason
from livesessions.runtime.locales import length


def explained(rules: CalendarRules) -> dict[str, str]:
    """What each rule does, by field."""
    return {
        "lead_hours": _lead(rules.min_lead_minutes),
        "max_per_day": _cap(rules.max_per_day),
        "buffer_minutes": _buffer(rules.buffer_minutes),
        "booking_window_days": f"Learners see your free times up to {rules.booking_window_days} days ahead.",
        "slot_interval": _step(rules.slot_interval),
    }


def verdict(reasons: Sequence[Reason], timetable: Timetable, calendars: Sequence[str] = ()) -> list[str]:
    """Why a time is not offered, in sentences for its instructor."""
    rules = timetable.rules
    said = {
        Reason.LEAD_TIME: f"It is too soon. {_lead(rules.min_lead_minutes)}",
        Reason.BOOKING_WINDOW: f"It is more than {rules.booking_window_days} days ahead.",
        Reason.FULL: "A session starts then and has no seats left.",
        Reason.FIXED_DATES: "This offering runs on the dates you published, and this is none of them.",
        Reason.OVERRIDE: "That date has hours of its own, and this time is outside them.",
        Reason.OUTSIDE_HOURS: "It is outside your weekly hours, or the session would not end within them.",
        Reason.TAKEN: "It overlaps with a session that is booked or waits for your answer.",
        Reason.BUSY: _busy(calendars),
        Reason.BUFFER: f"It is too close to another session. {_buffer(rules.buffer_minutes)}",
        Reason.DAILY_CAP: f"The day is full. {_cap(rules.max_per_day)}",
        Reason.STEP: f"No session starts at that minute. {_step(rules.slot_interval)}",
    }
    return [said[reason] for reason in reasons]


def hours_in_words(hours: Sequence[Hours]) -> str:
    """ "09:00–12:00, 14:00–18:00"; no hours are a day off."""
    return ", ".join(f"{clock(each.start_minute)}–{clock(each.end_minute)}" for each in hours) or "Day off"


def city(zone: str) -> str:
    """ "New York" for America/New_York."""
    return zone.rpartition("/")[2].replace("_", " ")


def _lead(minutes: int) -> str:
    if not minutes:
        return "A session can be booked until the minute it starts."
    return f"A session can be booked until {length(minutes)} before it starts."


def _cap(cap: int | None) -> str:
    if cap is None:
        return "No limit: as many sessions as fit into the day."
    many = "1 session starts" if cap == 1 else f"{cap} sessions start"
    return f"At most {many} on one of your days, requests that wait for your answer included."


def _buffer(minutes: int) -> str:
    if not minutes:
        return "Sessions may follow each other without a break."
    return f"At least {length(minutes)} between two sessions."


def _busy(calendars: Sequence[str]) -> str:
    named = " and ".join(f"“{name}”" for name in calendars)
    return f"It overlaps with something in your calendar {named}.".replace(" .", ".")


def _step(minutes: int | None) -> str:
    if minutes is None:
        return "Start times follow each other by the length of the session."
    return f"A start time every {length(minutes)}."
