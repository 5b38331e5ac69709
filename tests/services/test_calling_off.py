"""Sessions that do not take place: by their instructor's word, or for want of people."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from livesessions.domain.errors import Invalid, NotFound
from livesessions.domain.slots import Reason, SlotNotFree
from livesessions.jobs import timers, worker
from livesessions.models import LiveSession
from livesessions.queries.bookings import my_sessions
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, View, ask, perform
from livesessions.services.bookings import accept, cancel
from livesessions.services.calling_off import call_off
from livesessions.services.offerings import add_date
from livesessions.services.waitlist import join_line
from tests.jobs.till import balance, described, enter, open_checkout, open_till, settle
from tests.services.market import TERMS, Market, booking, live_session, payment

GROUP = {"session_type": "group", "capacity": 4, "booking_mode": "instant"}
DECIDED = {"min_participants": 2, "decide_hours_before": 24}


@pytest.fixture
def group(market: Market) -> Market:
    market.change(**GROUP, **DECIDED)
    return market


def both(market: Market) -> tuple[str, str]:
    return market.request(), market.request(market.other, key="k2")


def statuses(*references: str) -> list[str]:
    return [booking(reference).status for reference in references]


def test_the_time_of_a_session_that_was_called_off_is_offered_to_nobody(market: Market) -> None:
    market.change(session_type="group", capacity=2, booking_mode="instant")
    references = both(market)
    perform(market.third, join_line, offering_id=market.offering_id, starts_at=market.start, terms=TERMS)
    reference = live_session(references[0]).reference
    perform(market.teacher, call_off, reference=reference, reason="I am ill")
    timers.run_timers()
    assert ask(market.third, my_sessions).held == ()


def test_a_session_with_enough_people_takes_place(group: Market, clock: SettableClock) -> None:
    references = both(group)
    clock.now = group.start - timedelta(hours=24)
    timers.run_timers()
    assert statuses(*references) == ["accepted", "accepted"]
    assert live_session(references[0]).decided_at == clock()


def test_a_session_with_too_few_is_called_off_at_the_minute(group: Market, clock: SettableClock) -> None:
    reference = group.request()
    clock.now = group.start - timedelta(hours=24, seconds=1)
    timers.run_timers()
    assert statuses(reference) == ["accepted"]
    clock.advance(timedelta(seconds=1))
    timers.run_timers()
    ended = booking(reference)
    assert (ended.status, ended.ended_by, live_session(reference).status) == (
        "cancelled",
        "system",
        "cancelled",
    )


def test_requests_nobody_answered_do_not_count(group: Market, clock: SettableClock) -> None:
    group.change(booking_mode="request")
    first, second = both(group)
    perform(group.teacher, accept, reference=first)
    clock.now = group.start - timedelta(hours=24)
    timers.run_timers()
    assert booking(first).status == "cancelled"
    assert booking(second).status in ("cancelled", "expired")


def test_it_is_decided_once(group: Market, clock: SettableClock) -> None:
    references = both(group)
    clock.now = group.start - timedelta(hours=24)
    timers.run_timers()
    perform(group.learner, cancel, reference=references[0])
    clock.advance(timedelta(hours=1))
    timers.run_timers()
    assert statuses(*references) == ["cancelled", "accepted"]


def test_the_terms_of_the_session_stay_when_the_offering_changes(group: Market, clock: SettableClock) -> None:
    references = both(group)
    group.change(min_participants=4)
    clock.now = group.start - timedelta(hours=24)
    timers.run_timers()
    assert statuses(*references) == ["accepted", "accepted"]


def test_nobody_opens_a_session_after_its_decision(group: Market, clock: SettableClock) -> None:
    clock.now = group.start - timedelta(hours=20)
    with pytest.raises(SlotNotFree) as no:
        group.hold()
    assert no.value.reason == Reason.LEAD_TIME


def test_a_session_that_takes_place_can_still_be_joined(group: Market, clock: SettableClock) -> None:
    both(group)
    clock.now = group.start - timedelta(hours=20)
    timers.run_timers()
    assert group.request(group.third, key="k3")


def test_money_goes_back_when_too_few_come(group: Market, clock: SettableClock, tmp_path: Path) -> None:
    group.change(price=3000)
    with open_till(tmp_path, clock) as gateway:
        reference = described(group)
        open_checkout(group.learner, reference=reference)
        enter(gateway, reference)
        settle(booking(reference).id)
        assert payment(reference).captured == 3000
        clock.now = group.start - timedelta(hours=24)
        worker.run_until_idle()
        assert (payment(reference).refunded, balance("escrow")) == (3000, 0)


def test_the_instructor_calls_off_a_date_with_everybody_in_it(market: Market) -> None:
    market.change(**GROUP, schedule_mode="fixed_dates")
    perform(market.teacher, add_date, offering_id=market.offering_id, starts_at=market.start)
    references = both(market)
    perform(market.teacher, call_off, reference=live_session(references[0]).reference, reason="I am ill")
    assert statuses(*references) == ["cancelled", "cancelled"]
    assert (live_session(references[0]).status, booking(references[0]).reason) == ("cancelled", "I am ill")


def test_a_date_called_off_is_offered_to_nobody(market: Market) -> None:
    market.change(**{**GROUP, "capacity": 2}, schedule_mode="fixed_dates")
    perform(market.teacher, add_date, offering_id=market.offering_id, starts_at=market.start)
    references = both(market)
    perform(market.third, join_line, offering_id=market.offering_id, starts_at=market.start, terms=TERMS)
    perform(market.teacher, call_off, reference=live_session(references[0]).reference, reason="I am ill")
    timers.run_timers()
    with pytest.raises(SlotNotFree):
        market.hold(market.third, key="k3")
    assert len(ask(GUEST, sessions)) == 1


def sessions(view: View) -> list[LiveSession]:
    return list(view.db.exec(select(LiveSession)))


def test_cancelling_one_seat_keeps_the_session(market: Market) -> None:
    market.change(**GROUP)
    first, second = both(market)
    perform(market.learner, cancel, reference=first)
    assert (statuses(first, second), live_session(second).status) == (["cancelled", "accepted"], "scheduled")


def test_calling_off_needs_a_reason_and_ones_own_session(market: Market) -> None:
    reference = live_session(market.request()).reference
    with pytest.raises(Invalid):
        perform(market.teacher, call_off, reference=reference, reason=" ")
    with pytest.raises(NotFound):
        perform(market.other, call_off, reference=reference, reason="No")
