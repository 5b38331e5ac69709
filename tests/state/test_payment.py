"""Back from the gateway: its own word counts, whatever the address says."""

from datetime import timedelta

from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.gateways.payments.sandbox.cards import CardEntry
from livesessions.jobs.checkout import open_checkout
from livesessions.jobs.settle import settle
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import SYSTEM, perform
from livesessions.services.bookings import reject
from livesessions.services.holds import expire_holds
from livesessions.state.bookings import BookingState
from livesessions.state.payment import PaymentState
from tests.services.market import booking, payment
from tests.state.booking_people import Screen, Stage

GOOD, POOR = "4242 4242 4242 4242", "4000 0000 0000 9995"
DEBIT_PAYS = "0001 2345 6789"
DEBIT_FAILS = "0001 1111 1116"


def at_the_checkout(stage: Stage) -> str:
    stage.market.change(price=3000)
    held = stage.market.hold()
    stage.market.describe(held)
    open_checkout(stage.market.learner, reference=held.reference)
    return held.reference


def enter(sandbox: SandboxGateway, reference: str, card: str) -> None:
    entry = CardEntry(number=card, expiry="12/40", cvc="123", name="Lena")
    sandbox.pay(payment(reference).checkout_id or "", entry)


async def back(stage: Stage, reference: str, who: str = "learner") -> Screen:
    screen = await stage.screen(getattr(stage.market, who), booking=reference)
    await screen.send(PaymentState.load)
    return screen


async def test_a_payment_leads_to_the_booking(stage: Stage, sandbox: SandboxGateway) -> None:
    reference = at_the_checkout(stage)
    enter(sandbox, reference, GOOD)
    screen = await back(stage, reference)
    (sent,) = screen.client.sent("_redirect")
    assert (sent["path"], booking(reference).status) == (f"/bookings/{reference}", "pending")


async def test_what_is_paid_before_the_answer_is_not_called_uncharged(
    stage: Stage, sandbox: SandboxGateway, clock: SettableClock
) -> None:
    reference = at_the_checkout(stage)
    enter(sandbox, reference, DEBIT_PAYS)
    settle(booking(reference).id)
    clock.advance(timedelta(minutes=1))
    (came,) = (await back(stage, reference)).client.sent("_redirect")
    screen = await stage.screen(stage.market.learner, "booking", reference=reference)
    await screen.send(BookingState.load)
    page = screen.vars()["page"]
    assert (page.status, came["path"]) == ("pending", f"/bookings/{reference}")
    assert page.meaning.endswith("If they can’t, you get back all that you paid.")
    assert page.cancelling == "You get all of it back: €30.00."
    perform(stage.market.teacher, reject, reference=reference, reason="Away")
    await screen.send(BookingState.load)
    assert screen.vars()["page"].meaning.endswith("You get back all that you paid.")


async def test_an_address_alone_proves_nothing(stage: Stage) -> None:
    reference = at_the_checkout(stage)
    screen = await back(stage, reference)
    assert (screen.vars()["stage"], booking(reference).status) == ("waiting", "held")


async def test_a_declined_card_is_said_and_paid_again_on_the_same_page(
    stage: Stage, sandbox: SandboxGateway
) -> None:
    reference = at_the_checkout(stage)
    enter(sandbox, reference, POOR)
    screen = await back(stage, reference)
    await screen.send(PaymentState.pay_again)
    assert screen.vars()["stage"] == "failed"
    assert screen.vars()["leaving"].url == payment(reference).checkout_url


async def test_after_the_hold_the_page_leads_back_to_the_times(stage: Stage, clock: SettableClock) -> None:
    reference = at_the_checkout(stage)
    clock.advance(timedelta(minutes=40))
    perform(SYSTEM, expire_holds)
    assert (await back(stage, reference)).vars()["stage"] == "over"


async def test_another_persons_payment_is_not_found(stage: Stage) -> None:
    reference = at_the_checkout(stage)
    for who in ("other", "teacher"):
        assert (await back(stage, reference, who)).vars()["problem"] == 404


async def test_a_debit_is_said_to_be_with_the_bank(stage: Stage, sandbox: SandboxGateway) -> None:
    reference = at_the_checkout(stage)
    enter(sandbox, reference, DEBIT_FAILS)
    assert (await back(stage, reference)).vars()["stage"] == "under_way"


async def test_a_debit_that_failed_leads_to_a_page_that_is_open(
    stage: Stage, sandbox: SandboxGateway, clock: SettableClock
) -> None:
    reference = at_the_checkout(stage)
    dead = payment(reference).checkout_url
    enter(sandbox, reference, DEBIT_FAILS)
    clock.advance(timedelta(minutes=2))
    screen = await back(stage, reference)
    await screen.send(PaymentState.pay_again)
    assert screen.vars()["stage"] == "failed"
    assert screen.vars()["leaving"].url not in ("", dead)
