"""Reporting a problem on the booking's page, and deciding about it on the money page of admins."""

from dataclasses import replace
from datetime import timedelta

import pytest

from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.jobs import worker
from livesessions.runtime.clock import SettableClock
from livesessions.state.bookings import BookingState
from livesessions.state.reports import ReportsState
from tests.jobs.till import completed, sound
from tests.services.market import payment
from tests.state.booking_people import Screen, Stage

SAID = {"problem": "The picture stood still."}


@pytest.fixture
async def over(stage: Stage, sandbox: SandboxGateway, clock: SettableClock) -> str:
    stage.market.change(price=3000)
    return completed(stage.market, sandbox, clock)


async def at_booking(stage: Stage, reference: str) -> Screen:
    screen = await stage.screen(stage.market.learner, "learner", reference=reference)
    await screen.send(BookingState.load)
    return screen


async def at_the_desk(stage: Stage) -> Screen:
    admin = replace(stage.market.third, roles=frozenset({"learner", "admin"}))
    screen = await stage.screen(admin, "desk")
    await screen.send(ReportsState.load)
    return screen


async def report(stage: Stage, reference: str) -> Screen:
    screen = await at_booking(stage, reference)
    await screen.send(BookingState.show, dialog="report")
    await screen.send(BookingState.report, form=SAID)
    return screen


async def test_a_report_is_made_once_and_then_said_to_be_looked_at(stage: Stage, over: str) -> None:
    screen = await at_booking(stage, over)
    assert screen.vars()["page"].report_until == "Tue 18 Aug, 11:00"
    await screen.send(BookingState.report, form=SAID)
    page = screen.vars()["page"]
    assert (screen.vars()["dialog"], page.report_until) == ("", "")
    assert page.problem == "We are looking at the problem you reported, and write to you."
    assert page.meaning == "The session took place."


async def test_an_empty_report_is_told_at_its_field_and_the_dialog_stays(stage: Stage, over: str) -> None:
    screen = await at_booking(stage, over)
    await screen.send(BookingState.show, dialog="report")
    await screen.send(BookingState.report, form={"problem": " "})
    assert (screen.vars()["dialog"], list(screen.vars()["errors"])) == ("report", ["problem"])


async def test_a_second_click_is_told_at_the_field(stage: Stage, over: str) -> None:
    screen = await report(stage, over)
    await screen.send(BookingState.report, form=SAID)
    assert screen.vars()["errors"] == {"problem": "You have reported this already: we are looking at it."}


async def test_the_button_is_gone_after_three_days(stage: Stage, over: str, clock: SettableClock) -> None:
    clock.advance(timedelta(hours=72))
    screen = await at_booking(stage, over)
    assert screen.vars()["page"].report_until == ""
    await screen.send(BookingState.report, form=SAID)
    assert screen.vars()["errors"] == {"problem": "Problems are reported within 72 hours after the session."}


async def test_an_admin_gives_a_part_back(stage: Stage, over: str) -> None:
    await report(stage, over)
    desk = await at_the_desk(stage)
    [row] = desk.vars()["reports"]
    assert (row.who, row.said, row.amount) == ("Lena · Tara", "The picture stood still.", "30.00")
    await desk.send(ReportsState.decide, reference=over, how="refund")
    await desk.send(ReportsState.refund, form={"amount": "10", "note": "A part of it."})
    worker.run_until_idle()
    assert (desk.vars()["reports"], desk.vars()["deciding"]) == ([], "")
    assert (payment(over).refunded, sound()) == (1000, True)


@pytest.mark.parametrize("amount", ["", "-1", "ten", "30.01", "10.001"])
async def test_a_wrong_amount_is_told_at_its_field(stage: Stage, over: str, amount: str) -> None:
    await report(stage, over)
    desk = await at_the_desk(stage)
    await desk.send(ReportsState.decide, reference=over, how="refund")
    await desk.send(ReportsState.refund, form={"amount": amount, "note": ""})
    assert (desk.vars()["deciding"], list(desk.vars()["errors"])) == ("refund", ["amount"])


async def test_an_admin_releases_the_share(stage: Stage, over: str) -> None:
    await report(stage, over)
    desk = await at_the_desk(stage)
    await desk.send(ReportsState.decide, reference=over, how="release")
    await desk.send(ReportsState.release, form={"note": "All was well."})
    assert (desk.vars()["reports"], payment(over).due) == ([], 3000)


async def test_nobody_else_sees_or_decides(stage: Stage, over: str) -> None:
    await report(stage, over)
    for who in (None, stage.market.learner, stage.market.teacher):
        screen = await stage.screen(who, f"tab{who.user_id if who else 0}")
        await screen.send(ReportsState.load)
        await screen.send(ReportsState.release, form={"note": ""})
        assert screen.vars().get("reports", []) == []
    assert len((await at_the_desk(stage)).vars()["reports"]) == 1
