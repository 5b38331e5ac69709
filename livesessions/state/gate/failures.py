"""What happens when a handler breaks: the log gets everything under a number, the person gets the number."""

import secrets
from typing import cast

from reflex.event import EventSpec
from reflex_base.event.context import EventContext
from reflex_base.utils.format import sanitize_client_log_value

from livesessions.runtime.limits import MemoryLimits, Rate
from livesessions.runtime.log import logger
from livesessions.state.base import AppState
from livesessions.state.gate.events import PageBroke

log = logger(__name__)

# An apology that breaks itself (a computed var that fails each time it is sent) must not apologise for ever.
APOLOGIES = Rate(times=3, seconds=10)
SORRY = (
    "Sorry, that did not work. It is our mistake and has been written down. "
    "What you typed is still here: please try again."
)
_limits = MemoryLimits()


def backend_exception_handler(exception: Exception) -> EventSpec | None:
    """Logs the exception under a new reference and says so to the person whose event it was. For `rx.App`."""
    reference = new_reference()
    token = _token()
    log.error("handler_failed", reference=reference, exc_info=exception)
    if not token or _limits.spend(token, APOLOGIES):
        return None
    return cast(EventSpec, AppState.apologise(SORRY, reference, isinstance(exception, PageBroke)))


def frontend_exception_handler(exception: Exception) -> None:
    """Logs what a browser reports, made harmless and short. For `rx.App`."""
    log.warning("browser_failed", report=sanitize_client_log_value(str(exception), max_length=2000))


def new_reference() -> str:
    """A short number that a person can read out: "7F3A-91C2"."""
    digits = secrets.token_hex(4).upper()
    return f"{digits[:4]}-{digits[4:]}"


def _token() -> str:
    try:
        return EventContext.get().token
    except LookupError:
        return ""
