"""The admin's money page: what is stuck is seen, tried again and answered by admins and by nobody else."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import reflex as rx
from sqlmodel import select

from livesessions.domain.errors import NotAllowed
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.jobs import worker
from livesessions.jobs.packages import settle_package
from livesessions.jobs.pay_out import pay_out
from livesessions.jobs.settle import settle
from livesessions.models import PayoutAccount
from livesessions.queries.trouble import trouble
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, Door, ask, perform
from livesessions.services.bookings import accept, cancel
from livesessions.services.credits import refund_credit
from livesessions.services.trouble import (
    answer_dispute,
    check_now,
    retry_payout,
    retry_refund,
    retry_shares,
)
from livesessions.state.trouble import TroubleState
from tests.jobs.package_shop import open_shop
from tests.jobs.till import (
    BROKEN_BANK,
    DISPUTED,
    GOOD_BANK,
    REFUND_FAILS,
    completed,
    meet,
    onboard,
    open_till,
    pass_days,
    pay,
    sound,
)
from tests.services.market import Market, booking, open_market, payment
from tests.state.pipeline import Client, serving


@dataclass
class Desk:
    """An admin at the money page, and the marketplace behind it."""

    market: Market
    clock: SettableClock
    sandbox: SandboxGateway
    admin: Client

    async def sees(self) -> dict[str, Any]:
        await self.admin.open("/money")
        return self.admin.vars()

    def account(self) -> str:
        found = ask(GUEST, lambda view: view.db.exec(select(PayoutAccount.external_id)).one())
        return found or ""

    def payout_fails(self) -> None:
        completed(self.market, self.sandbox, self.clock)
        onboard(self.market, self.sandbox, BROKEN_BANK)
        pass_days(self.clock, 8)
        for _ in range(3):
            self.clock.advance(timedelta(days=1.1))
            pay_out(1)

    def refund_is_stuck(self) -> str:
        reference = pay(self.market, self.sandbox, REFUND_FAILS)
        perform(self.market.teacher, accept, reference=reference)
        worker.run_until_idle()
        perform(self.market.learner, cancel, reference=reference)
        for _ in range(8):
            settle(booking(reference).id)
            self.clock.advance(timedelta(minutes=5))
        return reference


@pytest.fixture
def sandbox(tmp_path: Path, clock: SettableClock) -> Iterator[SandboxGateway]:
    with open_till(tmp_path, clock) as gateway:
        yield gateway


@pytest.fixture
async def desk(door: Door, clock: SettableClock, sandbox: SandboxGateway) -> AsyncIterator[Desk]:
    market = open_market(clock(), price=3000)
    async with serving() as house:
        house.app.add_page(lambda: rx.el.p("m"), route="/money", on_load=TroubleState.load)
        house.log_in("mia", user_id=market.third.user_id, roles=frozenset({"learner", "admin"}))
        admin = await house.connect("m", cookie="visitor=m; login=mia")
        yield Desk(market, clock, sandbox, admin)


async def test_nothing_waits_in_a_quiet_marketplace(desk: Desk) -> None:
    seen = await desk.sees()
    assert (seen["is_ready"], seen["payments"], seen["disputes"]) == (True, [], [])
    assert (seen["check"].title, seen["check"].tone) == ("The ledger was not checked yet", "info")


async def test_a_refund_that_is_stuck_gets_further_tries(desk: Desk) -> None:
    reference = desk.refund_is_stuck()
    (row,) = (await desk.sees())["payments"]
    assert (row.key, row.amount, row.can_retry) == (reference, "€30.00", True)
    await desk.admin.send(TroubleState.retry_refund, reference=reference)
    settle(booking(reference).id)
    assert (payment(reference).blocked, payment(reference).refunded) == ("", 3000)


async def test_a_payout_that_came_back_is_sent_once_more_to_the_new_bank(desk: Desk) -> None:
    desk.payout_fails()
    (row,) = (await desk.sees())["payouts"]
    assert (row.who, row.amount, row.why) == ("Tara", "€27.00", "The bank does not know the account")
    onboard(desk.market, desk.sandbox, GOOD_BANK)
    await desk.admin.send(TroubleState.retry_payout, payout_id=int(row.key))
    worker.run_until_idle()
    pass_days(desk.clock, 1.1)
    assert (await desk.sees())["payouts"] == []
    assert desk.sandbox.look_up_payouts(desk.account())[-1].status == "paid"


async def test_a_payout_refused_again_stays_with_its_reason(desk: Desk) -> None:
    desk.payout_fails()
    await desk.sees()
    await desk.admin.send(TroubleState.retry_payout, payout_id=1)
    worker.run_until_idle()
    assert (await desk.sees())["payouts"][0].why == "The payment service does not pay out to this account"


async def test_a_dispute_is_answered_once_with_what_the_records_say(desk: Desk) -> None:
    reference = completed(desk.market, desk.sandbox, desk.clock, DISPUTED)
    (row,) = (await desk.sees())["disputes"]
    assert (row.reference, row.status, row.can_answer) == (reference, "Open", True)
    await desk.admin.send(TroubleState.prepare, dispute_id=row.id)
    told = desk.admin.vars()["told"]
    assert "Lena was in the room from 2026-08-14 10:00 UTC" in told.attendance
    assert "Lifetimes" in told.messages
    await desk.admin.send(TroubleState.answer, form={"note": "They thanked us."})
    worker.run_until_idle()
    assert desk.sandbox.evidence(desk.sandbox.open_disputes()[0].id)["messages"].startswith(
        "They thanked us."
    )
    assert (await desk.sees())["disputes"][0].can_answer is False


async def test_a_disputed_package_is_answered_with_all_that_was_booked_with_it(desk: Desk) -> None:
    shop = open_shop(desk.market, desk.sandbox)
    reference = shop.buy()
    meet(desk.market, desk.clock, shop.spend())
    desk.sandbox.dispute(shop.payment_of(reference))
    settle_package(reference)
    (row,) = (await desk.sees())["disputes"]
    assert (row.reference, row.href, row.who) == (reference, "", "Lena · Tara")
    await desk.admin.send(TroubleState.prepare, dispute_id=row.id)
    told = desk.admin.vars()["told"]
    assert told.product.startswith(f"Package {reference} of 3 live online sessions “Rust” with Tara")
    assert "Lena was in the room from 2026-08-14 10:00 UTC" in told.attendance
    await desk.admin.send(TroubleState.answer, form={"note": ""})
    worker.run_until_idle()
    assert (await desk.sees())["disputes"][0].sent


async def test_a_package_whose_refund_is_stuck_gets_further_tries(desk: Desk) -> None:
    shop = open_shop(desk.market, desk.sandbox)
    reference = shop.buy(REFUND_FAILS)
    perform(desk.market.learner, refund_credit, reference=reference)
    for _ in range(8):
        settle_package(reference)
        desk.clock.advance(timedelta(minutes=5))
    (row,) = (await desk.sees())["payments"]
    assert (row.key, row.amount, row.can_retry) == (reference, "€60.00", True)
    await desk.admin.send(TroubleState.retry_refund, reference=reference)
    worker.run_until_idle()
    assert (await desk.sees())["payments"] == []


async def test_a_share_without_an_account_is_seen(desk: Desk) -> None:
    completed(desk.market, desk.sandbox, desk.clock)
    pass_days(desk.clock, 8)
    (row,) = (await desk.sees())["shares"]
    assert (row.who, row.why) == ("Tara", "No payout account yet")


async def test_the_ledger_is_checked_at_once(desk: Desk) -> None:
    completed(desk.market, desk.sandbox, desk.clock)
    await desk.sees()
    await desk.admin.send(TroubleState.check_now)
    worker.run_until_idle()
    seen = await desk.sees()
    assert (seen["check"].title, seen["check"].lines, sound()) == ("The ledger adds up", [], True)
    assert (seen["trail"].title, seen["trail"].tone) == ("The audit trail is whole", "success")


@pytest.mark.parametrize(
    ("use_case", "asked"),
    [
        (retry_refund, {"reference": "X"}),
        (retry_shares, {"instructor_id": 1}),
        (retry_payout, {"payout_id": 1}),
        (answer_dispute, {"dispute_id": 1, "note": ""}),
        (check_now, {}),
    ],
)
async def test_nobody_but_an_admin_moves_stuck_money(
    desk: Desk, use_case: Any, asked: dict[str, Any]
) -> None:
    for who in (GUEST, desk.market.learner, desk.market.teacher):
        with pytest.raises(NotAllowed):
            perform(who, use_case, **asked)


async def test_nobody_but_an_admin_sees_it(desk: Desk) -> None:
    for who in (GUEST, desk.market.learner, desk.market.teacher):
        with pytest.raises(NotAllowed):
            ask(who, trouble)
