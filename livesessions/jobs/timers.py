"""What becomes due by itself, derived from state at every look: holds, answers, shares, lost letters."""

from collections.abc import Callable

from livesessions.jobs.suspensions import end_suspended
from livesessions.queries.waitlist import calendars_with_free_lines
from livesessions.runtime.work import SYSTEM, Work, ask, perform
from livesessions.services import (
    calling_off,
    holds,
    live_sessions,
    moves,
    reconciliation,
    transfers,
    waitlist,
)
from livesessions.services.life import BATCH


def run_timers() -> None:
    """Does all that is due now. Cheap when nothing is: a few small reads."""
    due = ask(SYSTEM, live_sessions.what_is_due)
    if due.holds:
        _in_batches(holds.expire_holds)
    if due.answers:
        _in_batches(live_sessions.expire_unanswered)
    if due.proposals:  # after the answers: a request ends together with its counter-proposal
        _in_batches(moves.expire_proposals)
    end_suspended()
    for live_session_id in due.completions:
        perform(SYSTEM, live_sessions.complete_due, live_session_id=live_session_id)
    for live_session_id in ask(SYSTEM, calling_off.to_decide):
        perform(SYSTEM, calling_off.decide, live_session_id=live_session_id)
    for instructor_id in ask(SYSTEM, calendars_with_free_lines):
        perform(SYSTEM, waitlist.offer_places, instructor_id=instructor_id)
    for instructor_id in ask(SYSTEM, transfers.what_to_pay):
        perform(SYSTEM, transfers.promise_payment, instructor_id=instructor_id)
    if ask(SYSTEM, reconciliation.stale_payments):
        _in_batches(reconciliation.look_at_stale_payments)
    if ask(SYSTEM, reconciliation.tonight):
        perform(SYSTEM, reconciliation.promise_tonight)


def _in_batches(end_some: Callable[[Work], int]) -> None:
    while perform(SYSTEM, end_some) >= BATCH:
        pass
