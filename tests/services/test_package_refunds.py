"""A package's own payment: given back, refused, failed, taken back by a bank; the books balance after each."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from livesessions.domain.errors import NotAllowed, NotFound
from livesessions.domain.packages import NoCredit
from livesessions.gateways.payments.errors import GatewayTimeout
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.jobs import worker
from livesessions.jobs.announce import ANNOUNCED
from livesessions.jobs.packages import settle_package
from livesessions.models import Invoice
from livesessions.queries.notifications import bell
from livesessions.queries.packages import my_packages
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, Actor, Door, ask, perform
from livesessions.services.bookings import cancel
from livesessions.services.credits import refund_credit
from livesessions.services.package_payments import lease_package
from livesessions.services.payments import StillLeased
from livesessions.services.trouble import retry_refund
from tests.jobs.package_shop import Shop, open_shop, package
from tests.jobs.till import DISPUTED, REFUND_FAILS, books, meet, open_till, pass_days, sound
from tests.services.market import open_market

FEE, DISPUTE_FEE = 204, 1500


@pytest.fixture
def gateway(tmp_path: Path, clock: SettableClock) -> Iterator[SandboxGateway]:
    with open_till(tmp_path, clock) as sandbox:
        yield sandbox


@pytest.fixture
def shop(door: Door, clock: SettableClock, gateway: SandboxGateway) -> Shop:
    return open_shop(open_market(clock(), price=3000), gateway)


@pytest.fixture
def admin(shop: Shop) -> Actor:
    return replace(shop.market.third, roles=frozenset({"learner", "admin"}))


def ask_back(shop: Shop, reference: str, who: Actor | None = None) -> None:
    perform(who or shop.market.learner, refund_credit, reference=reference)
    worker.run_until_idle()


def close(shop: Shop, reference: str, *, won: bool) -> None:
    shop.gateway.close_dispute(shop.gateway.open_disputes()[0].id, won=won)
    for _ in range(2):
        settle_package(reference)


def notes() -> list[tuple[str, int]]:
    found = select(Invoice).where(Invoice.kind == "credit_note").order_by(col(Invoice.id))
    return ask(GUEST, lambda view: [(row.refers_to, row.price) for row in view.db.exec(found)])


def test_what_is_left_goes_back_at_the_price_paid(shop: Shop) -> None:
    reference = shop.buy()
    shop.spend()
    ask_back(shop, reference)
    assert (shop.left(), package(reference).refunded, sound()) == ([], 4000, True)
    assert books() == {"gateway": 2000 - FEE, "gateway_fees": FEE, "escrow": -2000}
    assert notes() == [("I1-00001", -4000)]


def test_an_admin_gives_it_back_as_well(shop: Shop, admin: Actor) -> None:
    reference = shop.buy()
    ask_back(shop, reference, admin)
    assert (package(reference).refunded, sound()) == (6000, True)


@pytest.mark.parametrize("who", ["other", "teacher"])
def test_nobody_else_asks_for_it(shop: Shop, who: str) -> None:
    reference = shop.buy()
    with pytest.raises(NotFound):
        perform(getattr(shop.market, who), refund_credit, reference=reference)


@pytest.mark.parametrize("reference", ["", "NOSUCH"])
def test_a_package_that_is_not_there_is_told_at_its_field(shop: Shop, admin: Actor, reference: str) -> None:
    with pytest.raises(NotFound) as refusal:
        perform(admin, refund_credit, reference=reference)
    assert refusal.value.field == "package"


def test_a_second_click_gives_nothing_back(shop: Shop) -> None:
    reference = shop.buy()
    perform(shop.market.learner, refund_credit, reference=reference)
    with pytest.raises(NoCredit):
        perform(shop.market.learner, refund_credit, reference=reference)
    worker.run_until_idle()
    assert (package(reference).refunded, sound()) == (6000, True)


def test_credit_on_its_way_back_is_not_booked_with(shop: Shop) -> None:
    perform(shop.market.learner, refund_credit, reference=shop.buy())
    with pytest.raises(NoCredit):
        shop.spend()


def test_credit_that_comes_back_later_can_be_asked_for_as_well(shop: Shop) -> None:
    reference, booked = shop.buy(), shop.spend()
    ask_back(shop, reference)
    perform(shop.market.learner, cancel, reference=booked)
    worker.run_until_idle()
    assert shop.left() == [1]
    ask_back(shop, reference)
    assert (package(reference).refunded, sound()) == (6000, True)


def test_a_refund_that_fails_is_tried_three_times_and_then_stands_still(
    shop: Shop, admin: Actor, clock: SettableClock
) -> None:
    reference = shop.buy(REFUND_FAILS)
    perform(shop.market.learner, refund_credit, reference=reference)
    for _ in range(8):
        settle_package(reference)
        clock.advance(timedelta(minutes=5))
    assert (package(reference).blocked, package(reference).refunded) == ("refund_failed", 0)
    assert (books()["credits:2"], sound()) == (-6000, True)
    perform(admin, retry_refund, reference=reference)
    settle_package(reference)
    assert (package(reference).blocked, package(reference).refunded, sound()) == ("", 6000, True)


def test_a_call_whose_answer_was_lost_gives_back_once(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    reference = shop.buy()
    perform(shop.market.learner, refund_credit, reference=reference)
    with monkeypatch.context() as line:
        line.setattr(shop.gateway, "refund", _answers_too_late(shop.gateway.refund))
        with pytest.raises(GatewayTimeout):
            settle_package(reference)
    for _ in range(2):
        settle_package(reference)
    assert len(shop.gateway.look_up(shop.payment_of(reference)).refunds) == 1
    assert (package(reference).refunded, sound()) == (6000, True)


def _answers_too_late(send: Callable[..., str]) -> Callable[..., str]:
    def refund(*args: Any, **kw: Any) -> str:
        send(*args, **kw)
        raise GatewayTimeout("no answer")

    return refund


def test_two_workers_never_settle_one_package_at_once(shop: Shop) -> None:
    reference = shop.buy()
    perform(GUEST, lease_package, reference=reference)
    with pytest.raises(StillLeased):
        settle_package(reference)


def test_what_the_gateway_gave_back_unasked_comes_out_of_what_is_left(shop: Shop) -> None:
    reference = shop.buy()
    shop.spend()
    shop.gateway.refund(shop.payment_of(reference), 5000, key="by hand")
    settle_package(reference)
    assert (shop.left(), sound()) == ([], True)
    assert books()["losses:2"] == 1000


def test_a_dispute_freezes_what_is_left(shop: Shop) -> None:
    reference = shop.buy(DISPUTED)
    with pytest.raises(NoCredit):
        shop.spend()
    with pytest.raises(NotAllowed):
        perform(shop.market.learner, refund_credit, reference=reference)
    assert [each.is_frozen for each in ask(shop.market.learner, my_packages)] == [True]
    assert books() == {
        "gateway": -FEE - DISPUTE_FEE,
        "gateway_fees": FEE + DISPUTE_FEE,
        "disputes": 6000,
        "credits:2": -6000,
    }


def test_a_booking_that_was_being_made_is_not_sent_off_once_the_bank_looks(shop: Shop) -> None:
    reference = shop.buy()
    late = replace(shop.market, start=shop.market.start + timedelta(days=1))
    held = late.hold(key="held")
    late.describe(held)
    shop.choose(held.reference)
    shop.gateway.dispute(shop.payment_of(reference))
    settle_package(reference)
    with pytest.raises(NotAllowed):
        shop.send_off(held.reference)


def test_both_sides_hear_of_a_dispute_and_of_a_refund(shop: Shop, door: Door) -> None:
    door.announced = ANNOUNCED
    shop.buy(DISPUTED)
    worker.run_until_idle()
    ask_back(shop, shop.buy(key="p2"))
    assert heard(shop.market.learner) == [
        "You gave back the rest of your package “Rust”",
        "Your package “Rust” waits",
    ]
    assert heard(shop.market.teacher) == [
        "Lena will not use the rest of a package",
        "The payment of a package “Rust” is disputed",
    ]


def heard(who: Actor) -> list[str]:
    return [line.title for line in ask(who, bell).lines]


def test_a_dispute_that_is_won_frees_the_credit(shop: Shop) -> None:
    reference = shop.buy(DISPUTED)
    close(shop, reference, won=True)
    shop.spend()
    assert (shop.left(), sound()) == ([2], True)
    assert books() == {"gateway": 6000 - FEE, "gateway_fees": FEE, "credits:2": -4000, "escrow": -2000}


def test_a_dispute_that_is_lost_ends_the_credit_and_leaves_taken_sessions_their_share(
    shop: Shop, clock: SettableClock
) -> None:
    reference = shop.buy()
    meet(shop.market, clock, shop.spend())
    shop.gateway.dispute(shop.payment_of(reference))
    settle_package(reference)
    close(shop, reference, won=False)
    assert (shop.left(), sound()) == ([], True)
    assert books() == {
        "gateway": -FEE - DISPUTE_FEE,
        "gateway_fees": FEE + DISPUTE_FEE,
        "losses:2": 2000,
        "instructor:1": -1800,
        "revenue": -200,
    }
    assert notes() == [("I1-00001", -6000)]


def test_a_session_cancelled_after_the_verdict_makes_the_loss_smaller(shop: Shop) -> None:
    reference, booked = shop.buy(), shop.spend()
    shop.gateway.dispute(shop.payment_of(reference))
    settle_package(reference)
    close(shop, reference, won=False)
    perform(shop.market.learner, cancel, reference=booked)
    worker.run_until_idle()
    assert (shop.left(), sound()) == ([], True)
    assert books() == {"gateway": -FEE - DISPUTE_FEE, "gateway_fees": FEE + DISPUTE_FEE}


def test_a_verdict_that_is_heard_of_first_ends_the_same(shop: Shop) -> None:
    reference = shop.buy()
    shop.gateway.dispute(shop.payment_of(reference))
    close(shop, reference, won=False)
    assert (shop.left(), package(reference).withdrawn, sound()) == ([], 6000, True)


def test_a_refund_that_was_asked_for_waits_for_the_verdict(shop: Shop) -> None:
    reference = shop.buy()
    perform(shop.market.learner, refund_credit, reference=reference)
    shop.gateway.dispute(shop.payment_of(reference))
    settle_package(reference)
    assert (package(reference).blocked, package(reference).refunded) == ("disputed", 0)
    close(shop, reference, won=True)
    assert (package(reference).blocked, package(reference).refunded, sound()) == ("", 6000, True)


def test_nothing_goes_back_twice_after_a_lost_dispute(shop: Shop) -> None:
    reference = shop.buy()
    perform(shop.market.learner, refund_credit, reference=reference)
    shop.gateway.dispute(shop.payment_of(reference))
    close(shop, reference, won=False)
    assert (package(reference).blocked, package(reference).refunded, sound()) == ("", 0, True)
    with pytest.raises(NotAllowed):
        perform(shop.market.learner, refund_credit, reference=reference)


def test_a_dispute_nobody_told_us_of_is_found_the_next_day(shop: Shop, clock: SettableClock) -> None:
    reference = shop.buy()
    shop.gateway.dispute(shop.payment_of(reference))
    pass_days(clock, 1.1)
    assert ask(shop.market.learner, my_packages)[0].is_frozen
