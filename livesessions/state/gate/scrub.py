"""Keeps cookies and typed text out of the logs: Reflex logs an event it can't use whole, headers included."""

import logging
import re

from reflex_base.utils.exceptions import EventDeserializationError

from livesessions.runtime.limits import MemoryLimits
from livesessions.state.gate.refusals import TOLD

SPEAKERS = (
    "reflex.app",
    "reflex_base.event.processor.event_processor",
    "reflex_base.event.processor.base_state_processor",
    "engineio.server",
    "socketio.server",
)
_NAME = re.compile(r"Event\(name='([\w.]{1,200})'")


class Scrub(logging.Filter):
    """Rewrites the records that carry what a client sent."""

    def __init__(self) -> None:
        super().__init__()
        self._limits = MemoryLimits()

    def filter(self, record: logging.LogRecord) -> bool:
        """Takes the payload out of records that have one; drops what is said over and over."""
        text = record.getMessage()
        if text.startswith("Error processing event queue entry for"):
            name = _NAME.search(text)
            _say(record, f"an event that nobody handles was refused: {name[1] if name else 'unreadable'}")
        elif "vent data" in text or "Error transforming event" in text:
            _say(record, text[:60].split("{")[0] + "… (what was sent is left out)")
        elif record.exc_info and isinstance(record.exc_info[1], EventDeserializationError):
            _say(record, "an event that can't be read was refused")
        elif record.exc_info and record.name == "engineio.server":
            return self._is_told(record)
        return True

    def _is_told(self, record: logging.LogRecord) -> bool:
        """What a line sent could not be taken apart, which anybody can send without end."""
        broken = record.exc_info[1] if record.exc_info else None
        if isinstance(broken, ValueError | RecursionError):
            _say(record, f"what a line sent can't be read: {type(broken).__name__}")
        return not self._limits.spend("unreadable", TOLD)


def scrub_logs() -> None:
    """Puts the filter on every logger that would tell. Harmless when repeated."""
    for name in SPEAKERS:
        speaker = logging.getLogger(name)
        if not any(isinstance(each, Scrub) for each in speaker.filters):
            speaker.addFilter(Scrub())


def _say(record: logging.LogRecord, text: str) -> None:
    record.msg, record.args, record.exc_info, record.exc_text = text, (), None, None
