"""A weekly series is paid at one checkout, and every session's part of the money goes its own way."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlmodel import select

from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.jobs import worker
from livesessions.jobs.checkout import open_checkout
from livesessions.jobs.settle import settle
from livesessions.models import Dispute, OutboxJob
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, Actor, View, ask, perform
from livesessions.services.bookings import accept, cancel, reject
from livesessions.services.holds import release_hold
from livesessions.services.rooms import enter_room
from livesessions.services.series import hold_series, propose_series
from livesessions.services.trouble import answer_dispute
from tests.jobs.till import DISPUTED, GOOD, books, enter, onboard, pass_days, sound
from tests.services.market import PROPOSAL, TERMS, Market, booking, live_session, payment

DEBIT, DEBIT_FAILS = "000123456789", "000111111116"
WEEKS = 3


@dataclass
class Series:
    """Three sessions at 30.00, and the page that asks for all of them."""

    market: Market
    gateway: SandboxGateway
    references: list[str]

    def open(self, number: int = 0) -> str:
        return open_checkout(self.market.learner, reference=self.references[number])

    def pay(self, card: str = GOOD) -> None:
        self.open()
        enter(self.gateway, self.references[0], card)
        settle(booking(self.references[-1]).id)

    def accept(self, *numbers: int) -> None:
        for number in numbers:
            perform(self.market.teacher, accept, reference=self.references[number])
        worker.run_until_idle()

    def reject(self, number: int) -> None:
        perform(self.market.teacher, reject, reference=self.references[number], reason="Away")
        worker.run_until_idle()

    def cancel(self, number: int) -> None:
        perform(self.market.learner, cancel, reference=self.references[number])
        worker.run_until_idle()

    def statuses(self) -> list[str]:
        return [booking(each).status for each in self.references]

    def paid(self) -> list[tuple[str, int, int]]:
        rows = [payment(each) for each in self.references]
        return [(row.status, row.captured, row.refunded) for row in rows]


@pytest.fixture
def series(market: Market, gateway: SandboxGateway) -> Series:
    return series_of(market, gateway)


def test_one_page_asks_for_the_whole_series_line_by_line(series: Series) -> None:
    url = series.open()
    assert {series.open(number) for number in range(WEEKS)} == {url}
    view = series.gateway.view(url.rpartition("/")[2])
    assert (view.amount, [line.amount for line in view.lines]) == (9000, [3000] * WEEKS)


def test_the_whole_series_is_held_past_the_checkout(series: Series, clock: SettableClock) -> None:
    began = clock()
    series.open()
    assert {booking(each).hold_expires_at for each in series.references} == {began + timedelta(minutes=40)}


def test_all_sessions_are_requested_together(series: Series) -> None:
    series.pay()
    assert (series.statuses(), books()) == (["pending"] * WEEKS, {})


def test_nothing_is_taken_before_the_last_answer(series: Series) -> None:
    series.pay()
    series.accept(0, 1)
    assert (series.statuses(), books()) == (["accepted", "accepted", "pending"], {})
    series.accept(2)
    assert series.paid() == [("captured", 3000, 0)] * WEEKS


def test_a_session_that_is_declined_was_never_charged(series: Series) -> None:
    series.pay()
    series.accept(0)
    series.reject(1)
    series.accept(2)
    assert series.paid() == [("captured", 3000, 0), ("voided", 0, 0), ("captured", 3000, 0)]
    truth = series.gateway.look_up(payment(series.references[0]).checkout_id or "")
    assert (truth.captured, truth.refunds, books()["escrow"], sound()) == (6000, (), -6000, True)


def test_a_series_that_is_declined_wholly_is_voided(series: Series) -> None:
    series.pay()
    for number in range(WEEKS):
        series.reject(number)
    assert (series.paid(), books()) == ([("voided", 0, 0)] * WEEKS, {})


def test_cancelling_one_refunds_only_that_one(series: Series) -> None:
    series.pay()
    series.accept(0, 1, 2)
    series.cancel(1)
    assert series.paid() == [("captured", 3000, 0), ("captured", 3000, 3000), ("captured", 3000, 0)]
    assert (books()["escrow"], sound()) == (-6000, True)


def test_a_request_that_is_withdrawn_is_let_go_when_the_others_are_answered(series: Series) -> None:
    series.pay()
    series.cancel(0)
    series.accept(1, 2)
    assert [captured for _, captured, _ in series.paid()] == [0, 3000, 3000]


def test_answers_that_never_come_end_only_their_own_sessions(series: Series, clock: SettableClock) -> None:
    series.pay()
    series.accept(0)
    pass_days(clock, 1.1)
    assert series.statuses() == ["accepted", "expired", "expired"]
    assert [captured for _, captured, _ in series.paid()] == [3000, 0, 0]


def test_an_instant_series_is_charged_and_booked_at_once(market: Market, gateway: SandboxGateway) -> None:
    market.change(booking_mode="instant")
    series = series_of(market, gateway)
    series.pay()
    assert (series.statuses(), series.paid()) == (["accepted"] * WEEKS, [("captured", 3000, 0)] * WEEKS)


def test_a_page_nobody_paid_on_ends_every_hold(series: Series, clock: SettableClock) -> None:
    series.open()
    clock.advance(timedelta(minutes=40))
    worker.run_until_idle()
    assert (series.statuses(), series.paid()) == (["expired"] * WEEKS, [("expired", 0, 0)] * WEEKS)


def test_of_a_series_paid_too_late_only_what_is_still_free_is_booked(
    series: Series, market: Market, clock: SettableClock
) -> None:
    series.open()
    clock.advance(timedelta(minutes=31))
    enter(series.gateway, series.references[0])
    clock.advance(timedelta(minutes=9))
    market.hold(market.other, key="k2", at=market.start + timedelta(weeks=1))
    worker.run_until_idle()
    assert series.statuses() == ["pending", "expired", "pending"]
    series.accept(0, 2)
    assert [captured for _, captured, _ in series.paid()] == [3000, 0, 3000]


def test_a_date_let_go_while_its_page_is_open_is_not_charged(series: Series) -> None:
    series.open()
    perform(series.market.learner, release_hold, reference=series.references[2])
    series.pay()
    series.accept(0, 1)
    assert series.paid() == [("captured", 3000, 0), ("captured", 3000, 0), ("voided", 0, 0)]


def test_a_date_let_go_before_is_not_asked_for(series: Series) -> None:
    perform(series.market.learner, release_hold, reference=series.references[0])
    view = series.gateway.view(series.open(1).rpartition("/")[2])
    assert (view.amount, len(view.lines)) == (6000, 2)


def test_a_debit_that_fails_is_paid_again_for_all(series: Series, clock: SettableClock) -> None:
    series.pay(DEBIT_FAILS)
    clock.advance(timedelta(minutes=2))
    worker.run_until_idle()
    assert (series.statuses(), series.paid()) == (["held"] * WEEKS, [("failed", 0, 0)] * WEEKS)
    series.pay()
    assert series.statuses() == ["pending"] * WEEKS


def test_a_debit_arrives_before_the_answers_and_a_declined_part_goes_back(
    series: Series, clock: SettableClock
) -> None:
    series.pay(DEBIT)
    clock.advance(timedelta(minutes=2))
    worker.run_until_idle()
    series.accept(0, 1)
    series.reject(2)
    assert series.paid() == [("captured", 3000, 0), ("captured", 3000, 0), ("captured", 3000, 3000)]


def test_a_dispute_freezes_every_session_and_is_divided_among_them(series: Series) -> None:
    series.pay(DISPUTED)
    series.accept(0, 1, 2)
    assert {payment(each).blocked for each in series.references} == {"disputed"}
    series.gateway.close_dispute(series.gateway.open_disputes()[0].id, won=True)
    for each in series.references:
        settle(booking(each).id)
    assert (books(), sound()) == ({"gateway": 9000 - 291, "escrow": -9000, "gateway_fees": 291}, True)


def test_a_bank_is_told_of_all_sessions_once(series: Series) -> None:
    series.pay(DISPUTED)
    series.accept(0, 1, 2)
    admin = Actor(series.market.third.user_id, frozenset({"learner", "admin"}))
    for dispute in ask(GUEST, disputes):
        perform(admin, answer_dispute, dispute_id=dispute, note="They were there.")
    worker.run_until_idle()
    told = series.gateway.evidence(series.gateway.open_disputes()[0].id)
    assert [each in told["product"] for each in series.references] == [True] * WEEKS
    assert told["messages"].startswith("They were there.")
    assert {sent for _, sent in ask(GUEST, promises_of_evidence)} == {True}


def disputes(view: View) -> list[int]:
    return [each or 0 for each in view.db.exec(select(Dispute.id))]


def promises_of_evidence(view: View) -> list[tuple[str, bool]]:
    kept = select(OutboxJob.job, OutboxJob.done_at).where(OutboxJob.job == "send_evidence")
    return [(job, done_at is not None) for job, done_at in view.db.exec(kept)]


def test_each_session_pays_out_its_own_share(series: Series, clock: SettableClock) -> None:
    series.pay()
    series.accept(0, 1, 2)
    onboard(series.market, series.gateway)
    for reference in series.references[:2]:
        met = live_session(reference)
        clock.now = met.starts_at
        for who in (series.market.teacher, series.market.learner):
            perform(who, enter_room, reference=met.reference)
        clock.now = met.ends_at + timedelta(hours=24)
        worker.run_until_idle()
    pass_days(clock, 8)
    sent = [series.gateway.look_up_transfers(each) for each in series.references]
    assert [[each.amount for each in transfers] for transfers in sent[:2]] == [[2700], [2700]]
    assert sound()


def series_of(market: Market, gateway: SandboxGateway) -> Series:
    starts = [market.start + timedelta(weeks=number) for number in range(WEEKS)]
    asked = {"offering_id": market.offering_id, "starts": starts, "request_key": "s", "terms": TERMS}
    references = perform(market.learner, hold_series, **asked)
    perform(market.learner, propose_series, reference=references[0], proposal=PROPOSAL)
    return Series(market, gateway, references)
