"""What time makes of a session: completed, missed, refunded, by who was in the room."""

from datetime import timedelta

import pytest

from livesessions.domain.attendance import NotOverYet
from livesessions.domain.errors import NotAllowed, NotFound
from livesessions.jobs.timers import run_timers
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import SYSTEM, Actor, ask, perform
from livesessions.services.bookings import accept
from livesessions.services.live_sessions import finish, give_up_waiting, what_is_due
from livesessions.services.offerings import add_date, withdraw_date
from livesessions.services.rooms import be_present, enter_room, leave_room
from tests.services.market import Market, booking, live_session

HOUR = timedelta(hours=1)


@pytest.fixture
def accepted(market: Market) -> str:
    reference = market.request()
    perform(market.teacher, accept, reference=reference)
    return reference


def sit_in(who: Actor, room: str, market: Market, clock: SettableClock, minutes: int = 60) -> None:
    """Stays in the room from the start on, with a heartbeat every half a minute."""
    for half_minute in range(minutes * 2 + 1):
        clock.now = market.start + timedelta(seconds=30 * half_minute)
        perform(who, be_present, reference=room)


def test_a_date_that_took_place_is_not_withdrawn(market: Market, clock: SettableClock) -> None:
    market.change(session_type="group", capacity=3, schedule_mode="fixed_dates", booking_mode="instant")
    date = perform(market.teacher, add_date, offering_id=market.offering_id, starts_at=market.start)
    reference = market.request()
    clock.now = market.start
    for who in (market.teacher, market.learner):
        perform(who, enter_room, reference=date)
    clock.now = market.start + timedelta(hours=1)
    perform(market.teacher, finish, reference=date)
    with pytest.raises(NotFound):
        perform(market.teacher, withdraw_date, reference=date)
    assert live_session(reference).status == "completed"


def test_a_date_on_which_nobody_came_is_not_withdrawn_once_it_has_begun(
    market: Market, clock: SettableClock
) -> None:
    market.change(session_type="group", capacity=3, schedule_mode="fixed_dates")
    date = perform(market.teacher, add_date, offering_id=market.offering_id, starts_at=market.start)
    clock.now = market.start
    with pytest.raises(NotFound):
        perform(market.teacher, withdraw_date, reference=date)


def test_a_session_both_attended_completes_a_quarter_of_an_hour_after_its_end(
    market: Market, accepted: str, clock: SettableClock
) -> None:
    room = live_session(accepted).reference
    for who in (market.teacher, market.learner):
        sit_in(who, room, market, clock)
    clock.now = market.start + HOUR + timedelta(minutes=15)
    run_timers()
    assert (booking(accepted).status, live_session(accepted).status) == ("completed", "completed")


def test_it_does_not_complete_a_second_earlier(market: Market, accepted: str, clock: SettableClock) -> None:
    room = live_session(accepted).reference
    for who in (market.teacher, market.learner):
        sit_in(who, room, market, clock)
    clock.now = market.start + HOUR + timedelta(minutes=14, seconds=59)
    assert ask(SYSTEM, what_is_due).completions == ()


def test_an_absent_learner_is_a_no_show(market: Market, accepted: str, clock: SettableClock) -> None:
    sit_in(market.teacher, live_session(accepted).reference, market, clock)
    clock.now = market.start + HOUR + timedelta(minutes=15)
    run_timers()
    assert booking(accepted).status == "no_show"


def test_an_absent_instructor_cancels_the_session_at_its_end(
    market: Market, accepted: str, clock: SettableClock
) -> None:
    sit_in(market.learner, live_session(accepted).reference, market, clock)
    clock.now = market.start + HOUR
    run_timers()
    ended = booking(accepted)
    assert (ended.status, ended.ended_by, ended.reason) == (
        "cancelled",
        "system",
        "The instructor did not come.",
    )


def test_an_instructor_who_only_looked_in_is_not_paid_for_it(
    market: Market, accepted: str, clock: SettableClock
) -> None:
    room = live_session(accepted).reference
    clock.now = market.start
    perform(market.teacher, enter_room, reference=room)
    clock.advance(timedelta(seconds=1))
    perform(market.teacher, leave_room, reference=room)
    sit_in(market.learner, room, market, clock)
    clock.now = market.start + HOUR
    perform(market.teacher, finish, reference=room)
    assert (booking(accepted).status, booking(accepted).reason) == (
        "cancelled",
        "The instructor did not come.",
    )


def test_a_learner_who_waited_ten_minutes_ends_it_with_all_money_back(
    market: Market, accepted: str, clock: SettableClock
) -> None:
    room = live_session(accepted).reference
    sit_in(market.learner, room, market, clock, minutes=9)
    with pytest.raises(NotAllowed):
        perform(market.learner, give_up_waiting, reference=accepted)
    sit_in(market.learner, room, market, clock, minutes=10)
    for _ in range(2):
        perform(market.learner, give_up_waiting, reference=accepted)
    ended = booking(accepted)
    assert (ended.status, ended.ended_by, ended.reason) == (
        "cancelled",
        "system",
        "The instructor did not come.",
    )


def test_one_of_a_group_who_gives_up_ends_nobody_elses(market: Market, clock: SettableClock) -> None:
    market.change(session_type="group", capacity=3, booking_mode="instant")
    mine, other = market.request(), market.request(market.other, key="o")
    room = live_session(mine).reference
    sit_in(market.learner, room, market, clock, minutes=10)
    with pytest.raises(NotAllowed):  # who is not in the room does not wait
        perform(market.other, give_up_waiting, reference=other)
    perform(market.learner, give_up_waiting, reference=mine)
    assert [booking(each).status for each in (mine, other)] == ["cancelled", "accepted"]


def test_nobody_gives_up_for_somebody_else_nor_on_an_instructor_who_is_there(
    market: Market, accepted: str, clock: SettableClock
) -> None:
    room = live_session(accepted).reference
    sit_in(market.learner, room, market, clock, minutes=10)
    with pytest.raises(NotFound):
        perform(market.other, give_up_waiting, reference=accepted)
    perform(market.teacher, enter_room, reference=room)
    with pytest.raises(NotAllowed):
        perform(market.learner, give_up_waiting, reference=accepted)


def test_an_empty_room_cancels_the_session(market: Market, accepted: str, clock: SettableClock) -> None:
    clock.now = market.start + HOUR
    run_timers()
    assert booking(accepted).reason == "Nobody came to the session."


def test_the_instructor_finishes_after_the_end_and_not_before(
    market: Market, accepted: str, clock: SettableClock
) -> None:
    room = live_session(accepted).reference
    clock.now = market.start
    for who in (market.teacher, market.learner):
        perform(who, enter_room, reference=room)
    with pytest.raises(NotOverYet):
        perform(market.teacher, finish, reference=room)
    clock.now = market.start + HOUR
    perform(market.teacher, finish, reference=room)
    assert booking(accepted).status == "completed"


def test_nobody_else_finishes_a_session(market: Market, accepted: str, clock: SettableClock) -> None:
    clock.now = market.start + HOUR
    with pytest.raises(NotFound):
        perform(market.learner, finish, reference=live_session(accepted).reference)
