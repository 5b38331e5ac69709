"""The same for what is asked of Stripe apart from payments: accounts, payouts sent again, evidence for a bank."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from livesessions.gateways.payments.errors import GatewayError
from livesessions.jobs import onboarding
from livesessions.jobs.onboarding import onboarding_url
from livesessions.models import Dispute, OutboxJob, Payout, PayoutAccount, PayoutStatus
from livesessions.runtime.work import GUEST, Actor, View, ask, perform
from livesessions.services.trouble import answer_dispute, retry_payout
from tests.conftest import sqlite_copy
from tests.gateways.banks import BROKEN_BANK, DISPUTED, GOOD_BANK
from tests.gateways.stripe_server import Fault
from tests.jobs.stripe_till import FAULTS, Till, kill_after

ADMIN = Actor(user_id=1, roles=frozenset({"admin"}), kind="person")
every_fault = pytest.mark.parametrize(
    "fault", FAULTS, ids=lambda fault: fault.name.lower() if fault else "killed"
)


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """One kind of database does: the faults are on the other side."""
    return sqlite_copy(request, tmp_path)


def rows(model: type) -> list[Any]:
    return ask(GUEST, _rows, model)


def _rows(view: View, model: type) -> list[Any]:
    return list(view.db.exec(select(model)))


def things(till: Till, kind: str, **fields: Any) -> list[dict[str, Any]]:
    """What there is on the other side."""
    with till.server.visit() as world:
        return world.all(kind, **fields)


def go_wrong(
    till: Till, monkeypatch: pytest.MonkeyPatch, fault: Fault | None, method: str, *, days: int = 3
) -> None:
    """The next call of that kind, and two days in which the worker tries again: a key lives for one."""
    if fault is None:
        kill_after(till, monkeypatch, method)
    else:
        till.server.faults.append(fault)
    for _ in range(days):
        till.settle()
        till.clock.advance(timedelta(days=1))
    till.settle()
    assert not till.server.faults


@every_fault
def test_a_payout_that_came_back_is_sent_once_more_and_once_only(
    till: Till, monkeypatch: pytest.MonkeyPatch, fault: Fault | None
) -> None:
    till.earned()
    till.onboard(BROKEN_BANK)
    for _ in range(14):
        till.clock.advance(timedelta(days=1))
        till.settle()
    (failed,) = rows(Payout)
    till.bank.onboard(rows(PayoutAccount)[0].external_id, GOOD_BANK)
    perform(ADMIN, retry_payout, payout_id=failed.id)
    go_wrong(till, monkeypatch, fault, "send_payout")
    assert len(things(till, "payout", automatic=False)) == 1
    again = [payout for payout in rows(Payout) if payout.id != failed.id]
    assert [(payout.price, payout.status) for payout in again] == [(2700, PayoutStatus.PAID)]
    assert (rows(Payout)[0].is_resent, unkept()) == (True, [])


@every_fault
def test_evidence_that_went_wrong_on_its_way_reaches_the_bank_once(
    till: Till, monkeypatch: pytest.MonkeyPatch, fault: Fault | None
) -> None:
    till.accepted(DISPUTED)
    (dispute,) = rows(Dispute)
    perform(ADMIN, answer_dispute, dispute_id=dispute.id, note="They were there.")
    go_wrong(till, monkeypatch, fault, "send_evidence")
    (there,) = things(till, "dispute")
    assert there["evidence_details"]["submission_count"] == 1
    assert there["evidence"]["uncategorized_text"].startswith("They were there.")
    assert (rows(Dispute)[0].evidence_sent_at is not None, unkept()) == (True, [])


def test_evidence_that_comes_after_the_verdict_is_let_be(till: Till) -> None:
    till.accepted(DISPUTED)
    (dispute,) = rows(Dispute)
    perform(ADMIN, answer_dispute, dispute_id=dispute.id, note="They were there.")
    till.bank.close_dispute(dispute.external_id, won=False)
    till.settle()
    assert (rows(Dispute)[0].evidence_sent_at, unkept()) == (None, [])


@every_fault
def test_an_account_that_did_not_open_opens_at_another_click_and_only_one_counts(
    till: Till, monkeypatch: pytest.MonkeyPatch, fault: Fault | None
) -> None:
    if fault is None:
        monkeypatch.setattr(onboarding, "note_account", _die)
        expected: type[BaseException] = KeyboardInterrupt
    else:
        till.server.faults.append(fault)
        expected = GatewayError
    with pytest.raises(expected):
        onboarding_url(till.market.teacher, country="DE")
    monkeypatch.undo()
    assert onboarding_url(till.market.teacher, country="DE").startswith("http")
    made = [account["id"] for account in things(till, "account")]
    # After a 500 nobody can tell: an account that was made all the same stays empty, and belongs to nobody.
    assert len(made) == (2 if fault is Fault.ERROR_AFTER else 1)
    assert rows(PayoutAccount)[0].external_id == made[0]


def _die(*_: object, **__: object) -> str:
    raise KeyboardInterrupt


def unkept() -> list[str]:
    """Promises of these two kinds that are still due."""
    return [
        job.job for job in rows(OutboxJob) if job.job in ("send_payout", "send_evidence") and not job.done_at
    ]
