"""Whatever goes wrong with a call to Stripe, and whenever: asked again it arrives where it should, exactly once.

The gateway is the real plug before a strict Stripe-shaped server on loopback, which breaks the next change.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from livesessions.domain.ledger_check import differences
from livesessions.jobs.checkout import open_checkout
from livesessions.queries.ledger import ledger_differences, movements
from livesessions.runtime.work import GUEST, ask, perform
from livesessions.services.bookings import accept, cancel, reject
from tests.conftest import sqlite_copy
from tests.gateways.stripe_server import Fault
from tests.jobs.stripe_till import ASKS, FAULTS, FEES, Till, kill_after
from tests.jobs.test_trouble import audit
from tests.jobs.till import books, change_due, described, far_ahead
from tests.services.market import booking, payment


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """One kind of database does: the faults are on the other side."""
    return sqlite_copy(request, tmp_path)


def is_captured(till: Till, reference: str) -> bool:
    return (payment(reference).status, books()) == (
        "captured",
        {"gateway": 2883, "escrow": -3000, **FEES},
    )


def is_voided(till: Till, reference: str) -> bool:
    return (payment(reference).status, books()) == ("voided", {})


def is_refunded(till: Till, reference: str) -> bool:
    found = till.gateway.look_up(payment(reference).checkout_id or "")
    return (len(found.refunds), found.refunded, books()) == (1, 3000, {"gateway": -117, **FEES})


def is_charged(till: Till, reference: str) -> bool:
    return is_captured(till, reference) and is_forgotten(till, reference)


def is_forgotten(till: Till, reference: str) -> bool:
    return till.gateway.look_up(payment(reference).checkout_id or "").saved is None


def is_owed_once(till: Till, reference: str) -> bool:
    """Asked for once, and told once: nobody tries the same card again."""
    with till.server.visit() as world:
        tries = len(world.all("payment_intent"))
    told = ask(GUEST, audit, "payment.owed")
    return (tries, len(told), payment(reference).status, books()) == (1, 1, "owed", {})


def is_unpaid(till: Till, reference: str) -> bool:
    return (booking(reference).status, is_closed(till, reference), books()) == ("expired", True, {})


def is_closed(till: Till, reference: str) -> bool:
    return till.gateway.look_up(payment(reference).checkout_id or "").checkout_status == "expired"


def is_sent(till: Till, reference: str) -> bool:
    found = till.gateway.look_up_transfers(reference)
    return ([(each.amount, each.reversed) for each in found], books()) == (
        [(2700, 0)],
        {"gateway": 183, "revenue": -300, **FEES},
    )


def is_taken_back(till: Till, reference: str) -> bool:
    found = till.gateway.look_up_transfers(reference)
    return ([(each.amount, each.reversed) for each in found], books()) == (
        [(2700, 1800)],
        {"gateway": -17, "revenue": -100, **FEES},
    )


def is_captured_in_part(till: Till, reference: str) -> bool:
    found = till.gateway.look_up(payment(reference).checkout_id or "")
    return (found.captured, found.refunds, books()) == (
        6000,
        (),
        {"gateway": 5796, "escrow": -6000, "gateway_fees": 204},
    )


def is_refunded_in_part(till: Till, reference: str) -> bool:
    found = till.gateway.look_up(payment(reference).checkout_id or "")
    return ([(each.amount, each.part) for each in found.refunds], books()) == (
        [(3000, reference)],
        {"gateway": 5709, "escrow": -6000, "gateway_fees": 291},
    )


def capturing(till: Till) -> str:
    reference = till.requested()
    perform(till.market.teacher, accept, reference=reference)
    return reference


def voiding(till: Till) -> str:
    reference = till.requested()
    perform(till.market.teacher, reject, reference=reference, reason="Away")
    return reference


def refunding(till: Till) -> str:
    reference = till.accepted()
    perform(till.market.teacher, cancel, reference=reference, reason="Ill")
    return reference


def capturing_a_part(till: Till) -> str:
    first, second, third = till.series().references
    for reference in (first, third):
        perform(till.market.teacher, accept, reference=reference)
    perform(till.market.teacher, reject, reference=second, reason="Away")
    return second


def refunding_a_part(till: Till) -> str:
    references = till.series().references
    for reference in references:
        perform(till.market.teacher, accept, reference=reference)
    till.settle()
    perform(till.market.learner, cancel, reference=references[1])
    return references[1]


def expiring(till: Till) -> str:
    reference = till.held()
    perform(till.market.learner, cancel, reference=reference)
    return reference


def charging(till: Till) -> str:
    reference = till.saved()
    perform(till.market.teacher, accept, reference=reference)
    return reference


def charging_in_vain(till: Till) -> str:
    reference = till.saved(ASKS)
    perform(till.market.teacher, accept, reference=reference)
    return reference


def forgetting(till: Till) -> str:
    reference = till.saved()
    perform(till.market.teacher, reject, reference=reference, reason="Away")
    return reference


def ending(till: Till) -> str:
    """The page of a pay link was opened late, and is still open when the day is over."""
    reference = till.owed()
    until = payment(reference).owed_until
    till.clock.now = until - timedelta(minutes=5)
    open_checkout(till.market.learner, reference=reference)
    till.clock.now = until
    return reference


def sending(till: Till) -> str:
    reference = till.earned()
    till.onboard()
    till.clock.advance(timedelta(days=8))
    return reference


def taking_back(till: Till) -> str:
    reference = sending(till)
    till.settle()
    change_due(reference, 1000)
    return reference


@dataclass(frozen=True)
class Case:
    """What is about to be asked of Stripe, by which method of the gateway, and what shall be true in the end."""

    prepare: Callable[[Till], str]
    method: str
    arrived: Callable[[Till, str], bool]


CASES = {
    "capture": Case(capturing, "capture", is_captured),
    "void": Case(voiding, "void", is_voided),
    "refund": Case(refunding, "refund", is_refunded),
    "capture a part": Case(capturing_a_part, "capture", is_captured_in_part),
    "refund a part": Case(refunding_a_part, "refund", is_refunded_in_part),
    "expire": Case(expiring, "expire_checkout", is_closed),
    "charge": Case(charging, "charge", is_charged),
    "charge in vain": Case(charging_in_vain, "charge", is_owed_once),
    "forget": Case(forgetting, "forget_method", is_forgotten),
    "end a link": Case(ending, "expire_checkout", is_unpaid),
    "transfer": Case(sending, "transfer", is_sent),
    "reversal": Case(taking_back, "reverse_transfer", is_taken_back),
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name.lower() if fault else "killed")
@pytest.mark.parametrize("name", CASES)
def test_a_call_that_goes_wrong_has_its_effect_once(
    till: Till, monkeypatch: pytest.MonkeyPatch, name: str, fault: Fault | None
) -> None:
    case = CASES[name]
    reference = case.prepare(till)
    if fault is None:
        kill_after(till, monkeypatch, case.method)
    else:
        till.server.faults.append(fault)
    till.settle()
    till.settle()
    assert not till.server.faults
    assert case.arrived(till, reference)
    assert (ask(GUEST, ledger_differences)[1], differences(ask(GUEST, movements))) == ((), ())


@pytest.mark.parametrize("opens", ["described", "far_ahead", "owed"])
@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.name.lower())
def test_a_checkout_that_did_not_open_opens_at_another_try(till: Till, fault: Fault, opens: str) -> None:
    ways = {"described": described, "far_ahead": far_ahead, "owed": lambda _: till.owed()}
    reference = ways[opens](till.market)
    stands = booking(reference).status
    till.server.faults.append(fault)
    with pytest.raises(Exception, match=r"[Pp]ayment service|answer|busy|not"):
        open_checkout(till.market.learner, reference=reference)
    url = open_checkout(till.market.learner, reference=reference)
    assert (url, booking(reference).status) == (payment(reference).checkout_url, stands)
