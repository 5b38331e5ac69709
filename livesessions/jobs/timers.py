"""What becomes due by itself, derived from state at every look: holds, answers, shares, lost letters."""

from collections.abc import Callable

from livesessions.jobs.suspensions import end_suspended
from livesessions.queries.waitlist import calendars_with_free_lines
from livesessions.runtime.log import logger
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

log = logger(__name__)


def run_timers() -> None:
    """Does all that is due now. Cheap when nothing is: a few small reads.

    What goes wrong with one thing is logged, stays due and keeps no other waiting.
    """
    for timer in TIMERS:
        _apart(timer)


def _bookings() -> None:
    due = ask(SYSTEM, live_sessions.what_is_due)
    if due.holds:
        _apart(_in_batches, holds.expire_holds)
    if due.answers:
        _apart(_in_batches, live_sessions.expire_unanswered)
    if due.proposals:  # after the answers: a request ends together with its counter-proposal
        _apart(_in_batches, moves.expire_proposals)
    _apart(end_suspended)
    for live_session_id in due.completions:
        _apart(_perform, live_sessions.complete_due, live_session_id=live_session_id)


def _minimums() -> None:
    for live_session_id in ask(SYSTEM, calling_off.to_decide):
        _apart(_perform, calling_off.decide, live_session_id=live_session_id)


def _lines() -> None:
    for instructor_id in ask(SYSTEM, calendars_with_free_lines):
        _apart(_perform, waitlist.offer_places, instructor_id=instructor_id)


def _shares() -> None:
    for instructor_id in ask(SYSTEM, transfers.what_to_pay):
        _apart(_perform, transfers.promise_payment, instructor_id=instructor_id)


def _lost_letters() -> None:
    if ask(SYSTEM, reconciliation.stale_payments):
        _in_batches(reconciliation.look_at_stale_payments)


def _nightly() -> None:
    if ask(SYSTEM, reconciliation.tonight):
        _perform(reconciliation.promise_tonight)


TIMERS = (_bookings, _minimums, _lines, _shares, _lost_letters, _nightly)


def _apart(do: Callable[..., object], *args: Callable[..., object], **kw: int) -> None:
    try:
        do(*args, **kw)
    except Exception:
        log.exception("timer.failed", timer=(*args, do)[0].__name__.strip("_"), **kw)


def _perform(use_case: Callable[..., object], **kw: int) -> None:
    perform(SYSTEM, use_case, **kw)


def _in_batches(end_some: Callable[[Work], int]) -> None:
    while perform(SYSTEM, end_some) >= BATCH:
        pass
