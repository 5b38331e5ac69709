"""The instructor's coupons: made in a form, counted, taken back."""

from typing import Any

import pytest

from livesessions.runtime.work import perform
from livesessions.services.pricing import use_coupon
from livesessions.state.coupons import CouponsState
from tests.state.booking_people import Screen, Stage

TYPED = {"code": "spring", "kind": "percent", "value": "10", "currency": "EUR", "learner_limit": "1"}


async def opened(stage: Stage) -> Screen:
    screen = await stage.screen(stage.market.teacher)
    await screen.send(CouponsState.load)
    return screen


async def made(stage: Stage, **typed: Any) -> Screen:
    screen = await opened(stage)
    await screen.send(CouponsState.create, form={**TYPED, **typed})
    return screen


async def test_a_new_coupon_is_shown_with_its_rules(stage: Stage) -> None:
    [line] = (await made(stage, total_limit="5", ends="2026-08-31")).vars()["lines"]
    assert (line.code, line.off, line.uses, line.label) == ("SPRING", "10 % off", "0 of 5 used", "Active")
    assert line.rules == "For all your offerings, once for each learner, until Mon 31 Aug"


async def test_an_amount_is_read_in_its_currency(stage: Stage) -> None:
    [line] = (await made(stage, kind="amount", value="500", currency="JPY")).vars()["lines"]
    assert line.off == "JP¥500 off"


async def test_its_uses_are_counted(stage: Stage) -> None:
    screen = await made(stage)
    stage.market.change(price=3000)
    reference = stage.market.hold().reference
    perform(stage.market.learner, use_coupon, reference=reference, code="SPRING")
    await screen.send(CouponsState.refresh)
    assert screen.vars()["lines"][0].uses == "1 used"


async def test_what_is_wrong_is_told_at_its_field(stage: Stage) -> None:
    screen = await made(stage, value="ten")
    assert screen.vars()["errors"] == {"value": "A whole number, please."}


async def test_a_coupon_is_taken_back(stage: Stage) -> None:
    screen = await made(stage)
    await screen.send(CouponsState.end, coupon_id=screen.vars()["lines"][0].id)
    assert screen.vars()["lines"][0].label == "Taken back"


async def test_a_learner_has_no_coupons(stage: Stage) -> None:
    screen = await stage.screen(stage.market.learner)
    await screen.send(CouponsState.load)
    assert screen.vars().get("lines", []) == []


@pytest.mark.parametrize("field", ["starts", "ends"])
@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
async def test_a_day_of_another_age_is_refused_at_its_field(stage: Stage, field: str, day: str) -> None:
    seen = (await made(stage, **{field: day})).vars()
    assert (seen["errors"], seen["lines"]) == ({field: "Choose a day of this century."}, [])
