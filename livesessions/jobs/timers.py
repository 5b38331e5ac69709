"""What becomes due by itself, derived from state at every look: holds, answers, completions."""

from livesessions.runtime.work import SYSTEM, ask, perform
from livesessions.services import holds, live_sessions


def run_timers() -> None:
    """Does all that is due now. Cheap when nothing is: one read for all timers."""
    due = ask(SYSTEM, live_sessions.what_is_due)
    if due.holds:
        perform(SYSTEM, holds.expire_holds)
    if due.answers:
        perform(SYSTEM, live_sessions.expire_unanswered)
    for live_session_id in due.completions:
        perform(SYSTEM, live_sessions.complete_due, live_session_id=live_session_id)
