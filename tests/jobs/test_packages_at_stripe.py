"""A package's own payment before the strict Stripe: given back, broken on its way, taken back by a bank."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from livesessions.domain.errors import NotAllowed
from livesessions.jobs.packages import buy_package
from livesessions.models import Dispute
from livesessions.runtime.work import SYSTEM, Actor, perform
from livesessions.services.bookings import cancel
from livesessions.services.credits import refund_credit
from livesessions.services.trouble import answer_dispute, retry_refund
from livesessions.services.webhooks import receive
from tests.conftest import sqlite_copy
from tests.gateways.banks import DISPUTED, OK, REFUND_FAILS
from tests.gateways.stripe_server import Fault, disputing
from tests.jobs.package_shop import Shop, open_shop, package
from tests.jobs.stripe_till import FAULTS, Till, kill_after
from tests.jobs.test_trouble_faults import rows, things, unkept
from tests.jobs.till import books, sound

FEE, DISPUTE_FEE = 204, 1500
UNTOUCHED = {"gateway": 6000 - FEE, "gateway_fees": FEE, "credits:2": -6000}
GIVEN_BACK = {"gateway": -FEE, "gateway_fees": FEE}
SEALED = "whsec"


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """One kind of database does: the faults are on the other side."""
    return sqlite_copy(request, tmp_path)


@dataclass(frozen=True)
class Counter:
    """Where packages are bought with Stripe."""

    till: Till
    shop: Shop

    def buy(self, card: str = OK) -> str:
        asked = {"package_offer_id": self.shop.offer_id, "request_key": "p1"}
        url = buy_package(self.shop.market.learner, **asked)
        self.till.bank.pay(url.rpartition("/")[2], card)
        self.till.settle()
        return things(self.till, "checkout.session")[0]["client_reference_id"]

    def ask_back(self, reference: str) -> None:
        perform(self.shop.market.learner, refund_credit, reference=reference)

    def refunds(self) -> list[tuple[int, str]]:
        return [(each["amount"], each["status"]) for each in things(self.till, "refund")]

    def dispute(self, amount: int = 6000) -> None:
        (charge,) = things(self.till, "charge")
        with self.till.server.visit() as world:
            disputing.open_dispute(world, world.get("charge", charge["id"]), amount)
        self.hear()

    def decide(self, *, won: bool) -> None:
        self.till.bank.close_dispute(rows(Dispute)[-1].external_id, won=won)
        self.hear()

    def hear(self) -> None:
        """Stripe's letters arrive, every one twice, and the worker goes to work."""
        self.till.bank.post_letters()
        for body, seal in self.till.bank.mailbox.letters * 2:
            notice = self.till.gateway.verify_webhook(body, seal, [SEALED], self.till.clock())
            perform(SYSTEM, receive, source="stripe", notice=notice, body=body)
        self.till.bank.mailbox.letters.clear()
        self.till.settle()


@pytest.fixture
def counter(till: Till) -> Counter:
    return Counter(till, open_shop(till.market, till.gateway))  # type: ignore[arg-type]


@pytest.fixture
def admin(counter: Counter) -> Actor:
    return replace(counter.shop.market.third, roles=frozenset({"learner", "admin"}))


def stands(reference: str) -> tuple[str, int, bool]:
    return package(reference).blocked, package(reference).refunded, sound()


def test_a_package_is_bought_once_and_is_credit(counter: Counter) -> None:
    counter.buy()
    assert (counter.shop.left(), books(), sound()) == ([3], UNTOUCHED, True)


def test_what_is_left_is_refunded_in_part(counter: Counter) -> None:
    reference = counter.buy()
    counter.shop.spend()
    counter.ask_back(reference)
    counter.till.settle()
    assert (counter.refunds(), stands(reference)) == ([(4000, "succeeded")], ("", 4000, True))
    assert books() == {"gateway": 2000 - FEE, "gateway_fees": FEE, "escrow": -2000}


def test_a_session_that_comes_back_later_is_a_second_refund(counter: Counter) -> None:
    reference = counter.buy()
    booked = counter.shop.spend()
    counter.ask_back(reference)
    counter.till.settle()
    perform(counter.shop.market.learner, cancel, reference=booked)
    counter.till.settle()
    counter.ask_back(reference)
    counter.till.settle()
    assert counter.refunds() == [(2000, "succeeded"), (4000, "succeeded")]
    assert (stands(reference), books()) == (("", 6000, True), GIVEN_BACK)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name.lower() if fault else "killed")
def test_a_refund_that_goes_wrong_on_its_way_is_made_once(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, fault: Fault | None
) -> None:
    reference = counter.buy()
    counter.ask_back(reference)
    if fault is None:
        kill_after(counter.till, monkeypatch, "refund")
    else:
        counter.till.server.faults.append(fault)
    counter.till.settle()
    counter.till.settle()
    assert (counter.till.server.faults, unkept()) == (type(counter.till.server.faults)(), [])
    assert (counter.refunds(), stands(reference)) == ([(6000, "succeeded")], ("", 6000, True))


def test_a_refund_the_bank_sends_back_is_tried_three_times_and_three_more_for_an_admin(
    counter: Counter, admin: Actor
) -> None:
    reference = counter.buy(REFUND_FAILS)
    counter.ask_back(reference)
    for _ in range(4):
        counter.hear()
    assert (counter.refunds(), stands(reference)) == ([(6000, "failed")] * 3, ("refund_failed", 0, True))
    assert books() == UNTOUCHED
    perform(admin, retry_refund, reference=reference)
    for _ in range(4):
        counter.hear()
    assert (len(counter.refunds()), stands(reference)) == (6, ("refund_failed", 0, True))


def test_a_dispute_freezes_the_credit_and_its_fee_is_in_the_books(counter: Counter) -> None:
    reference = counter.buy(DISPUTED)
    with pytest.raises(NotAllowed):
        counter.ask_back(reference)
    assert (package(reference).blocked, sound()) == ("disputed", True)
    assert books() == {
        "gateway": -FEE - DISPUTE_FEE,
        "gateway_fees": FEE + DISPUTE_FEE,
        "disputes": 6000,
        "credits:2": -6000,
    }


def test_a_dispute_that_is_won_frees_the_credit(counter: Counter) -> None:
    counter.buy(DISPUTED)
    counter.decide(won=True)
    counter.shop.spend()
    assert (counter.shop.left(), sound()) == ([2], True)


def test_a_dispute_that_is_lost_ends_the_credit(counter: Counter) -> None:
    reference = counter.buy(DISPUTED)
    counter.decide(won=False)
    assert (counter.shop.left(), package(reference).lost, sound()) == ([], 6000, True)
    assert books() == {"gateway": -FEE - DISPUTE_FEE, "gateway_fees": FEE + DISPUTE_FEE}


def test_a_refund_asked_for_before_a_dispute_waits_for_the_verdict(counter: Counter) -> None:
    reference = counter.buy()
    counter.ask_back(reference)
    counter.dispute()
    assert (counter.refunds(), package(reference).blocked) == ([], "disputed")
    counter.decide(won=True)
    assert (counter.refunds(), stands(reference)) == ([(6000, "succeeded")], ("", 6000, True))


@pytest.mark.parametrize("disputed", [2000, 6000])
def test_what_a_bank_takes_after_a_refund_is_a_loss_of_just_that(counter: Counter, disputed: int) -> None:
    """Of what the refund left, or of all: a bank can do that."""
    reference = counter.buy()
    counter.shop.spend()
    counter.ask_back(reference)
    counter.till.settle()
    counter.dispute(disputed)
    counter.decide(won=False)
    assert (counter.refunds(), package(reference).lost, sound()) == ([(4000, "succeeded")], disputed, True)
    assert books() == {
        "gateway": 2000 - disputed - FEE - DISPUTE_FEE,
        "gateway_fees": FEE + DISPUTE_FEE,
        "losses:2": disputed,
        "escrow": -2000,
    }


def test_a_bank_is_told_of_a_package_once(counter: Counter, admin: Actor) -> None:
    counter.buy(DISPUTED)
    (dispute,) = rows(Dispute)
    perform(admin, answer_dispute, dispute_id=dispute.id, note="She booked with it.")
    counter.till.settle()
    (there,) = things(counter.till, "dispute")
    assert there["evidence_details"]["submission_count"] == 1
    assert there["evidence"]["uncategorized_text"].startswith("She booked with it.")


def test_letters_of_stripe_about_a_package_have_it_looked_at(counter: Counter) -> None:
    reference = counter.buy()
    looked: Any = package(reference).looked_up_at
    counter.dispute()
    assert package(reference).looked_up_at > looked
    assert package(reference).blocked == "disputed"
