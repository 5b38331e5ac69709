"""The slot engine: which times can be booked, and why another cannot. No database, no clock of its own."""

from livesessions.domain.slots.free import data_range, free_runs
from livesessions.domain.slots.values import (
    Busy,
    Calendar,
    CalendarRules,
    Claim,
    Hours,
    Override,
    Run,
    Slot,
    Wanted,
    Window,
)
from livesessions.domain.slots.why import (
    NEARBY,
    NEAREST,
    Reason,
    SlotNotFree,
    nearest,
    neighbourhood,
    reasons,
    slot_at,
    why_not,
)

__all__ = [
    "NEARBY",
    "NEAREST",
    "Busy",
    "Calendar",
    "CalendarRules",
    "Claim",
    "Hours",
    "Override",
    "Reason",
    "Run",
    "Slot",
    "SlotNotFree",
    "Wanted",
    "Window",
    "data_range",
    "free_runs",
    "nearest",
    "neighbourhood",
    "reasons",
    "slot_at",
    "why_not",
]
