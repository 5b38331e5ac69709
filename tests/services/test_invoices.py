"""Invoices without gaps: one for every payment, a credit note for everything given back, fees by the platform."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from livesessions.domain import ledger
from livesessions.domain.errors import NotFound
from livesessions.domain.money import Money
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.jobs import worker
from livesessions.jobs.settle import settle
from livesessions.models import Invoice
from livesessions.queries.invoices import invoice_detail, my_invoices
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, SYSTEM, Door, View, Work, ask, perform
from livesessions.services.bookings import accept, cancel
from livesessions.services.ledger import post
from tests.jobs.till import DISPUTED, open_till, pay
from tests.services.market import Market, booking, open_market


@pytest.fixture
def gateway(tmp_path: Path, clock: SettableClock) -> Iterator[SandboxGateway]:
    with open_till(tmp_path, clock) as sandbox:
        yield sandbox


@pytest.fixture
def market(door: Door, clock: SettableClock, gateway: SandboxGateway) -> Market:
    return open_market(clock(), price=3000)


@pytest.fixture
def paid(market: Market, gateway: SandboxGateway) -> str:
    """An accepted booking whose thirty euros are taken."""
    reference = pay(market, gateway)
    perform(market.teacher, accept, reference=reference)
    worker.run_until_idle()
    return reference


def issued() -> list[tuple[str, str, int]]:
    return ask(GUEST, _issued)


def _issued(view: View) -> list[tuple[str, str, int]]:
    rows = view.db.exec(select(Invoice).order_by(Invoice.id)).all()  # type: ignore[arg-type]
    return [(row.code, row.kind, row.price) for row in rows]


def test_an_authorisation_is_no_sale(market: Market, gateway: SandboxGateway) -> None:
    pay(market, gateway)
    assert issued() == []


def test_what_is_taken_has_an_invoice(market: Market, paid: str) -> None:
    assert issued() == [("I1-00001", "invoice", 3000)]


def test_looking_again_writes_nothing(market: Market, paid: str) -> None:
    for _ in range(3):
        settle(booking(paid).id)
    assert len(issued()) == 1


def test_a_refund_has_a_credit_note_that_names_its_invoice(market: Market, paid: str) -> None:
    perform(market.learner, cancel, reference=paid)
    worker.run_until_idle()
    assert issued()[1:] == [("I1-00002", "credit_note", -3000)]
    assert ask(market.learner, invoice_detail, code="I1-00002").refers_to == "I1-00001"


def test_what_is_kept_has_a_fee_that_the_platform_invoices(
    market: Market, paid: str, clock: SettableClock
) -> None:
    clock.now = market.start - timedelta(hours=20)
    perform(market.learner, cancel, reference=paid)
    worker.run_until_idle()
    assert sorted(issued()) == [
        ("I1-00001", "invoice", 3000),
        ("I1-00002", "credit_note", -1500),
        ("LS-00001", "invoice", 150),
    ]


@pytest.mark.parametrize(
    ("won", "notes"), [(True, []), (False, [("I1-00002", "credit_note", -3000)])], ids=["won", "lost"]
)
def test_what_a_bank_takes_for_good_has_a_credit_note(
    market: Market, gateway: SandboxGateway, won: bool, notes: list[tuple[str, str, int]]
) -> None:
    reference = pay(market, gateway, DISPUTED)
    perform(market.teacher, accept, reference=reference)
    worker.run_until_idle()
    assert len(issued()) == 1
    gateway.close_dispute(gateway.open_disputes()[0].id, won=won)
    for _ in range(3):
        settle(booking(reference).id)
    assert issued()[1:] == notes


@pytest.mark.parametrize(
    "change", [update(Invoice).values(price=1), delete(Invoice)], ids=["update", "delete"]
)
def test_what_was_issued_is_never_rewritten(market: Market, paid: str, change: Any) -> None:
    with pytest.raises(DBAPIError, match="guard_append_only"):
        perform(SYSTEM, lambda work: work.db.execute(change))
    assert issued() == [("I1-00001", "invoice", 3000)]


def test_buyer_and_seller_see_it_in_their_lists(market: Market, paid: str) -> None:
    bought, sold = ask(market.learner, my_invoices).bought, ask(market.teacher, my_invoices).sold
    assert [row.code for row in bought] == [row.code for row in sold] == ["I1-00001"]
    assert (bought[0].seller, bought[0].buyer) == ("Tara", "Lena")


def test_nobody_else_sees_it(market: Market, paid: str) -> None:
    with pytest.raises(NotFound):
        ask(market.other, invoice_detail, code="I1-00001")


def test_a_transaction_that_fails_leaves_no_gap(market: Market, gateway: SandboxGateway, paid: str) -> None:
    with pytest.raises(RuntimeError):
        perform(SYSTEM, fail_after_posting, booking_id=booking(paid).id)
    perform(market.learner, cancel, reference=paid)
    worker.run_until_idle()
    assert [code for code, _, _ in issued()] == ["I1-00001", "I1-00002"]


def fail_after_posting(work: Work, *, booking_id: int) -> None:
    post(work, ledger.capture("pi_lost", booking_id, Money(3000, "EUR")))
    raise RuntimeError("the machine lost its power")
