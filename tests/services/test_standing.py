"""Every way in is closed to a suspended learner, and every way to a suspended instructor."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from livesessions.domain.errors import DomainError, NotAllowed, NotFound
from livesessions.domain.suspensions import INSTRUCTOR_GONE, LEARNER_GONE, SUSPENDED, TEACHING_SUSPENDED
from livesessions.jobs import timers
from livesessions.models import BookingRequest, Instructor, User
from livesessions.queries.waitlist import calendars_with_free_lines
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, SYSTEM, View, Work, ask, perform
from livesessions.services.bookings import accept, cancel, propose, reject, request_free
from livesessions.services.checkout import begin_checkout
from livesessions.services.coupons import CouponDraft, create_coupon
from livesessions.services.credits import request_with_credit
from livesessions.services.instructors import Profile, become_instructor, edit_profile
from livesessions.services.moves import agree, move_booking, propose_time
from livesessions.services.offerings import add_date, publish_offering
from livesessions.services.packages import begin_package, offer_package
from livesessions.services.pricing import use_coupon, use_package, use_trial
from livesessions.services.reviews import write_review
from livesessions.services.rooms import enter_room
from livesessions.services.series import hold_series
from livesessions.services.topics import set_topic
from livesessions.services.waitlist import join_line
from tests.services.market import PROPOSAL, TERMS, Market, booking, live_session

HOUR = timedelta(hours=1)


def gone(work: Work, *, model: type[User | Instructor], key: int) -> None:
    work.db.get_one(model, key).suspended_at = work.now


def end_teaching(market: Market) -> None:
    perform(SYSTEM, gone, model=Instructor, key=market.teacher.user_id or 0)


def end_learning(market: Market) -> None:
    perform(SYSTEM, gone, model=User, key=market.learner.user_id or 0)


def refusal(call: Callable[..., Any], *args: Any, **kw: Any) -> str:
    with pytest.raises(DomainError) as no:
        call(*args, **kw)
    assert isinstance(no.value, NotAllowed | NotFound)
    return no.value.message


NEW: list[tuple[Any, dict[str, Any]]] = [
    (hold_series, {"starts": [], "request_key": "s", "terms": TERMS}),
    (join_line, {"terms": TERMS}),
]
ON_HELD: list[tuple[Any, dict[str, Any]]] = [
    (propose, {"proposal": PROPOSAL}),
    (request_free, {}),
    (request_with_credit, {}),
    (begin_checkout, {}),
    (use_coupon, {"code": "SPRING"}),
    (use_package, {}),
    (use_trial, {}),
]


def begin(market: Market, use_case: Any, asked: dict[str, Any]) -> str:
    starts = {} if "starts" in asked else {"starts_at": market.start}
    return refusal(perform, market.learner, use_case, offering_id=market.offering_id, **{**starts, **asked})


@pytest.mark.parametrize(("use_case", "asked"), NEW)
def test_nothing_new_begins(market: Market, use_case: Any, asked: dict[str, Any]) -> None:
    end_teaching(market)
    assert refusal(market.hold) == "This offering is not available any more."
    assert begin(market, use_case, asked) == "This offering is not available any more."
    market.change_hours(suspended_at=None)
    end_learning(market)
    assert (refusal(market.hold), begin(market, use_case, asked)) == (SUSPENDED, SUSPENDED)


@pytest.mark.parametrize(("use_case", "asked"), ON_HELD)
def test_nothing_goes_on_with_what_is_held(market: Market, use_case: Any, asked: dict[str, Any]) -> None:
    reference = market.hold().reference
    end_teaching(market)
    assert refusal(perform, market.learner, use_case, reference=reference, **asked) == INSTRUCTOR_GONE
    market.change_hours(suspended_at=None)
    end_learning(market)
    assert refusal(perform, market.learner, use_case, reference=reference, **asked) == SUSPENDED


@pytest.mark.parametrize(
    ("use_case", "asked"), [(accept, {}), (reject, {"reason": "Away"}), (set_topic, {"topic": "Traits"})]
)
def test_a_suspended_instructor_answers_nothing_nor_does_anybody_to_a_suspended_learner(
    market: Market, use_case: Any, asked: dict[str, Any]
) -> None:
    reference = market.request()
    end_teaching(market)
    assert refusal(perform, market.teacher, use_case, reference=reference, **asked) == TEACHING_SUSPENDED
    market.change_hours(suspended_at=None)
    end_learning(market)
    assert refusal(perform, market.teacher, use_case, reference=reference, **asked) == LEARNER_GONE


@pytest.mark.parametrize("use_case", [move_booking, propose_time])
def test_nothing_is_moved(market: Market, use_case: Any) -> None:
    reference = market.request()
    perform(market.teacher, accept, reference=reference)
    end_teaching(market)
    asked = {"reference": reference, "starts_at": market.start + HOUR}
    assert refusal(perform, market.teacher, use_case, **asked) == TEACHING_SUSPENDED
    assert refusal(perform, market.learner, use_case, **asked) == INSTRUCTOR_GONE
    market.change_hours(suspended_at=None)
    end_learning(market)
    assert refusal(perform, market.teacher, use_case, **asked) == LEARNER_GONE


def test_nobody_agrees_to_a_time_proposed_before(market: Market) -> None:
    reference = market.request()
    perform(market.teacher, accept, reference=reference)
    perform(market.learner, propose_time, reference=reference, starts_at=market.start + HOUR)
    end_learning(market)
    assert refusal(perform, market.teacher, agree, reference=reference) == LEARNER_GONE


def test_a_free_place_is_offered_to_nobody_who_is_suspended_nor_in_a_suspended_calendar(
    market: Market,
) -> None:
    taken = market.request(market.other, key="k2")
    line = {"offering_id": market.offering_id, "starts_at": market.start, "terms": TERMS}
    perform(market.learner, join_line, **line)
    perform(market.third, join_line, **line)
    end_learning(market)
    perform(market.other, cancel, reference=taken)
    assert [ask(GUEST, newest, who.user_id) for who in (market.learner, market.third)] == ["", "held"]
    end_teaching(market)
    timers.run_timers()
    assert ask(GUEST, calendars_with_free_lines) == []


def newest(view: View, user_id: int | None) -> str:
    """The status of a learner's newest booking."""
    theirs = select(BookingRequest.status).where(BookingRequest.learner_id == user_id)
    return view.db.exec(theirs.order_by(col(BookingRequest.id).desc())).first() or ""


def test_what_an_instructor_sells_and_shows_stays_as_it_is(market: Market) -> None:
    end_teaching(market)
    offering = {"offering_id": market.offering_id}
    calls: list[tuple[Any, dict[str, Any]]] = [
        (create_coupon, {"draft": CouponDraft("SPRING", "EUR", percent=10)}),
        (offer_package, {**offering, "sessions": 5, "each": 1000}),
        (add_date, {**offering, "starts_at": market.start}),
        (publish_offering, {**offering, "bounds": None}),
        (edit_profile, {"profile": Profile("Rust", "For all")}),
    ]
    assert {refusal(perform, market.teacher, call, **asked) for call, asked in calls} == {TEACHING_SUSPENDED}


def test_no_package_is_bought(market: Market) -> None:
    market.change(price=3000)
    sold = perform(market.teacher, offer_package, offering_id=market.offering_id, sessions=5, each=2000)
    asked = {"package_offer_id": sold, "request_key": "p", "gateway": "sandbox"}
    end_teaching(market)
    assert (
        refusal(perform, market.learner, begin_package, **asked) == "This offering is not available any more."
    )
    market.change_hours(suspended_at=None)
    end_learning(market)
    assert refusal(perform, market.learner, begin_package, **asked) == SUSPENDED


def test_a_suspended_person_reviews_nothing_teaches_nothing_and_enters_no_room(
    market: Market, clock: SettableClock
) -> None:
    market.change(booking_mode="instant")
    reference = market.request()
    room = live_session(reference).reference
    clock.now = market.start
    end_learning(market)
    who = market.learner
    assert refusal(perform, who, enter_room, reference=room) == SUSPENDED
    assert refusal(perform, who, write_review, reference=reference, stars=5, text="") == SUSPENDED
    assert refusal(perform, who, become_instructor, Profile("Rust", ""), time_zone="UTC") == SUSPENDED


def test_an_instructor_whose_teaching_is_suspended_finishes_the_session_under_way(
    market: Market, clock: SettableClock
) -> None:
    market.change(booking_mode="instant")
    reference = market.request()
    clock.now = market.start
    end_teaching(market)
    perform(market.teacher, enter_room, reference=live_session(reference).reference)
    assert booking(reference).status == "accepted"
