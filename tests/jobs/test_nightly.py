"""What letters did not tell is found out; the ledger is checked each night, and a difference is shown."""

import json
from datetime import timedelta
from itertools import chain

import pytest
from sqlmodel import col, select, text

from livesessions.domain.errors import NotAllowed, NotFound
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.jobs import operator, worker
from livesessions.jobs.checkout import open_checkout
from livesessions.models import AuditCheck, AuditEvent, LedgerCheck, User
from livesessions.models.guards import seal_statements, unseal_statements
from livesessions.queries import audit
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, SYSTEM, View, Work, ask, perform
from livesessions.services.accounts import make_admin
from tests.jobs.till import DISPUTED, completed, described, enter, onboard, pass_days
from tests.services.market import Market, booking, payment


def checks(view: View) -> list[tuple[int, list[dict[str, object]]]]:
    return [(row.movements, row.differences) for row in view.db.exec(select(LedgerCheck))]


def trail_checks(view: View) -> list[list[dict[str, int]]]:
    return [row.broken for row in view.db.exec(select(AuditCheck))]


def events(view: View, name: str) -> int:
    return len(view.db.exec(select(AuditEvent.id).where(col(AuditEvent.event) == name)).all())


def forge(work: Work) -> None:
    """What no service does: another amount in the payment's own row."""
    work.db.execute(text("UPDATE payment SET captured = captured + 5"))


def test_a_payment_nobody_told_us_of_is_found_within_a_minute(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    reference = described(market)
    open_checkout(market.learner, reference=reference)
    enter(gateway, reference)
    clock.advance(timedelta(minutes=1))
    worker.run_until_idle()
    assert (booking(reference).status, payment(reference).status) == ("pending", "authorised")


def test_an_authorisation_that_ended_unheard_is_found_within_the_hour(
    market: Market, gateway: SandboxGateway, clock: SettableClock, paid: str
) -> None:
    gateway.void(payment(paid).gateway_reference or "", key="by the bank")
    clock.advance(timedelta(hours=1))
    worker.run_until_idle()
    assert payment(paid).status == "voided"


def test_a_dispute_nobody_told_us_of_is_found_the_next_day(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    reference = completed(market, gateway, clock)
    gateway.dispute(payment(reference).gateway_reference or "")
    pass_days(clock, 1.1)
    assert payment(reference).blocked == "disputed"


def test_a_payout_that_arrived_unheard_is_found_the_next_day(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    completed(market, gateway, clock)
    onboard(market, gateway)
    for _ in range(12):
        pass_days(clock, 1)
    assert ask(GUEST, events, "payout.paid") == 1


def test_the_ledger_is_checked_once_a_day(market: Market, clock: SettableClock) -> None:
    for _ in range(3):
        pass_days(clock, 0.5)
    assert ask(GUEST, checks) == [(0, []), (0, [])]


def test_a_difference_is_kept_and_told(market: Market, gateway: SandboxGateway, clock: SettableClock) -> None:
    reference = completed(market, gateway, clock)
    perform(SYSTEM, forge)
    pass_days(clock, 1)
    wrong = {
        "rule": "payment's captured amount",
        "subject": f"booking:{booking(reference).id}",
        "currency": "EUR",
        "amount": 5,
    }
    assert ask(GUEST, checks)[-1][1] == [wrong]
    assert ask(GUEST, events, "ledger.differs") == 1


def test_the_operator_exports_balances_and_movements(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    reference = completed(market, gateway, clock, DISPUTED)
    found = json.loads(operator.export_ledger())
    assert found["balances"]["disputes"] == {"EUR": 3000}
    kinds = [line["kind"] for line in found["movements"]]
    assert sorted(kinds) == ["capture", "dispute", "earn", "gateway_fee", "gateway_fee"]
    assert found["movements"][0]["external_id"] == payment(reference).gateway_reference


def test_the_operator_checks_the_ledger(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    completed(market, gateway, clock)
    assert operator.check_ledger() == ("3 movements, no difference", True)
    perform(SYSTEM, forge)
    assert operator.check_ledger() == ("payment's captured amount: booking:1 5 EUR", False)


def test_an_altered_event_is_kept_and_told(market: Market, clock: SettableClock, paid: str) -> None:
    perform(
        SYSTEM, behind_the_guards, "UPDATE audit_event SET reason = 'forged' WHERE event = 'booking.held'"
    )
    pass_days(clock, 1)
    (wrong,) = ask(GUEST, trail_checks)[-1]
    assert wrong == place_of("booking.held")
    assert ask(GUEST, events, "audit.broken") == 1


def place_of(event: str) -> dict[str, int]:
    rows = select(AuditEvent.chain, AuditEvent.number).where(AuditEvent.event == event)
    return dict(zip(("chain", "number"), ask(GUEST, lambda view: view.db.exec(rows).one()), strict=True))


@pytest.mark.parametrize(
    ("deed", "follows"),
    [
        ("DELETE FROM audit_event WHERE event = 'booking.held'", False),
        ("DELETE FROM audit_event WHERE event = 'booking.requested'", False),
        ("UPDATE audit_chain SET length = length - 1 WHERE length > 0", False),
        ("UPDATE payment SET captured = 0", True),
    ],
    ids=["removed", "its end removed", "a chain too short", "another table"],
)
def test_the_operator_follows_the_audit_trail(
    market: Market, paid: str, deed: str, follows: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "BATCH", 2)
    perform(SYSTEM, behind_the_guards, deed)
    words, is_sound = operator.check_audit()
    assert (is_sound, "no break" in words) == (follows, follows)


def behind_the_guards(work: Work, deed: str) -> None:
    """What only somebody with the database's own keys can do."""
    dialect = work.db.get_bind().dialect.name
    statements = unseal_statements(dialect, "audit_event"), [deed], seal_statements(dialect, "audit_event")
    for statement in chain.from_iterable(statements):
        work.db.execute(text(statement))


def test_the_operator_and_nobody_else_appoints_admins(market: Market) -> None:
    assert operator.appoint("Tara@example.org ") == "Tara is an admin"
    assert ask(GUEST, admins) == ["Tara"]
    with pytest.raises(NotAllowed):
        perform(market.teacher, make_admin, email="lena@example.org")
    with pytest.raises(NotFound):
        operator.appoint("nobody@example.org")


def admins(view: View) -> list[str]:
    return list(view.db.exec(select(User.name).where(col(User.is_admin))))
