"""Receipts on the screen: a list for buyer and seller, one page for paper, nothing for anybody else."""

from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.state.receipts import ReceiptsState, ReceiptState
from tests.jobs.till import pay
from tests.state.booking_people import Screen, Stage


async def one(stage: Stage, who: str) -> Screen:
    screen = await stage.screen(getattr(stage.market, who), code="I1-00001")
    await screen.send(ReceiptState.load)
    return screen


def sell(stage: Stage, sandbox: SandboxGateway) -> None:
    stage.market.change(price=3000, booking_mode="instant")
    pay(stage.market, sandbox)


async def test_buyer_and_seller_see_it_in_their_lists(stage: Stage, sandbox: SandboxGateway) -> None:
    sell(stage, sandbox)
    buyer, seller = await stage.screen(stage.market.learner), await stage.screen(stage.market.teacher, "b")
    for screen in (buyer, seller):
        await screen.send(ReceiptsState.load)
    [bought], [sold] = buyer.vars()["bought"], seller.vars()["sold"]
    assert (bought.code, bought.price, bought.person) == ("I1-00001", "€30.00", "Tara")
    assert (sold.code, sold.person) == ("I1-00001", "Lena")


async def test_the_page_says_all_that_a_receipt_needs(stage: Stage, sandbox: SandboxGateway) -> None:
    sell(stage, sandbox)
    page = (await one(stage, "learner")).vars()["page"]
    assert (page.kind, page.seller, page.buyer, page.title) == ("Invoice", "Tara", "Lena", "Rust")
    assert (page.price, page.day, page.is_test) == ("€30.00", "Wednesday, 12 August 2026", True)


async def test_another_persons_receipt_is_not_found(stage: Stage, sandbox: SandboxGateway) -> None:
    sell(stage, sandbox)
    assert (await one(stage, "other")).vars()["problem"] == 404
