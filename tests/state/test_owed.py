"""What the screens say of a booking that was accepted and could not be charged, and of one whose card is saved."""

import pytest

from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.jobs import worker
from livesessions.runtime.work import Actor, perform
from livesessions.services.bookings import accept
from livesessions.state.bookings import BookingState, MySessionsState
from tests.jobs.test_pay_links import ASKS
from tests.jobs.test_saved_methods import saved
from tests.services.market import payment
from tests.state.booking_people import Screen, Stage


@pytest.fixture
def request_(stage: Stage, sandbox: SandboxGateway) -> str:
    """A request with a saved card that its bank wants to ask about again."""
    stage.market.change(price=3000)
    return saved(stage.market, sandbox, ASKS)


@pytest.fixture
def owed(stage: Stage, request_: str) -> str:
    perform(stage.market.teacher, accept, reference=request_)
    worker.run_until_idle()
    return request_


async def shown(stage: Stage, reference: str, who: Actor) -> Screen:
    screen = await stage.screen(who, reference=reference)
    await screen.send(BookingState.load)
    return screen


async def test_a_saved_card_is_said_to_be_saved(stage: Stage, request_: str) -> None:
    page = (await shown(stage, request_, stage.market.learner)).vars()["page"]
    assert (page.label, page.money.state) == ("Waiting for an answer", "Card saved, charged when accepted")


async def test_the_learner_reads_until_when_the_place_is_kept_and_can_pay(stage: Stage, owed: str) -> None:
    screen = await shown(stage, owed, stage.market.learner)
    page = screen.vars()["page"]
    assert (page.label, page.can_pay, page.paying) == ("Not paid yet", True, "Pay €30.00")
    assert page.owed_until == payment(owed).owed_until.isoformat()
    assert "Pay now: your place is kept until" in page.meaning
    assert page.money.failure.startswith("Your bank wants to ask you first.")
    assert page.cancelling == "Nothing has been charged, and nothing will be."
    assert screen.vars()["terms"] == []
    await screen.send(BookingState.pay)
    assert screen.vars()["leaving"].url == payment(owed).checkout_url


async def test_the_instructor_reads_it_too_and_has_nothing_to_pay(stage: Stage, owed: str) -> None:
    page = (await shown(stage, owed, stage.market.teacher)).vars()["page"]
    assert (page.label, page.can_pay, page.money.failure) == ("Not paid yet", False, "")
    assert "Lena’s card could not be charged." in page.meaning


async def test_the_list_says_by_when_to_pay(stage: Stage, owed: str) -> None:
    screen = await stage.screen(stage.market.learner)
    await screen.send(MySessionsState.load)
    row = screen.vars()["next_up"]
    assert (row.is_owed, row.label.startswith("Pay by ")) == (True, True)
