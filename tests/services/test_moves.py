"""Moving a booking: who may, where to, and what it keeps."""

from datetime import timedelta

import pytest

from livesessions.domain.bookings import CannotMove, NotNow
from livesessions.domain.cancellation import Reason
from livesessions.domain.errors import NotFound
from livesessions.domain.moves import NeedsConsent
from livesessions.domain.slots import Reason as Why
from livesessions.domain.slots import SlotNotFree
from livesessions.queries.bookings import booking_detail
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import Actor, ask, perform
from livesessions.services.bookings import accept, cancel
from livesessions.services.moves import agree, move_booking, propose_time
from tests.services.market import Market, booking, live_session

LATER = timedelta(hours=3)
DAYS = timedelta(days=3)


@pytest.fixture
def booked(market: Market) -> str:
    reference = market.request()
    perform(market.teacher, accept, reference=reference)
    return reference


def shift(market: Market, reference: str, who: Actor, by: timedelta = LATER) -> None:
    perform(who, move_booking, reference=reference, starts_at=market.start + by)


def test_a_learner_moves_a_booking_inside_the_free_window(market: Market, booked: str) -> None:
    before = live_session(booked)
    shift(market, booked, market.learner)
    after = live_session(booked)
    assert (after.starts_at, after.ends_at) == (market.start + LATER, before.ends_at + LATER)
    assert (after.reference, booking(booked).status) == (before.reference, "accepted")


def test_the_time_it_had_is_free_again_and_the_new_one_is_not(market: Market, booked: str) -> None:
    shift(market, booked, market.learner)
    assert market.hold(market.other, key="k2").reference
    with pytest.raises(SlotNotFree):
        market.hold(market.third, key="k3", at=market.start + LATER)


def test_a_booking_does_not_stand_in_its_own_way(market: Market, booked: str) -> None:
    shift(market, booked, market.learner, timedelta(hours=1))
    assert live_session(booked).starts_at == market.start + timedelta(hours=1)


def test_a_learner_moves_twice_and_not_a_third_time(market: Market, booked: str) -> None:
    shift(market, booked, market.learner, LATER)
    shift(market, booked, market.learner, DAYS)
    with pytest.raises(CannotMove):
        shift(market, booked, market.learner, LATER)


def test_an_instructor_moves_as_often_as_needed(market: Market, booked: str) -> None:
    for hours in (1, 2, 3):
        shift(market, booked, market.teacher, timedelta(hours=hours))
    assert booking(booked).learner_moves == 0


def test_a_late_learner_has_to_ask(market: Market, booked: str, clock: SettableClock) -> None:
    clock.now = market.start - timedelta(hours=24) + timedelta.resolution
    with pytest.raises(NeedsConsent):
        shift(market, booked, market.learner, DAYS)


def test_an_instructor_asks_before_moving_to_a_time_that_the_learner_may_miss(
    market: Market, booked: str, clock: SettableClock
) -> None:
    clock.now = market.start + LATER - timedelta(hours=24) + timedelta.resolution
    with pytest.raises(NeedsConsent):
        shift(market, booked, market.teacher)
    perform(market.teacher, propose_time, reference=booked, starts_at=market.start + LATER)
    perform(market.learner, agree, reference=booked)
    assert live_session(booked).starts_at == market.start + LATER


def test_a_taken_time_is_refused_with_the_three_nearest(market: Market, booked: str) -> None:
    market.hold(market.other, key="k2", at=market.start + LATER)
    with pytest.raises(SlotNotFree) as refusal:
        shift(market, booked, market.learner)
    assert (refusal.value.reason, len(refusal.value.nearest)) == (Why.TAKEN, 3)


def test_strangers_move_nothing(market: Market, booked: str) -> None:
    with pytest.raises(NotFound):
        shift(market, booked, market.other)


def test_a_hold_does_not_move(market: Market) -> None:
    held = market.hold()
    with pytest.raises(NotNow):
        shift(market, held.reference, market.learner)


def test_a_request_is_changed_by_its_learner_and_answered_anew(market: Market, clock: SettableClock) -> None:
    reference = market.request()
    clock.advance(LATER)
    shift(market, reference, market.learner)
    made = booking(reference)
    assert (made.status, made.respond_by) == ("pending", clock() + timedelta(hours=24))


def test_a_request_is_not_moved_by_its_instructor(market: Market) -> None:
    reference = market.request()
    with pytest.raises(NeedsConsent):
        shift(market, reference, market.teacher)


def test_a_session_that_has_begun_stays(market: Market, booked: str, clock: SettableClock) -> None:
    clock.now = market.start
    with pytest.raises(CannotMove):
        shift(market, booked, market.teacher, DAYS)


def test_after_an_instructors_move_cancelling_is_free(
    market: Market, booked: str, clock: SettableClock
) -> None:
    shift(market, booked, market.teacher)
    clock.now = market.start + LATER - timedelta(hours=1)
    back = perform(market.learner, cancel, reference=booked)
    assert (back.percent, back.reason) == (100, Reason.MOVED_BY_INSTRUCTOR)


def test_after_a_learners_move_the_terms_count_from_the_new_start(
    market: Market, booked: str, clock: SettableClock
) -> None:
    shift(market, booked, market.learner, DAYS)
    clock.now = market.start + DAYS - timedelta(hours=24)
    assert ask(market.learner, booking_detail, reference=booked).cancelling.percent == 100
    clock.advance(timedelta.resolution)
    assert ask(market.learner, booking_detail, reference=booked).cancelling.percent == 50


def test_moving_does_not_set_back_the_time_of_grace(
    market: Market, booked: str, clock: SettableClock
) -> None:
    asked = booking(booked).requested_at
    clock.advance(timedelta(minutes=5))
    shift(market, booked, market.learner)
    assert booking(booked).requested_at == asked


def test_every_move_and_the_cancellation_raise_the_invitations_number(market: Market, booked: str) -> None:
    numbers = [booking(booked).invitation_sequence]
    for hours in (1, 2):
        shift(market, booked, market.teacher, timedelta(hours=hours))
        numbers.append(booking(booked).invitation_sequence)
    perform(market.teacher, cancel, reference=booked)
    assert [*numbers, booking(booked).invitation_sequence] == [0, 1, 2, 3]


def test_a_full_day_counts_without_the_booking_that_moves(market: Market, booked: str) -> None:
    market.limit_days(1)
    shift(market, booked, market.learner)
    with pytest.raises(SlotNotFree) as refusal:
        market.hold(market.other, key="k2", at=market.start)
    assert refusal.value.reason == Why.DAILY_CAP
