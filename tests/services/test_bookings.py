"""What learner and instructor may do with a booking, and what they may not."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from livesessions.domain.answers import AnswerOver
from livesessions.domain.bookings import NotNow
from livesessions.domain.cancellation import RefundChanged
from livesessions.domain.errors import Invalid, NotAllowed, NotFound
from livesessions.domain.holds import HoldOver
from livesessions.models import BookingRequest
from livesessions.queries.bookings import booking_detail, my_sessions, requests
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import SYSTEM, Work, ask, perform
from livesessions.services.bookings import Proposal, accept, cancel, propose, reject, request_free
from livesessions.services.live_sessions import expire_unanswered
from tests.services.market import PROPOSAL, Market, booking, live_session

DAY = timedelta(days=1)


def test_a_request_is_answered_in_time_or_not_at_all(market: Market, clock: SettableClock) -> None:
    reference = market.request()
    clock.now = booking(reference).respond_by or clock.now  # and no timer has looked yet
    with pytest.raises(AnswerOver):
        perform(market.teacher, accept, reference=reference)


@pytest.mark.parametrize("who", ["teacher", "admin"])
def test_what_is_not_decided_is_declined_with_a_reason_and_not_cancelled_by_its_instructor(
    market: Market, who: str
) -> None:
    actor = market.teacher if who == "teacher" else replace(market.third, roles=frozenset({"admin"}))
    for reference in (market.hold().reference, market.request(market.other, key="k2", at=market.start + DAY)):
        with pytest.raises(NotAllowed):
            perform(actor, cancel, reference=reference)


def test_the_topic_of_a_fixed_offering_is_not_rewritten_by_accepting(market: Market) -> None:
    market.change(topic_type="fixed")
    reference = market.request()
    with pytest.raises(NotAllowed):
        perform(market.teacher, accept, reference=reference, topic="Something else")


def test_a_free_request_waits_for_an_answer_for_a_day(market: Market, clock: SettableClock) -> None:
    reference = market.request()
    made = booking(reference)
    assert (made.status, made.respond_by) == ("pending", clock() + timedelta(hours=24))


def test_an_instant_offering_is_booked_at_once(market: Market) -> None:
    market.change(booking_mode="instant")
    assert booking(market.request()).status == "accepted"


def test_asking_twice_is_asking_once(market: Market) -> None:
    reference = market.request()
    perform(market.learner, request_free, reference=reference)
    assert booking(reference).status == "pending"


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({}, "topic"),
        ({"topic": "x" * 161}, "topic"),
        ({"topic": "Lifetimes", "goal": "x" * 2001}, "goal"),
        ({"topic": "Lifetimes", "level": "guru"}, "level"),
    ],
)
def test_a_wish_is_checked_by_the_service(market: Market, wish: dict[str, str], field: str) -> None:
    held = market.hold()
    with pytest.raises(Invalid) as refusal:
        perform(
            market.learner, propose, reference=held.reference, proposal=Proposal(**wish, accepts_terms=True)
        )
    assert refusal.value.field == field


def test_a_fixed_topic_is_the_offerings_own(market: Market) -> None:
    market.change(topic_type="fixed")
    held = market.hold()
    market.describe(held)
    assert ask(market.learner, booking_detail, reference=held.reference).row.topic == "Rust"


def test_the_terms_must_be_accepted(market: Market) -> None:
    held = market.hold()
    with pytest.raises(Invalid) as refusal:
        perform(market.learner, propose, reference=held.reference, proposal=Proposal(topic="Lifetimes"))
    assert refusal.value.field == "terms"


def test_a_hold_that_ran_out_cannot_be_requested(market: Market, clock: SettableClock) -> None:
    held = market.hold()
    clock.advance(timedelta(minutes=10))
    with pytest.raises(HoldOver):
        perform(market.learner, propose, reference=held.reference, proposal=PROPOSAL)


def test_a_priced_booking_cannot_be_requested_without_paying(market: Market) -> None:
    market.change(price=3000)
    held = market.hold()
    market.describe(held)
    with pytest.raises(NotAllowed):
        perform(market.learner, request_free, reference=held.reference)


def test_the_instructor_accepts_and_the_topic_is_final(market: Market) -> None:
    reference = market.request()
    perform(market.teacher, accept, reference=reference, topic="Lifetimes by example")
    row = ask(market.learner, booking_detail, reference=reference).row
    assert (row.status, row.topic, row.topic_is_final) == ("accepted", "Lifetimes by example", True)


def test_nobody_else_accepts_or_rejects(market: Market) -> None:
    reference = market.request()
    for stranger in (market.other, market.learner):
        with pytest.raises(NotFound):
            perform(stranger, accept, reference=reference)
        with pytest.raises(NotFound):
            perform(stranger, reject, reference=reference, reason="No")


def test_a_rejection_needs_a_reason_and_frees_the_slot(market: Market) -> None:
    reference = market.request()
    with pytest.raises(Invalid):
        perform(market.teacher, reject, reference=reference, reason=" ")
    perform(market.teacher, reject, reference=reference, reason="I am away")
    assert (booking(reference).reason, live_session(reference).status) == ("I am away", "released")


def test_accepting_after_a_cancellation_is_refused(market: Market) -> None:
    reference = market.request()
    perform(market.learner, cancel, reference=reference)
    with pytest.raises(NotNow):
        perform(market.teacher, accept, reference=reference)


def test_an_unanswered_request_expires_and_frees_the_slot(market: Market, clock: SettableClock) -> None:
    reference = market.request()
    clock.advance(timedelta(hours=24))
    perform(SYSTEM, expire_unanswered)
    assert (booking(reference).status, live_session(reference).status) == ("expired", "released")


def test_cancelling_gives_back_what_was_said_or_is_refused(market: Market, clock: SettableClock) -> None:
    market.change(booking_mode="instant")
    reference = market.request()
    perform(SYSTEM, priced, reference=reference)
    clock.now = market.start - timedelta(hours=24)
    said = ask(market.learner, booking_detail, reference=reference).cancelling.amount
    clock.advance(timedelta(seconds=1))
    with pytest.raises(RefundChanged) as refusal:
        perform(market.learner, cancel, reference=reference, said=said)
    now = refusal.value.refund.amount.amount
    assert (said, now, booking(reference).status) == (3000, 1500, "accepted")
    assert perform(market.learner, cancel, reference=reference, said=now).amount.amount == 1500


def priced(work: Work, *, reference: str) -> None:
    work.db.exec(select(BookingRequest).where(BookingRequest.reference == reference)).one().price = 3000


def test_a_session_that_has_begun_cannot_be_cancelled(market: Market, clock: SettableClock) -> None:
    reference = market.request()
    perform(market.teacher, accept, reference=reference)
    clock.now = market.start
    with pytest.raises(NotAllowed):
        perform(market.learner, cancel, reference=reference)


def test_strangers_see_no_booking(market: Market) -> None:
    reference = market.request()
    with pytest.raises(NotFound):
        ask(market.other, booking_detail, reference=reference)


def test_the_learners_address_is_shown_only_after_acceptance(market: Market) -> None:
    reference = market.request()
    assert ask(market.teacher, booking_detail, reference=reference).learner_email == ""
    perform(market.teacher, accept, reference=reference)
    assert ask(market.teacher, booking_detail, reference=reference).learner_email == "lena@example.org"


def test_a_request_stands_in_both_lists(market: Market) -> None:
    reference = market.request()
    waiting = ask(market.learner, my_sessions).waiting
    asked = ask(market.teacher, requests)
    assert [row.reference for row in (*waiting, *asked)] == [reference, reference]
