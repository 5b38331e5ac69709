"""In a group, a learner moves one seat to another date, and the instructor everybody."""

from datetime import timedelta

import pytest

from livesessions.domain.bookings import CannotMove
from livesessions.domain.slots import Reason, SlotNotFree
from livesessions.jobs import timers
from livesessions.queries.waitlist import my_lines
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import ask, perform
from livesessions.services.bookings import accept
from livesessions.services.moves import move_booking
from livesessions.services.offerings import add_date
from livesessions.services.waitlist import join_line
from tests.services.market import TERMS, Market, booking, live_session

LATER, EARLIER = timedelta(hours=3), timedelta(hours=1)


@pytest.fixture
def group(market: Market) -> Market:
    market.change(session_type="group", capacity=2, booking_mode="instant")
    return market


def test_a_seat_moves_to_a_session_of_its_own(group: Market) -> None:
    mine, theirs = group.request(), group.request(group.other, key="k2")
    perform(group.learner, move_booking, reference=mine, starts_at=group.start + LATER)
    assert live_session(mine).starts_at == group.start + LATER
    assert (live_session(theirs).starts_at, live_session(theirs).status) == (group.start, "scheduled")


def test_a_seat_moves_to_where_others_are_and_leaves_no_empty_session(group: Market) -> None:
    mine, theirs = group.request(), group.request(group.other, key="k2", at=group.start + LATER)
    left = live_session(mine).id
    perform(group.learner, move_booking, reference=mine, starts_at=group.start + LATER)
    assert live_session(mine).id == live_session(theirs).id
    assert group.hold(group.third, key="k3").reference
    assert left != live_session(mine).id


def test_a_full_date_takes_nobody_in(group: Market) -> None:
    for who, key in ((group.other, "k2"), (group.third, "k3")):
        group.request(who, key=key, at=group.start + LATER)
    with pytest.raises(SlotNotFree) as refusal:
        perform(group.learner, move_booking, reference=group.request(), starts_at=group.start + LATER)
    assert refusal.value.reason == Reason.FULL


def test_a_lone_seat_moves_to_a_time_that_overlaps_its_own(group: Market) -> None:
    mine = group.request()
    group.change_hours(slot_interval_minutes=30)
    perform(group.learner, move_booking, reference=mine, starts_at=group.start + timedelta(minutes=30))
    assert live_session(mine).starts_at == group.start + timedelta(minutes=30)


def test_the_instructor_takes_everybody_along(group: Market) -> None:
    mine, theirs = group.request(), group.request(group.other, key="k2")
    perform(group.teacher, move_booking, reference=mine, starts_at=group.start + LATER)
    assert {live_session(each).starts_at for each in (mine, theirs)} == {group.start + LATER}
    assert live_session(mine).id == live_session(theirs).id
    assert [booking(each).moved_by_instructor for each in (mine, theirs)] == [True, True]


def test_a_group_stays_while_somebody_is_paying_for_a_seat(group: Market) -> None:
    mine = group.request()
    group.hold(group.other, key="k2")
    with pytest.raises(CannotMove):
        perform(group.teacher, move_booking, reference=mine, starts_at=group.start + LATER)


def test_a_group_stays_while_a_request_for_a_seat_waits(group: Market) -> None:
    group.change(booking_mode="request")
    mine, theirs = group.request(), group.request(group.other, key="k2")
    perform(group.teacher, accept, reference=mine)
    with pytest.raises(CannotMove, match="answer it first"):
        perform(group.teacher, move_booking, reference=mine, starts_at=group.start + LATER)
    perform(group.teacher, accept, reference=theirs)
    perform(group.teacher, move_booking, reference=mine, starts_at=group.start + LATER)
    assert live_session(theirs).starts_at == group.start + LATER


def test_everybody_moves_before_a_seat_is_offered_to_the_line(group: Market) -> None:
    group.change_hours(slot_interval_minutes=30)
    seats = group.request(), group.request(group.other, key="k2")
    overlapping = group.start + timedelta(minutes=30)
    asked = {"offering_id": group.offering_id, "starts_at": overlapping, "terms": TERMS}
    perform(group.third, join_line, **asked)
    perform(group.teacher, move_booking, reference=seats[0], starts_at=overlapping)
    assert {live_session(each).starts_at for each in seats} == {overlapping}
    assert len(ask(group.third, my_lines)) == 1


def test_a_group_does_not_move_to_a_time_that_some_might_not_see_coming(
    group: Market, clock: SettableClock
) -> None:
    mine = group.request()
    clock.now = group.start - timedelta(hours=20)
    with pytest.raises(CannotMove, match="24 hours"):
        perform(group.teacher, move_booking, reference=mine, starts_at=group.start + LATER)
    perform(group.teacher, move_booking, reference=mine, starts_at=group.start + timedelta(days=1))


def test_a_published_date_moves_as_a_published_date(group: Market) -> None:
    group.change(schedule_mode="fixed_dates")
    perform(group.teacher, add_date, offering_id=group.offering_id, starts_at=group.start)
    mine = group.request()
    perform(group.teacher, move_booking, reference=mine, starts_at=group.start + LATER)
    assert (live_session(mine).starts_at, live_session(mine).is_fixed_date) == (group.start + LATER, True)


def test_a_seat_on_a_published_date_moves_to_another_one_only(group: Market) -> None:
    group.change(schedule_mode="fixed_dates")
    for after in (timedelta(0), LATER):
        perform(group.teacher, add_date, offering_id=group.offering_id, starts_at=group.start + after)
    mine = group.request()
    with pytest.raises(SlotNotFree):
        perform(group.learner, move_booking, reference=mine, starts_at=group.start + timedelta(hours=1))
    perform(group.learner, move_booking, reference=mine, starts_at=group.start + LATER)
    assert live_session(mine).starts_at == group.start + LATER


def test_nobody_has_two_seats_on_one_date(group: Market) -> None:
    mine = group.request()
    group.request(key="k2", at=group.start + LATER)
    with pytest.raises(CannotMove):
        perform(group.learner, move_booking, reference=mine, starts_at=group.start + LATER)


@pytest.fixture
def decided(group: Market, clock: SettableClock) -> tuple[str, str]:
    """Two seats in a session of which it is decided that it takes place."""
    group.change(capacity=4, min_participants=2, decide_hours_before=30, booking_mode="instant")
    references = group.request(), group.request(group.other, key="k2")
    clock.now = group.start - timedelta(hours=30)
    timers.run_timers()
    assert live_session(references[0]).decided_at == clock()
    return references


def test_a_seat_that_leaves_a_decided_group_waits_for_the_decision_of_its_new_date(
    group: Market, decided: tuple[str, str], clock: SettableClock
) -> None:
    mine, theirs = decided
    to = group.start + LATER
    perform(group.learner, move_booking, reference=mine, starts_at=to)
    assert (live_session(mine).decides_at, live_session(mine).decided_at) == (to - timedelta(hours=30), None)
    clock.now = to - timedelta(hours=30)
    timers.run_timers()
    assert (booking(mine).status, booking(theirs).status) == ("cancelled", "accepted")


def test_a_decided_group_that_moves_as_a_whole_stays_decided(
    group: Market, decided: tuple[str, str], clock: SettableClock
) -> None:
    was = live_session(decided[0]).decided_at
    perform(group.teacher, move_booking, reference=decided[0], starts_at=group.start + timedelta(days=3))
    assert {live_session(each).decided_at for each in decided} == {was}


def test_a_seat_opens_no_date_of_which_it_would_be_too_late_to_decide(
    group: Market, decided: tuple[str, str]
) -> None:
    with pytest.raises(SlotNotFree) as refusal:
        perform(group.learner, move_booking, reference=decided[0], starts_at=group.start - EARLIER)
    assert refusal.value.reason == Reason.LEAD_TIME


def test_a_decided_group_may_move_to_a_date_that_is_nearer_than_its_decision(
    group: Market, decided: tuple[str, str]
) -> None:
    perform(group.teacher, move_booking, reference=decided[0], starts_at=group.start - EARLIER)
    assert {booking(each).status for each in decided} == {"accepted"}
    timers.run_timers()
    assert {booking(each).status for each in decided} == {"accepted"}
