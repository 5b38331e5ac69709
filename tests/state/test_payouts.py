"""The payouts page: from no account to money at the bank, and the statement of it."""

import csv
import io
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import reflex as rx

from livesessions.api.statements import as_csv, as_page
from livesessions.domain.errors import NotFound
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.jobs import worker
from livesessions.jobs.pay_out import pay_out
from livesessions.queries.earnings import earnings
from livesessions.queries.statements import Statement, statement
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import Actor, Door, ask
from livesessions.state.payouts import PayoutsState
from tests.jobs.till import BROKEN_BANK, DISPUTED, GOOD_BANK, completed, open_till, pass_days
from tests.services.market import Market, open_market
from tests.state.pipeline import Client, serving


@dataclass
class Office:
    """An instructor looking at their payouts, and the marketplace behind it."""

    market: Market
    clock: SettableClock
    sandbox: SandboxGateway
    teacher: Client

    async def sees(self, **query: str) -> dict[str, Any]:
        await self.teacher.open("/payouts", **query)
        return self.teacher.vars()

    async def names_a_bank(self, number: str = GOOD_BANK) -> None:
        await self.teacher.send(PayoutsState.set_up, form={"country": "DE"})
        link = self.teacher.vars()["leaving"].url.rpartition("/")[2]
        self.sandbox.finish_onboarding(link, number)

    def is_paid_out(self) -> None:
        completed(self.market, self.sandbox, self.clock)
        pass_days(self.clock, 8)
        for _ in range(2):
            self.clock.advance(timedelta(days=1.1))
            pay_out(1)


@pytest.fixture
def sandbox(tmp_path: Path, clock: SettableClock) -> Iterator[SandboxGateway]:
    with open_till(tmp_path, clock) as gateway:
        yield gateway


@pytest.fixture
async def office(door: Door, clock: SettableClock, sandbox: SandboxGateway) -> AsyncIterator[Office]:
    market = open_market(clock(), price=3000)
    async with serving() as house:
        house.app.add_page(lambda: rx.el.p("p"), route="/payouts", on_load=PayoutsState.load)
        house.log_in("tara", user_id=market.teacher.user_id, roles=market.teacher.roles)
        teacher = await house.connect("t", cookie="visitor=t; login=tara")
        yield Office(market, clock, sandbox, teacher)


async def test_at_first_there_is_no_account(office: Office) -> None:
    seen = await office.sees()
    assert (seen["account"], seen["payouts"], seen["is_ready"]) == ("none", [], True)


async def test_a_country_must_be_chosen(office: Office) -> None:
    await office.sees()
    await office.teacher.send(PayoutsState.set_up, form={"country": "XX"})
    assert office.teacher.vars()["errors"] == {"country": "Choose the country of your bank."}


async def test_an_unfinished_account_is_begun_and_leads_on(office: Office) -> None:
    await office.sees()
    await office.teacher.send(PayoutsState.set_up, form={"country": "DE"})
    assert "/sandbox/onboarding/link_" in office.teacher.vars()["leaving"].url
    assert (await office.sees())["account"] == "begun"


async def test_coming_back_from_the_gateways_page_makes_the_account_ready(office: Office) -> None:
    await office.sees()
    await office.names_a_bank()
    await office.sees(back="1")
    worker.run_until_idle()
    assert (await office.sees())["account"] == "ready"


async def test_a_link_that_ran_out_leads_to_a_new_one(office: Office) -> None:
    await office.sees()
    await office.teacher.send(PayoutsState.set_up, form={"country": "DE"})
    first = office.teacher.vars()["leaving"].url
    assert (await office.sees(again="1"))["leaving"].url not in ("", first)


async def test_a_share_that_waits_says_for_what(office: Office) -> None:
    completed(office.market, office.sandbox, office.clock)
    (line,) = (await office.sees())["waiting"]
    assert (line.amount, line.why) == ("€27.00", "Available Saturday, 22 August 2026")
    pass_days(office.clock, 8)
    (line,) = (await office.sees())["waiting"]
    assert line.why == "Waits for your payout account"


async def test_a_disputed_share_says_that_it_is_held_back(office: Office) -> None:
    completed(office.market, office.sandbox, office.clock, DISPUTED)
    (line,) = (await office.sees())["waiting"]
    assert line.why == "Held back: the learner’s bank is looking into the payment"


async def test_a_payout_that_arrived_is_a_line(office: Office) -> None:
    await office.sees()
    await office.names_a_bank()
    office.is_paid_out()
    seen = await office.sees()
    (line,) = seen["payouts"]
    assert (line.amount, line.status, line.tone) == ("€27.00", "Arrived", "success")
    (purse,) = seen["purses"]
    assert (purse.waiting, purse.on_the_way, purse.arrived) == ("€0.00", "€0.00", "€27.00")


async def test_a_payout_that_came_back_says_why_and_what_to_do(office: Office) -> None:
    await office.sees()
    await office.names_a_bank(BROKEN_BANK)
    office.is_paid_out()
    pay_out(1)
    seen = await office.sees()
    assert (seen["payouts"][0].failure, seen["account"]) == (
        "Your bank does not know this account.",
        "no_bank",
    )


async def test_what_was_sent_is_not_available_any_more(office: Office) -> None:
    await office.sees()
    await office.names_a_bank()
    office.is_paid_out()
    (total,) = ask(office.market.teacher, earnings).totals
    assert (total.share, total.available, total.coming) == (2700, 0, 0)


async def paid_statement(office: Office) -> Statement:
    await office.sees()
    await office.names_a_bank()
    office.is_paid_out()
    return ask(office.market.teacher, statement, payout_id=1)


async def test_a_statement_shows_every_cent(office: Office) -> None:
    (line,) = (await paid_statement(office)).lines
    assert (line.paid, line.refunded, line.fee, line.share, line.sent) == (3000, 0, 300, 2700, 2700)


async def test_a_statement_is_a_table_and_a_page(office: Office) -> None:
    found = await paid_statement(office)
    (row,) = csv.DictReader(io.StringIO(as_csv(found)))
    assert (row["Paid"], row["Fee"], row["In this payout"], row["Currency"]) == (
        "30.00",
        "3.00",
        "27.00",
        "EUR",
    )
    assert as_page(found).count("€27.00") == 4


async def test_a_statement_is_its_instructors_and_the_admins_alone(office: Office) -> None:
    await paid_statement(office)
    admin = Actor(office.market.third.user_id, frozenset({"learner", "admin"}))
    assert ask(admin, statement, payout_id=1).instructor == "Tara"
    with pytest.raises(NotFound):
        ask(office.market.learner, statement, payout_id=1)
