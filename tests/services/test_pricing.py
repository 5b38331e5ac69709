"""What a held booking costs may change until the payment page was opened: by a trial lesson, by a coupon."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from livesessions.domain import ledger
from livesessions.domain.errors import Invalid, NotAllowed, NotFound
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.jobs import worker
from livesessions.jobs.checkout import open_checkout
from livesessions.jobs.settle import settle
from livesessions.models import Coupon
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, Actor, Door, View, ask, perform
from livesessions.services import coupons
from livesessions.services.bookings import accept, cancel, request_free
from livesessions.services.coupons import CouponDraft, create_coupon, end_coupon
from livesessions.services.holds import release_hold
from livesessions.services.pricing import use_coupon, use_list_price, use_trial
from tests.jobs.till import balance, enter, open_till
from tests.services.market import Market, booking, open_market, payment


@pytest.fixture
def gateway(tmp_path: Path, clock: SettableClock) -> Iterator[SandboxGateway]:
    with open_till(tmp_path, clock) as sandbox:
        yield sandbox


@pytest.fixture
def market(door: Door, clock: SettableClock, gateway: SandboxGateway) -> Market:
    return open_market(clock(), price=3000, trial_price=1000, booking_mode="instant")


def coupon(market: Market, code: str = "SPRING", **changes: object) -> int:
    values: dict[str, object] = {"code": code, "currency": "EUR", "percent": 10, "learner_limit": None}
    return perform(market.teacher, create_coupon, draft=CouponDraft(**(values | changes)))  # type: ignore[arg-type]


def held(market: Market, who: Actor | None = None, day: int = 0) -> str:
    found = market.hold(who, at=market.start + timedelta(days=day), key=f"k{day}")
    market.describe(found, who)
    return found.reference


def pay(market: Market, gateway: SandboxGateway, reference: str, who: Actor | None = None) -> None:
    open_checkout(who or market.learner, reference=reference)
    enter(gateway, reference)
    settle(booking(reference).id)


def test_a_trial_lesson_costs_its_own_price(market: Market, gateway: SandboxGateway) -> None:
    reference = held(market)
    perform(market.learner, use_trial, reference=reference)
    pay(market, gateway, reference)
    assert (booking(reference).price, payment(reference).captured) == (1000, 1000)


def test_there_is_one_trial_lesson_per_learner_and_instructor(
    market: Market, gateway: SandboxGateway
) -> None:
    first = held(market)
    perform(market.learner, use_trial, reference=first)
    pay(market, gateway, first)
    second = held(market, day=1)
    with pytest.raises(NotAllowed, match="You have had your trial lesson"):
        perform(market.learner, use_trial, reference=second)
    assert booking(second).price == 3000


def test_a_trial_lesson_that_is_cancelled_may_be_booked_again(
    market: Market, gateway: SandboxGateway
) -> None:
    first = held(market)
    perform(market.learner, use_trial, reference=first)
    pay(market, gateway, first)
    perform(market.learner, cancel, reference=first)
    second = held(market, day=1)
    perform(market.learner, use_trial, reference=second)
    assert booking(second).price == 1000


def test_a_free_trial_lesson_needs_no_payment(market: Market) -> None:
    market.change(trial_price=0)
    reference = held(market)
    perform(market.learner, use_trial, reference=reference)
    perform(market.learner, request_free, reference=reference)
    assert booking(reference).status == "accepted"


def test_where_there_are_no_trial_lessons_none_is_had(market: Market) -> None:
    market.change(trial_price=None)
    with pytest.raises(NotAllowed, match="no trial lessons"):
        perform(market.learner, use_trial, reference=held(market))


def test_another_persons_hold_keeps_its_price(market: Market) -> None:
    with pytest.raises(NotFound):
        perform(market.other, use_trial, reference=held(market))


def test_a_coupon_lowers_what_is_charged_and_what_is_earned(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    coupon(market)
    reference = held(market)
    perform(market.learner, use_coupon, reference=reference, code="spring")
    pay(market, gateway, reference)
    clock.now = market.start - timedelta(hours=1)
    perform(market.learner, cancel, reference=reference)
    worker.run_until_idle()
    assert (balance("instructor:1"), balance(ledger.REVENUE), balance(ledger.ESCROW)) == (-2430, -270, 0)


def test_a_coupon_can_be_taken_back(market: Market) -> None:
    coupon(market)
    reference = held(market)
    perform(market.learner, use_coupon, reference=reference, code="SPRING")
    perform(market.learner, use_list_price, reference=reference)
    assert (booking(reference).price, payment(reference).due) == (3000, 3000)


def test_a_second_coupon_replaces_the_first(market: Market) -> None:
    coupon(market)
    coupon(market, "HALF", percent=50)
    reference = held(market)
    for code in ("SPRING", "HALF"):
        perform(market.learner, use_coupon, reference=reference, code=code)
    assert booking(reference).price == 1500


def test_once_the_payment_page_is_open_the_price_stays(market: Market) -> None:
    coupon(market)
    reference = held(market)
    open_checkout(market.learner, reference=reference)
    with pytest.raises(NotAllowed, match="the price stays"):
        perform(market.learner, use_coupon, reference=reference, code="SPRING")


def test_a_coupon_of_somebody_else_is_unknown_here(market: Market) -> None:
    with pytest.raises(Invalid, match="There is no such coupon"):
        perform(market.learner, use_coupon, reference=held(market), code="SPRING")


def test_a_use_comes_back_when_the_hold_is_let_go(market: Market) -> None:
    coupon(market, total_limit=1)
    reference = held(market)
    perform(market.learner, use_coupon, reference=reference, code="SPRING")
    perform(market.learner, release_hold, reference=reference)
    again = held(market, market.other, day=1)
    perform(market.other, use_coupon, reference=again, code="SPRING")
    assert booking(again).price == 2700


def test_a_use_comes_back_when_the_hold_runs_out(market: Market, clock: SettableClock) -> None:
    coupon(market, total_limit=1)
    perform(market.learner, use_coupon, reference=held(market), code="SPRING")
    clock.advance(timedelta(minutes=10))
    worker.run_until_idle()
    again = held(market, market.other, day=1)
    perform(market.other, use_coupon, reference=again, code="SPRING")
    assert booking(again).price == 2700


def test_a_payment_too_late_for_the_last_use_is_given_back(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    coupon(market, total_limit=1)
    late = held(market)
    perform(market.learner, use_coupon, reference=late, code="SPRING")
    open_checkout(market.learner, reference=late)
    clock.advance(timedelta(minutes=31))
    enter(gateway, late)
    clock.advance(timedelta(minutes=9))
    worker.timers.run_timers()
    perform(market.other, use_coupon, reference=held(market, market.other, day=1), code="SPRING")
    worker.run_until_idle()
    assert (booking(late).status, payment(late).refunded) == ("expired", 2700)


def test_each_learner_uses_it_as_often_as_they_may(market: Market, gateway: SandboxGateway) -> None:
    coupon(market, learner_limit=1)
    first = held(market)
    perform(market.learner, use_coupon, reference=first, code="SPRING")
    pay(market, gateway, first)
    with pytest.raises(Invalid, match="You have used this coupon already"):
        perform(market.learner, use_coupon, reference=held(market, day=1), code="SPRING")


def test_a_coupon_taken_back_works_no_more(market: Market) -> None:
    coupon_id = coupon(market)
    perform(market.teacher, end_coupon, coupon_id=coupon_id)
    with pytest.raises(Invalid, match="has run out"):
        perform(market.learner, use_coupon, reference=held(market), code="SPRING")


def test_only_its_instructor_takes_a_coupon_back(market: Market) -> None:
    coupon_id = coupon(market)
    with pytest.raises(NotAllowed):
        perform(market.learner, end_coupon, coupon_id=coupon_id)
    assert ask(GUEST, _ended, coupon_id) is False


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "a!"}, "code"),
        ({"percent": 101}, "value"),
        ({"percent": None}, "value"),
        ({"percent": None, "off": 0}, "value"),
        ({"total_limit": 0}, "total_limit"),
        ({"offering_id": 99}, "offering"),
    ],
)
def test_a_wrong_coupon_names_its_field(market: Market, changes: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        coupon(market, **changes)
    assert refusal.value.field == field


def test_a_code_is_one_instructors_once(market: Market) -> None:
    coupon(market)
    with pytest.raises(Invalid, match="already"):
        coupon(market, "spring")


def test_accepting_a_bargain_takes_its_price(market: Market, gateway: SandboxGateway) -> None:
    market.change(booking_mode="request")
    reference = held(market)
    perform(market.learner, use_trial, reference=reference)
    pay(market, gateway, reference)
    perform(market.teacher, accept, reference=reference)
    worker.run_until_idle()
    assert (payment(reference).captured, balance(ledger.ESCROW)) == (1000, -1000)


def _ended(view: View, coupon_id: int) -> bool:
    return view.db.get_one(Coupon, coupon_id).ended_at is not None


def test_nobody_has_more_coupons_than_anybody_needs(
    market: Market, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coupons, "MOST_COUPONS", 2)
    first, _ = coupon(market, code="ONE"), coupon(market, code="TWO")
    with pytest.raises(Invalid, match="You have 2 coupons"):
        coupon(market, code="THREE")
    perform(market.teacher, end_coupon, coupon_id=first)
    clock.advance(timedelta(days=2))
    coupon(market, code="THREE")
