"""A place becomes free while everybody reaches for it: the first in line gets it, and nobody else."""

from functools import partial

from sqlmodel import col, func, select

from livesessions.models import BookingRequest, WaitlistEntry
from livesessions.runtime.work import GUEST, SYSTEM, Actor, Door, View, ask, perform
from livesessions.services.bookings import cancel, propose, request_free
from livesessions.services.holds import release_hold
from livesessions.services.waitlist import join_line
from tests.races.crowd import at_once, doubles, everybody, first_slot, hold, invite
from tests.services.market import PROPOSAL, TERMS


def booked(who: Actor, start: object) -> str:
    reference = hold(who, start).reference
    perform(who, propose, reference=reference, proposal=PROPOSAL)
    perform(who, request_free, reference=reference)
    return reference


def join(who: Actor, start: object) -> None:
    perform(who, join_line, offering_id=1, starts_at=start, terms=TERMS)


def holders(view: View) -> list[int]:
    return list(view.db.exec(select(BookingRequest.learner_id).where(BookingRequest.status == "held")))


def still_waiting(view: View) -> int:
    line = select(func.count()).where(col(WaitlistEntry.booking_id).is_(None))
    return view.db.exec(line).one()


def test_a_freed_slot_goes_to_the_first_in_line_and_to_nobody_who_rushes_in(door: Door) -> None:
    perform(SYSTEM, invite, learners=30)
    owner, first, second, *rushing = everybody(30)
    start = first_slot(door.clock())
    reference = booked(owner, start)
    join(first, start)
    join(second, start)
    ended = at_once(
        [
            partial(perform, owner, cancel, reference=reference),
            *(partial(hold, who, start) for who in rushing),
        ]
    )
    assert ended == {"ok": 1, "SlotNotFree": 27}
    assert (ask(GUEST, holders), ask(GUEST, doubles)) == ([first.user_id], 0)


def test_seats_freed_at_once_go_to_as_many_in_line(door: Door) -> None:
    perform(SYSTEM, invite, learners=10, session_type="group", capacity=3)
    owners, waiting = everybody(10)[:3], everybody(10)[3:]
    start = first_slot(door.clock())
    references = [booked(owner, start) for owner in owners]
    for who in waiting:
        join(who, start)
    at_once(
        partial(perform, owner, cancel, reference=reference)
        for owner, reference in zip(owners, references, strict=True)
    )
    assert sorted(ask(GUEST, holders)) == [who.user_id for who in waiting[:3]]
    assert (ask(GUEST, still_waiting), ask(GUEST, doubles)) == (4, 0)


def test_whoever_joins_as_the_place_becomes_free_is_told_so_or_gets_it(door: Door) -> None:
    perform(SYSTEM, invite, learners=2)
    owner, other = everybody(2)
    start = first_slot(door.clock())
    reference = hold(owner, start).reference
    ended = at_once([partial(perform, owner, release_hold, reference=reference), partial(join, other, start)])
    assert (ended["CannotWait"], ask(GUEST, holders)) in [(1, []), (0, [other.user_id])]


def test_one_learner_first_in_many_lines_holds_three_times_at_most(door: Door) -> None:
    perform(SYSTEM, invite, learners=6, instructors=5)
    eager, *owners = everybody(6, instructors=5)
    start = first_slot(door.clock())
    references = [hold(owner, start, 1 + n).reference for n, owner in enumerate(owners)]
    for n in range(5):
        perform(eager, join_line, offering_id=1 + n, starts_at=start, terms=TERMS)
    at_once(
        partial(perform, owner, release_hold, reference=reference)
        for owner, reference in zip(owners, references, strict=True)
    )
    assert ask(GUEST, holders).count(eager.user_id or 0) in (1, 2, 3)
