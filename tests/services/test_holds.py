"""Holding a slot: one holder, ten minutes, one result however often one clicks."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from livesessions.domain.errors import NotAllowed, NotFound
from livesessions.domain.holds import HoldOver
from livesessions.domain.slots import Reason, SlotNotFree
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, SYSTEM, Door, perform
from livesessions.services.bookings import request_free
from livesessions.services.checkout import begin_checkout
from livesessions.services.holds import expire_holds, release_hold
from tests.services.market import Market, booking, live_session, payment
from tests.teaching import statements

HOLD = {"sqlite": 8, "postgresql": 9}  # statements; on SQLite the transaction itself is the lock


def test_a_held_slot_is_kept_for_ten_minutes(market: Market, clock: SettableClock) -> None:
    assert market.hold().expires_at == clock() + timedelta(minutes=10)


def test_a_held_slot_is_not_free_for_anybody_else(market: Market) -> None:
    market.hold()
    with pytest.raises(SlotNotFree) as refusal:
        market.hold(market.other, key="k2")
    assert (refusal.value.reason, len(refusal.value.nearest)) == (Reason.TAKEN, 3)


def test_who_comes_too_late_is_told_in_two_statements_and_locks_nothing(market: Market, door: Door) -> None:
    market.hold()

    def late() -> None:
        with pytest.raises(SlotNotFree):
            market.hold(market.other, key="k2")

    assert statements(door.engine, late) == 2


def test_a_hold_takes_as_many_statements_in_a_full_calendar_as_in_an_empty_one(
    market: Market, door: Door
) -> None:
    empty = statements(door.engine, market.hold)
    market.hold(market.other, at=market.start + timedelta(hours=1), key="k2")
    market.hold(market.third, at=market.start + timedelta(hours=2), key="k3")
    perform(market.learner, release_hold, reference=market.hold().reference)
    assert (empty, statements(door.engine, lambda: market.hold(key="k4"))) == (HOLD[door.engine.name],) * 2


def test_who_holds_a_time_elsewhere_is_refused_the_same(market: Market) -> None:
    market.hold()
    market.hold(market.other, at=market.start + timedelta(hours=1), key="k2")
    with pytest.raises(SlotNotFree) as refusal:
        market.hold(market.other, key="k3")
    assert (refusal.value.reason, len(refusal.value.nearest)) == (Reason.TAKEN, 3)


def test_an_unpaid_hold_frees_the_slot_after_ten_minutes(market: Market, clock: SettableClock) -> None:
    first = market.hold()
    clock.advance(timedelta(minutes=10))
    market.hold(market.other, key="k2")
    assert booking(first.reference).status == "expired"


def test_the_timer_ends_holds_that_ran_out_and_no_others(market: Market, clock: SettableClock) -> None:
    market.hold()
    clock.advance(timedelta(minutes=9, seconds=59))
    assert perform(SYSTEM, expire_holds) == 0
    clock.advance(timedelta(seconds=1))
    assert perform(SYSTEM, expire_holds) == 1


def test_a_double_click_is_one_hold(market: Market) -> None:
    assert market.hold() == market.hold()


def test_a_click_repeated_after_sending_off_finds_the_same_booking(market: Market) -> None:
    reference = market.request(key="k1")
    assert market.hold(key="k1").reference == reference


@pytest.mark.parametrize("is_swept", [True, False])
def test_a_click_repeated_after_the_hold_ran_out_holds_nothing(
    market: Market, clock: SettableClock, is_swept: bool
) -> None:
    market.hold()
    clock.advance(timedelta(minutes=10))
    if is_swept:
        perform(SYSTEM, expire_holds)
    with pytest.raises(HoldOver):
        market.hold()


def test_a_click_repeated_after_letting_go_holds_nothing(market: Market) -> None:
    perform(market.learner, release_hold, reference=market.hold().reference)
    with pytest.raises(HoldOver):
        market.hold()


def test_choosing_another_time_lets_go_of_the_first(market: Market) -> None:
    first = market.hold()
    market.hold(at=market.start + timedelta(hours=2), key="k2")
    assert (booking(first.reference).status, live_session(first.reference).status) == (
        "cancelled",
        "released",
    )


def test_a_released_slot_is_free_again(market: Market) -> None:
    held = market.hold()
    perform(market.learner, release_hold, reference=held.reference)
    assert market.hold(market.other, key="k2").reference != held.reference


def test_nobody_releases_another_persons_hold(market: Market) -> None:
    held = market.hold()
    perform(market.other, release_hold, reference=held.reference)
    assert booking(held.reference).status == "held"


def test_a_time_outside_the_hours_is_refused_with_the_reason(market: Market) -> None:
    with pytest.raises(SlotNotFree) as refusal:
        market.hold(at=market.start.replace(hour=20))
    assert refusal.value.reason == Reason.OUTSIDE_HOURS


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        (datetime.min.replace(tzinfo=UTC), Reason.LEAD_TIME),
        (datetime.max.replace(tzinfo=UTC), Reason.BOOKING_WINDOW),
    ],
)
def test_the_ends_of_time_cannot_be_held(market: Market, at: datetime, reason: Reason) -> None:
    with pytest.raises(SlotNotFree) as refusal:
        market.hold(at=at)
    assert refusal.value.reason == reason


def test_guests_and_unverified_people_cannot_hold(market: Market) -> None:
    with pytest.raises(NotAllowed):
        market.hold(GUEST)


def test_instructors_cannot_book_themselves(market: Market) -> None:
    with pytest.raises(NotAllowed):
        market.hold(market.teacher)


def test_a_draft_cannot_be_booked(market: Market) -> None:
    market.change(status="draft")
    with pytest.raises(NotFound):
        market.hold()


@pytest.mark.parametrize("change", [{"session_type": "individual", "capacity": 1}, {"duration_minutes": 30}])
def test_nobody_is_put_into_a_session_of_another_kind(market: Market, change: dict[str, Any]) -> None:
    market.change(session_type="group", capacity=5)
    market.request()
    market.change(**change)
    with pytest.raises(SlotNotFree) as refusal:
        market.hold(market.other, key="k2")
    assert refusal.value.reason == Reason.TAKEN


def test_a_group_made_larger_is_joined_as_it_is(market: Market) -> None:
    market.change(session_type="group", capacity=2)
    mine = market.request()
    market.change(capacity=6)
    other = market.hold(market.other, key="k2").reference
    assert (live_session(other).id, live_session(other).capacity) == (live_session(mine).id, 2)


def test_what_costs_nothing_can_be_booked_until_it_begins(market: Market, clock: SettableClock) -> None:
    market.ask_no_notice()
    clock.now = market.start - timedelta(minutes=3)
    held = market.hold()
    assert held.expires_at == market.start
    market.describe(held)
    clock.now = market.start
    with pytest.raises(HoldOver):
        perform(market.learner, request_free, reference=held.reference)


def test_what_has_a_price_is_chosen_in_time_to_pay_for_it(market: Market, clock: SettableClock) -> None:
    market.change(price=3000)
    market.ask_no_notice()
    clock.now = market.start - timedelta(minutes=40)
    with pytest.raises(SlotNotFree) as refusal:
        market.hold()
    assert refusal.value.reason == Reason.LEAD_TIME
    clock.now = market.start - timedelta(minutes=41)
    held = market.hold()
    market.describe(held)
    clock.advance(timedelta(minutes=9))
    wanted = perform(market.learner, begin_checkout, reference=held.reference)
    assert (wanted.pay_by, booking(held.reference).hold_expires_at) == (market.start, market.start)


def test_nobody_has_two_places_in_one_session(market: Market) -> None:
    market.change(session_type="group", capacity=5)
    market.request()
    with pytest.raises(SlotNotFree) as refusal:
        market.hold(key="k2")
    assert (refusal.value.reason, len(refusal.value.nearest)) == (Reason.YOURS, 3)
    assert market.start not in [slot.start for slot in refusal.value.nearest]


def test_the_terms_are_copied_and_later_edits_change_nothing(market: Market) -> None:
    market.change(price=3000)
    held = market.hold()
    market.change(price=9900)
    assert (booking(held.reference).price, payment(held.reference).due) == (3000, 3000)


def test_a_group_sells_as_many_seats_as_it_has(market: Market) -> None:
    market.change(session_type="group", capacity=2)
    first, second = market.hold(), market.hold(market.other, key="k2")
    assert live_session(first.reference).id == live_session(second.reference).id


def test_a_full_group_has_no_seat_left(market: Market) -> None:
    market.change(session_type="group", capacity=2)
    market.hold()
    market.hold(market.other, key="k2")
    with pytest.raises(SlotNotFree) as refusal:
        market.hold(market.third, key="k3")
    assert refusal.value.reason == Reason.FULL
