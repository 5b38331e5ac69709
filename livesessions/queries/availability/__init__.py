"""An instructor's time: the calendar behind every booking, free slots, the hours to edit."""

from livesessions.queries.availability.booked import BookedSession
from livesessions.queries.availability.calendars import load_calendar, load_calendars
from livesessions.queries.availability.slots import (
    FreeSlots,
    free_slots,
    nearest_slots,
    wanted_session,
    why_not,
)
from livesessions.queries.availability.timetables import (
    Finding,
    Preview,
    TaughtOffering,
    TimetablePage,
    bookings_outside,
    load_timetable,
    my_timetable,
    preview,
    sessions_left_outside,
    troubleshoot,
)
from livesessions.queries.teaching import must_teach

__all__ = [
    "BookedSession",
    "Finding",
    "FreeSlots",
    "Preview",
    "TaughtOffering",
    "TimetablePage",
    "bookings_outside",
    "free_slots",
    "load_calendar",
    "load_calendars",
    "load_timetable",
    "must_teach",
    "my_timetable",
    "nearest_slots",
    "preview",
    "sessions_left_outside",
    "troubleshoot",
    "wanted_session",
    "why_not",
]
