"""The minute in which it is decided whether enough people come, while people come and go."""

from datetime import timedelta
from functools import partial

from livesessions.jobs import timers
from livesessions.models import LiveSession
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, SYSTEM, Actor, Door, ask, perform
from livesessions.services.bookings import cancel, propose, request_free
from livesessions.services.calling_off import call_off
from tests.races.crowd import at_once, everybody, first_slot, hold, invite
from tests.races.truths import lies
from tests.services.market import PROPOSAL, booking, live_session

GROUP = {"session_type": "group", "capacity": 4, "booking_mode": "instant"}
DECIDED = {"min_participants": 2, "decide_hours_before": 24}


def book(who: Actor, start: object) -> str:
    reference = hold(who, start).reference
    perform(who, propose, reference=reference, proposal=PROPOSAL)
    perform(who, request_free, reference=reference)
    return reference


def two_booked(door: Door) -> tuple[list[Actor], list[str]]:
    perform(SYSTEM, invite, learners=6, **GROUP, **DECIDED)
    people = everybody(6)
    return people, [book(who, first_slot(door.clock())) for who in people[:2]]


def is_whole(session: LiveSession, references: list[str]) -> bool:
    """Either it takes place, decided, or nobody is in it."""
    statuses = {booking(reference).status for reference in references}
    if session.status == "cancelled":
        return statuses == {"cancelled"}
    return session.decided_at is not None and "accepted" in statuses


def test_deciding_cancelling_and_booking_at_once_have_one_outcome(door: Door, clock: SettableClock) -> None:
    people, references = two_booked(door)
    start = first_slot(clock())
    clock.now = start - timedelta(hours=24)
    at_once(
        [
            timers.run_timers,
            timers.run_timers,
            partial(perform, people[0], cancel, reference=references[0]),
            *(partial(book, who, start) for who in people[2:]),
        ]
    )
    timers.run_timers()
    assert is_whole(live_session(references[0]), references)
    assert ask(GUEST, lies) == []


def test_a_date_called_off_while_people_book_leaves_nobody_in_it(door: Door, clock: SettableClock) -> None:
    people, references = two_booked(door)
    start, session = first_slot(clock()), live_session(references[0])
    teacher = Actor(1, frozenset({"instructor"}))
    at_once(
        [
            partial(perform, teacher, call_off, reference=session.reference, reason="Ill"),
            partial(perform, teacher, call_off, reference=session.reference, reason="Ill"),
            partial(perform, people[0], cancel, reference=references[0]),
            *(partial(book, who, start) for who in people[2:]),
        ]
    )
    assert live_session(references[1]).status == "cancelled"
    assert {booking(reference).status for reference in references} == {"cancelled"}
    assert ask(GUEST, lies) == []
