"""The life of a booking: what may follow what (`life`), and until when (`rules`).

Instants are aware UTC, intervals half-open.
"""

from livesessions.domain.bookings.life import (
    CONSOLED,
    ENDED,
    FOLLOWS,
    LIVE,
    TABLE,
    Effect,
    Event,
    NotNow,
    Party,
    Status,
    Step,
    choices,
    move,
    was_held_only,
)
from livesessions.domain.bookings.rules import (
    RULES,
    CannotMove,
    Rules,
    answering,
    check_move,
    doors,
    doors_are_open,
    hold_lasts,
    needs_consent,
    owed_until,
    respond_by,
)

__all__ = [
    "CONSOLED",
    "ENDED",
    "FOLLOWS",
    "LIVE",
    "RULES",
    "TABLE",
    "CannotMove",
    "Effect",
    "Event",
    "NotNow",
    "Party",
    "Rules",
    "Status",
    "Step",
    "answering",
    "check_move",
    "choices",
    "doors",
    "doors_are_open",
    "hold_lasts",
    "move",
    "needs_consent",
    "owed_until",
    "respond_by",
    "was_held_only",
]
