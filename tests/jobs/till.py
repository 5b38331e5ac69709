"""A till for tests: the sandbox gateway with a desk laid for the jobs, and learners who pay at it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlmodel import func, select

from livesessions.domain.ledger import balances
from livesessions.gateways.mail.files import MailFiles
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.gateways.payments.sandbox.cards import CardEntry
from livesessions.jobs import worker
from livesessions.jobs.checkout import open_checkout
from livesessions.jobs.desk import Desk, lay
from livesessions.jobs.letters import PostRoom
from livesessions.jobs.onboarding import onboarding_url
from livesessions.jobs.pay_out import pay_out
from livesessions.jobs.settle import settle
from livesessions.models import BookingRequest, LedgerEntry
from livesessions.queries.ledger import ledger_differences, movements
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.settings import Settings
from livesessions.runtime.work import GUEST, SYSTEM, View, Work, ask, perform
from livesessions.services.bookings import accept
from livesessions.services.life import payment_of
from livesessions.services.rooms import enter_room
from tests.services.market import TERMS, Market, booking, live_session, payment

PATIENT = replace(TERMS, answer_within_hours=240)
FAR = timedelta(days=14)
GOOD = "4242 4242 4242 4242"
GOOD_BANK, BROKEN_BANK = "DE89 3704 0044 0532 0130 00", "DE62 3704 0044 0532 0130 01"
DISPUTED = "4000 0000 0000 0259"
REFUND_FAILS = "4000 0000 0000 5126"


@contextmanager
def open_till(folder: Path, clock: SettableClock) -> Iterator[SandboxGateway]:
    sandbox = SandboxGateway(
        folder / "sandbox",
        base_url="http://localhost:1",
        webhook_secret="whsec_test",
        now=clock,
        environment="development",
    )
    settings = Settings(_env_file=None)
    mail = MailFiles(folder / "mail", sender=settings.mail_from, now=clock)
    post = PostRoom(mail, origin=settings.origin, sender=settings.mail_from)
    lay(Desk(settings=settings, payments=sandbox, post=post))
    yield sandbox
    sandbox.deliverer.stop()


def described(market: Market, key: str = "k1") -> str:
    """A held booking that could be paid."""
    held = market.hold(key=key)
    market.describe(held)
    return held.reference


def far_ahead(market: Market) -> str:
    """The same, but no amount can be held until its instructor has to have answered."""
    held = market.hold(at=market.start + FAR, terms=PATIENT)
    market.describe(held)
    return held.reference


def pay(market: Market, gateway: SandboxGateway, card: str = GOOD, key: str = "k1") -> str:
    reference = described(market, key)
    open_checkout(market.learner, reference=reference)
    enter(gateway, reference, card)
    settle(booking(reference).id)
    return reference


def enter(gateway: SandboxGateway, reference: str, card: str = GOOD) -> None:
    checkout = payment(reference).checkout_id or ""
    gateway.pay(checkout, CardEntry(number=card, expiry="12/40", cvc="123", name="Lena"))


def completed(
    market: Market, gateway: SandboxGateway, clock: SettableClock, card: str = GOOD, key: str = "k1"
) -> str:
    """A paid booking whose session took place and whose share is earned."""
    reference = pay(market, gateway, card, key)
    meet(market, clock, reference)
    return reference


def meet(market: Market, clock: SettableClock, reference: str) -> None:
    """The request is accepted, and its session takes place with both of its people."""
    perform(market.teacher, accept, reference=reference)
    worker.run_until_idle()
    met = live_session(reference)
    clock.now = met.starts_at
    for who in (market.teacher, market.learner):
        perform(who, enter_room, reference=met.reference)
    clock.now = met.ends_at + timedelta(hours=24)
    worker.run_until_idle()


def onboard(market: Market, gateway: SandboxGateway, bank: str = GOOD_BANK) -> str:
    """The instructor fills in the gateway's page; the id of their account there."""
    url = onboarding_url(market.teacher, country="DE")
    link = url.rpartition("/")[2]
    gateway.finish_onboarding(link, bank)
    pay_out(market.teacher.user_id or 0)
    return gateway.onboarding(link).account_id


def pass_days(clock: SettableClock, days: float) -> None:
    """Time goes by, and the worker does what became due, letters of the gateway aside."""
    clock.advance(timedelta(days=days))
    worker.run_until_idle()


def sound() -> bool:
    """Whether the ledger's self-check finds nothing."""
    return ask(GUEST, ledger_differences)[1] == ()


def books() -> dict[str, int]:
    """Every balance that is not nothing."""
    sums = balances(ask(GUEST, movements))
    return {account: amount for (account, _), amount in sums.items() if amount}


def change_due(reference: str, due: int) -> None:
    """An operator decides what the learner shall have paid in the end."""
    perform(SYSTEM, _owe, booking_id=booking(reference).id, due=due)
    settle(booking(reference).id)


def _owe(work: Work, *, booking_id: int, due: int) -> None:
    row = work.db.get_one(BookingRequest, booking_id)
    found = payment_of(work, row)
    assert found is not None
    found.due = due


def balance(account: str) -> int:
    return ask(GUEST, _balance, account)


def _balance(view: View, account: str) -> int:
    return view.db.exec(
        select(func.coalesce(func.sum(LedgerEntry.amount), 0)).where(LedgerEntry.account == account)
    ).one()
