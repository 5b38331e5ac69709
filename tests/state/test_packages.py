"""Packages on the screen: sold by instructors, bought by learners, spent in the booking modal."""

from dataclasses import replace

from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.gateways.payments.sandbox.cards import CardEntry
from livesessions.jobs import worker
from livesessions.runtime.work import perform
from livesessions.services.packages import offer_package
from livesessions.services.pricing import use_package
from livesessions.state.booking_modal import BookingModalState as Modal
from livesessions.state.bookings import BookingState, MySessionsState
from livesessions.state.packages import BuyPackageState, GiveBackState, PackageOffersState
from tests.services.market import booking
from tests.state.booking_people import Screen, Stage

TOPIC = {"topic": "Lifetimes", "goal": "", "level": "beginner", "message": ""}


def on_sale(stage: Stage) -> int:
    stage.market.change(price=3000)
    asked = {"offering_id": stage.market.offering_id, "sessions": 3, "each": 2000}
    return perform(stage.market.teacher, offer_package, **asked)


async def bought(stage: Stage, sandbox: SandboxGateway, card: str = "4242424242424242") -> Screen:
    """Back on one's sessions after the gateway's page."""
    screen = await stage.screen(stage.market.learner, "shop")
    await screen.send(BuyPackageState.choose, package_offer_id=on_sale(stage))
    await screen.send(BuyPackageState.buy)
    checkout = screen.vars()["leaving"].url.rpartition("/")[2]
    sandbox.pay(checkout, CardEntry(number=card, expiry="12/40", cvc="123"))
    reference = sandbox.look_up(checkout).reference or ""
    home = await stage.screen(stage.market.learner, "home", package=reference)
    await home.send(MySessionsState.load)
    return home


async def test_the_question_says_price_and_saving(stage: Stage) -> None:
    screen = await stage.screen(stage.market.learner)
    await screen.send(BuyPackageState.choose, package_offer_id=on_sale(stage))
    row = screen.vars()["chosen"]
    assert (row.sessions, row.each, row.price, row.saved) == (
        "3 sessions",
        "€20.00 each",
        "€60.00",
        "You save €30.00",
    )


async def test_a_guest_logs_in_first(stage: Stage) -> None:
    screen = await stage.screen(None)
    await screen.send(BuyPackageState.choose, package_offer_id=on_sale(stage))
    (sent,) = screen.client.sent("_redirect")
    assert sent["path"].startswith("/log-in")


async def test_a_package_that_was_paid_is_there_when_one_comes_back(
    stage: Stage, sandbox: SandboxGateway
) -> None:
    seen = (await bought(stage, sandbox)).vars()
    assert (seen["bought"].tone, seen["packages"][0].left) == ("success", "3 of 3 sessions left")


async def test_a_package_that_was_declined_is_said(stage: Stage, sandbox: SandboxGateway) -> None:
    seen = (await bought(stage, sandbox, card="4000000000000002")).vars()
    assert (seen["bought"].tone, seen["packages"]) == ("warning", [])


async def test_the_page_of_a_time_the_package_pays_for_leads_back_to_finish_it(
    stage: Stage, sandbox: SandboxGateway
) -> None:
    await bought(stage, sandbox)
    held = stage.market.hold()
    stage.market.describe(held)
    perform(stage.market.learner, use_package, reference=held.reference)
    screen = await stage.screen(stage.market.learner, reference=held.reference)
    await screen.send(BookingState.load)
    page = screen.vars()["page"]
    assert (page.can_pay, page.can_finish) == (False, True)


async def test_a_time_is_paid_from_the_package_without_a_payment_page(
    stage: Stage, sandbox: SandboxGateway
) -> None:
    await bought(stage, sandbox)
    screen = await stage.screen(stage.market.learner)
    await screen.send(Modal.open_for, offering_id=stage.market.offering_id)
    await screen.send(Modal.choose, starts_at=stage.market.start.isoformat())
    hold = screen.vars()["hold"]
    await screen.send(Modal.describe, form=TOPIC)
    await screen.send(Modal.finish, form={"terms": "on"})
    assert (hold.kind, booking(hold.reference).status) == ("package", "pending")


async def test_a_package_pays_the_first_of_a_series_and_one_page_the_rest(
    stage: Stage, sandbox: SandboxGateway
) -> None:
    await bought(stage, sandbox)
    screen = await stage.screen(stage.market.learner)
    await screen.send(Modal.open_for, offering_id=stage.market.offering_id)
    await screen.send(Modal.set_weeks, many=3)
    await screen.send(Modal.choose, starts_at=stage.market.start.isoformat())
    await screen.send(Modal.hold_plan)
    await screen.send(Modal.choose_kind, kind="package")
    hold = screen.vars()["hold"]
    assert ([each.price for each in hold.sessions], hold.to_pay) == (
        ["From your package", "€30.00", "€30.00"],
        "€60.00",
    )
    await screen.send(Modal.describe, form=TOPIC)
    await screen.send(Modal.finish, form={"terms": "on"})
    view = sandbox.view(screen.vars()["leaving"].url.rpartition("/")[2])
    assert (booking(hold.reference).status, [line.amount for line in view.lines]) == ("pending", [3000, 3000])


async def test_the_rest_of_a_package_is_given_back_after_a_question(
    stage: Stage, sandbox: SandboxGateway
) -> None:
    home = await bought(stage, sandbox)
    [row] = home.vars()["packages"]
    await home.send(GiveBackState.choose, reference=row.reference)
    assert (home.vars()["giving"].gives_back, home.vars()["is_open"]) == ("€60.00", True)
    await home.send(GiveBackState.give_back)
    await home.send(MySessionsState.refresh)
    [row] = home.vars()["packages"]
    assert (row.note, row.can_book, row.gives_back) == ("€60.00 is on its way back to you.", False, "")
    worker.run_until_idle()
    await home.send(MySessionsState.refresh)
    assert home.vars()["packages"] == []


async def test_a_second_click_on_give_back_is_told_in_the_dialog(
    stage: Stage, sandbox: SandboxGateway
) -> None:
    home = await bought(stage, sandbox)
    [row] = home.vars()["packages"]
    await home.send(GiveBackState.choose, reference=row.reference)
    for _ in range(2):
        await home.send(GiveBackState.give_back)
    assert home.vars()["errors"] == {"package": "There is nothing left in this package."}


async def test_a_package_waits_while_a_bank_looks_into_it(stage: Stage, sandbox: SandboxGateway) -> None:
    home = await bought(stage, sandbox, card="4000000000000259")
    [row] = home.vars()["packages"]
    assert (row.can_book, row.gives_back) == (False, "")
    assert row.note.startswith("Your bank is looking into the payment")


async def test_an_admin_gives_a_package_back_by_its_reference(stage: Stage, sandbox: SandboxGateway) -> None:
    home = await bought(stage, sandbox)
    [row] = home.vars()["packages"]
    admin = replace(stage.market.third, roles=frozenset({"learner", "admin"}))
    desk = await stage.screen(admin, "desk")
    await desk.send(GiveBackState.give_back_by_hand, form={"package": "nosuch", "reason": ""})
    assert desk.vars()["errors"] == {"package": "There is no such package."}
    await desk.send(GiveBackState.give_back_by_hand, form={"package": row.reference, "reason": "By phone"})
    worker.run_until_idle()
    await home.send(MySessionsState.refresh)
    assert (desk.vars()["errors"], home.vars()["packages"]) == ({}, [])


async def test_an_instructor_puts_a_package_on_sale(stage: Stage) -> None:
    stage.market.change(price=3000)
    screen = await stage.screen(stage.market.teacher)
    await screen.send(PackageOffersState.load)
    typed = {"offering": str(stage.market.offering_id), "sessions": "5", "each": "25"}
    await screen.send(PackageOffersState.create, form=typed)
    [row] = screen.vars()["rows"]
    assert (row.sessions, row.each, row.price) == ("5 sessions", "€25.00 each", "€125.00")


async def test_a_package_that_is_too_dear_is_told_at_its_field(stage: Stage) -> None:
    stage.market.change(price=3000)
    screen = await stage.screen(stage.market.teacher)
    await screen.send(PackageOffersState.load)
    typed = {"offering": str(stage.market.offering_id), "sessions": "5", "each": "30.01"}
    await screen.send(PackageOffersState.create, form=typed)
    assert screen.vars()["errors"] == {"each": "A session in a package costs no more than alone."}


async def test_a_package_is_sold_no_more(stage: Stage) -> None:
    offer = on_sale(stage)
    screen = await stage.screen(stage.market.teacher)
    await screen.send(PackageOffersState.load)
    await screen.send(PackageOffersState.end, package_offer_id=offer)
    assert screen.vars()["rows"] == []


async def test_whoever_was_at_the_gateway_finds_the_page_and_not_the_question(stage: Stage) -> None:
    screen = await stage.screen(stage.market.learner)
    await screen.send(BuyPackageState.choose, package_offer_id=on_sale(stage))
    await screen.send(BuyPackageState.buy)
    await screen.send(BuyPackageState.come_back)
    assert (screen.vars()["is_open"], screen.vars()["leaving"].url) == (False, "")
