"""Proposing another time: either side asks, the other answers, and time is checked when they agree."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from livesessions.domain.bookings import CannotMove
from livesessions.domain.moves import ProposalOver
from livesessions.domain.slots import SlotNotFree
from livesessions.jobs.timers import run_timers
from livesessions.models import AuditEvent, MoveProposal
from livesessions.queries.bookings import booking_detail
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, Actor, View, ask, perform
from livesessions.services.bookings import accept, cancel
from livesessions.services.moves import agree, decline_time, move_booking, propose_time, withdraw_time
from tests.services.market import Market, booking, live_session

LATER = timedelta(hours=3)
DAYS = timedelta(days=3)


@pytest.fixture
def booked(market: Market) -> str:
    reference = market.request()
    perform(market.teacher, accept, reference=reference)
    return reference


def suggest(market: Market, reference: str, who: Actor, by: timedelta = LATER, message: str = "") -> None:
    perform(who, propose_time, reference=reference, starts_at=market.start + by, message=message)


def outcomes(view: View) -> list[str]:
    return list(view.db.exec(select(MoveProposal.status).order_by(MoveProposal.id)))


def events(view: View) -> list[str]:
    return list(view.db.exec(select(AuditEvent.event).order_by(AuditEvent.id)))


def test_a_learner_agrees_to_their_instructors_counter_proposal(market: Market) -> None:
    reference = market.request()
    suggest(market, reference, market.teacher)
    perform(market.learner, agree, reference=reference)
    assert (booking(reference).status, live_session(reference).starts_at) == (
        "accepted",
        market.start + LATER,
    )
    assert ask(GUEST, outcomes) == ["agreed"]


def test_agreeing_is_recorded_as_a_move_and_an_acceptance(market: Market) -> None:
    reference = market.request()
    suggest(market, reference, market.teacher)
    perform(market.learner, agree, reference=reference)
    assert ask(GUEST, events)[-2:] == ["booking.moved", "booking.accepted"]


def respond_by(reference: str) -> datetime:
    until = booking(reference).respond_by
    assert until
    return until


def test_a_counter_proposal_gives_the_learner_a_day_to_answer(market: Market, clock: SettableClock) -> None:
    reference = market.request()
    clock.advance(timedelta(hours=20))
    suggest(market, reference, market.teacher)
    assert respond_by(reference) == clock() + timedelta(hours=14)  # 12 before the start


def test_a_counter_proposal_taken_back_gives_back_the_time_it_took(
    market: Market, clock: SettableClock
) -> None:
    reference = market.request()
    before = respond_by(reference)
    clock.advance(timedelta(hours=20))
    suggest(market, reference, market.teacher)
    suggest(market, reference, market.teacher, timedelta(hours=4))
    perform(market.teacher, withdraw_time, reference=reference)
    assert respond_by(reference) == before


def test_taken_back_at_the_last_moment_it_leaves_half_an_hour_for_the_request(
    market: Market, clock: SettableClock
) -> None:
    reference = market.request()
    clock.advance(timedelta(hours=23))
    suggest(market, reference, market.teacher)
    clock.advance(timedelta(hours=2))
    perform(market.teacher, withdraw_time, reference=reference)
    assert respond_by(reference) == clock() + timedelta(minutes=30)


def test_no_request_is_prolonged_twice(market: Market, clock: SettableClock) -> None:
    reference = market.request(at=market.start + timedelta(days=9))
    clock.advance(timedelta(hours=20))
    suggest(market, reference, market.teacher, timedelta(days=10))
    prolonged = respond_by(reference)
    perform(market.learner, decline_time, reference=reference)
    clock.advance(timedelta(hours=20))
    suggest(market, reference, market.teacher, timedelta(days=10))
    assert respond_by(reference) == prolonged


def test_after_its_end_nobody_moves_a_request_or_proposes_for_it(
    market: Market, clock: SettableClock
) -> None:
    reference = market.request()
    suggest(market, reference, market.teacher)
    clock.now = respond_by(reference)
    with pytest.raises(ProposalOver):
        perform(market.learner, agree, reference=reference)
    for deed in (
        lambda: suggest(market, reference, market.teacher),
        lambda: perform(
            market.learner, move_booking, reference=reference, starts_at=market.start + timedelta(days=1)
        ),
    ):
        with pytest.raises(CannotMove):
            deed()


def test_a_proposed_time_is_shown_to_both_and_stays_free_for_others(market: Market) -> None:
    reference = market.request()
    suggest(market, reference, market.teacher, message="I teach until noon")
    proposed = ask(market.learner, booking_detail, reference=reference).row.proposed
    assert proposed
    assert (proposed.by, proposed.message) == ("instructor", "I teach until noon")
    assert market.hold(market.other, key="k2", at=market.start + LATER).reference


def test_a_proposed_time_that_went_meanwhile_is_refused_with_the_nearest(market: Market) -> None:
    reference = market.request()
    suggest(market, reference, market.teacher)
    market.hold(market.other, key="k2", at=market.start + LATER)
    with pytest.raises(SlotNotFree) as refusal:
        perform(market.learner, agree, reference=reference)
    assert (len(refusal.value.nearest), ask(GUEST, outcomes)) == (3, ["open"])


def test_a_late_learner_moves_with_consent_and_takes_the_smaller_refund_along(
    market: Market, booked: str, clock: SettableClock
) -> None:
    clock.now = market.start - timedelta(hours=20)
    suggest(market, booked, market.learner, DAYS)
    perform(market.teacher, agree, reference=booked)
    back = ask(market.learner, booking_detail, reference=booked).cancelling
    assert (live_session(booked).starts_at, back.percent) == (market.start + DAYS, 50)
    assert booking(booked).learner_moves == 1


def test_a_proposal_counts_as_a_move_only_when_it_is_agreed(market: Market, booked: str) -> None:
    suggest(market, booked, market.learner)
    perform(market.teacher, decline_time, reference=booked)
    assert (booking(booked).learner_moves, ask(GUEST, outcomes)) == (0, ["declined"])


def test_a_learner_who_moved_twice_proposes_nothing_more(market: Market, booked: str) -> None:
    for hours in (1, 2):
        perform(
            market.learner,
            move_booking,
            reference=booked,
            starts_at=market.start + timedelta(hours=hours),
        )
    with pytest.raises(CannotMove):
        suggest(market, booked, market.learner)


def test_nobody_answers_themselves_and_strangers_nothing(market: Market, booked: str) -> None:
    suggest(market, booked, market.teacher)
    with pytest.raises(ProposalOver):
        perform(market.teacher, agree, reference=booked)
    assert live_session(booked).starts_at == market.start


def test_a_counter_proposal_takes_the_place_of_the_proposal(market: Market, booked: str) -> None:
    suggest(market, booked, market.teacher)
    suggest(market, booked, market.learner, DAYS)
    assert ask(GUEST, outcomes) == ["overtaken", "open"]
    perform(market.teacher, agree, reference=booked)
    assert live_session(booked).starts_at == market.start + DAYS


def test_a_withdrawn_proposal_is_nothing_to_agree_to(market: Market, booked: str) -> None:
    suggest(market, booked, market.teacher)
    perform(market.learner, withdraw_time, reference=booked)  # not theirs
    assert ask(GUEST, outcomes) == ["open"]
    perform(market.teacher, withdraw_time, reference=booked)
    with pytest.raises(ProposalOver):
        perform(market.learner, agree, reference=booked)


def test_a_proposal_nobody_answers_ends_after_a_day_and_the_booking_stays(
    market: Market, booked: str, clock: SettableClock
) -> None:
    suggest(market, booked, market.teacher)
    clock.advance(timedelta(hours=24))
    run_timers()
    assert (ask(GUEST, outcomes), booking(booked).status) == (["expired"], "accepted")


def test_a_proposal_that_is_over_is_refused_before_any_timer(
    market: Market, booked: str, clock: SettableClock
) -> None:
    suggest(market, booked, market.teacher)
    clock.advance(timedelta(hours=24))
    with pytest.raises(ProposalOver):
        perform(market.learner, agree, reference=booked)


def test_a_counter_proposal_gives_the_learner_time_and_then_the_request_ends(
    market: Market, clock: SettableClock
) -> None:
    reference = market.request()
    clock.advance(timedelta(hours=20))
    suggest(market, reference, market.teacher, DAYS)
    clock.advance(timedelta(hours=5))
    run_timers()
    assert booking(reference).status == "pending"
    clock.now = booking(reference).respond_by
    run_timers()
    assert (ask(GUEST, outcomes), booking(reference).status) == (["overtaken"], "expired")


@pytest.mark.parametrize("end", [accept, cancel])
def test_what_ends_or_settles_a_request_ends_its_proposal(market: Market, end: object) -> None:
    reference = market.request()
    suggest(market, reference, market.teacher)
    perform(market.teacher if end is accept else market.learner, end, reference=reference)
    assert ask(GUEST, outcomes) == ["overtaken"]


def test_in_a_group_one_learner_is_asked_and_moves_alone(market: Market) -> None:
    market.change(session_type="group", capacity=2, booking_mode="instant")
    mine, theirs = market.request(), market.request(market.other, key="k2")
    suggest(market, mine, market.teacher)
    perform(market.learner, agree, reference=mine)
    assert [live_session(each).starts_at for each in (mine, theirs)] == [market.start + LATER, market.start]
