"""An instructor's payouts in words: where the money goes, what waits and why, what arrived."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from livesessions.jobs.onboarding import onboarding_url
from livesessions.queries.payouts import PayoutRow, Payouts, Purse, Waiting, payouts
from livesessions.runtime import routes
from livesessions.runtime.locales import day, long_day
from livesessions.runtime.work import INSTRUCTOR, PAUSED
from livesessions.services.payout_accounts import look_at_account
from livesessions.state.base import AppState, FieldErrors, Form, Rate, event, role
from livesessions.state.bookings.reader import Reader, reader
from livesessions.state.checkout import Leaving
from livesessions.state.gate.caller import caller
from livesessions.state.outside import call_out

TEACHES = role(INSTRUCTOR, PAUSED)  # who earned is paid
PAGE = 20
WHY = {
    "days": "Available {day}",
    "reported": "Held back: the learner reported a problem",
    "disputed": "Held back: the learner’s bank is looking into the payment",
    "owed": "Went back to the learner after you were paid: it is taken from what comes next",
    "no_account": "Waits for your payout account",
    "account_restricted": "Waits for your payout account",
    "": "On its way",
}
TROUBLE = "The payment service has not sent it yet; we try again each day"
STATUS = {
    "pending": ("Being prepared", "neutral"),
    "in_transit": ("On its way", "accent"),
    "paid": ("Arrived", "success"),
    "failed": ("Came back", "danger"),
    "canceled": ("Sent anew", "neutral"),
}
FAILURES = {
    "no_account": "Your bank does not know this account.",
    "account_closed": "The account is closed.",
    "insufficient_funds": "There was not enough in your account at the payment service.",
}


@dataclass(frozen=True)
class PurseLine:
    """All of one currency."""

    currency: str = ""
    waiting: str = ""
    on_the_way: str = ""
    arrived: str = ""


@dataclass(frozen=True)
class WaitingLine:
    """A share that was not sent yet."""

    href: str = ""
    title: str = ""
    learner: str = ""
    amount: str = ""
    why: str = ""


@dataclass(frozen=True)
class PayoutLine:
    """One payout to the bank."""

    name: str = ""
    amount: str = ""
    began: str = ""
    arrives: str = ""
    status: str = ""
    tone: str = "neutral"
    failure: str = ""
    statement: str = ""
    table: str = ""


class Country(Form):
    """The form before the gateway's page."""

    country: str = ""


class PayoutsState(FieldErrors, AppState):
    """The payouts page. Amounts are the ledger's and the gateway's."""

    is_ready: bool = False
    account: str = ""  # none, begun, ready, restricted, no_bank, closed
    purses: list[PurseLine] = []
    waiting: list[WaitingLine] = []
    payouts: list[PayoutLine] = []
    has_more: bool = False
    leaving: Leaving = Leaving()
    _length: int = PAGE

    @event(TEACHES, loads=True)
    async def load(self) -> None:
        """Also when the gateway's page leads back here."""
        self._length, self.errors, self.leaving = PAGE, {}, Leaving()
        if self.option("back", 0):
            await self.perform(look_at_account)
        await self._look()
        if self.option("again", 0) and self.account in ("begun", "no_bank", "restricted"):
            await self._leave("")
        self.watch(f"person:{caller().actor.must_be_signed_in()}", PayoutsState.refresh)

    @event(TEACHES)
    async def refresh(self) -> None:
        """Money has moved, or the account changed."""
        await self._look()

    @event(TEACHES)
    async def more(self) -> None:
        """Older payouts."""
        self._length += PAGE
        await self._look()

    @event(TEACHES, rate=Rate(times=10, seconds=60))
    async def set_up(self, form: Country) -> None:
        """Leads to the gateway's own page."""
        self.errors = {}
        await self._leave(form.country)

    @event(TEACHES, rate=Rate(times=10, seconds=60))
    async def go_on(self) -> None:
        """Back to the gateway's page, for what it still wants to know."""
        await self._leave("")

    async def _leave(self, country: str) -> None:
        who = caller().renewed()
        url = await call_out(onboarding_url, who.actor, country=country)
        self.leaving = Leaving(url, uuid4().hex)

    async def _look(self) -> None:
        found, who = await self.ask(payouts), reader()
        self.account = found.account.state
        self.purses = [_purse(purse, who) for purse in found.purses]
        self.waiting = [_waiting(each, found, who) for each in found.waiting]
        self.payouts = [_payout(each, found, who) for each in found.payouts[: self._length]]
        self.has_more = len(found.payouts) > self._length
        self.is_ready = True


def _purse(purse: Purse, who: Reader) -> PurseLine:
    amounts = (who.money(each, purse.currency) for each in (purse.waiting, purse.on_the_way, purse.arrived))
    return PurseLine(purse.currency, *amounts)


def _waiting(each: Waiting, found: Payouts, who: Reader) -> WaitingLine:
    available = long_day(each.available_at, found.time_zone, who.locale)
    return WaitingLine(
        href=routes.booking(each.reference),
        title=each.title,
        learner=each.learner,
        amount=who.money(each.amount, each.currency),
        why=WHY.get(each.why, TROUBLE).format(day=available),
    )


def _payout(row: PayoutRow, found: Payouts, who: Reader) -> PayoutLine:
    words, tone = STATUS[row.status]
    return PayoutLine(
        name=row.external_id,
        amount=who.money(row.amount, row.currency),
        began=_day(row.created_at, found, who),
        arrives=_day(row.arrives_at, found, who),
        status=words,
        tone=tone,
        failure=FAILURES.get(row.failure, "Your bank sent it back.") if row.status == "failed" else "",
        statement=routes.statement(row.id),
        table=routes.statement(row.id, ".csv"),
    )


def _day(instant: datetime | None, found: Payouts, who: Reader) -> str:
    return day(instant, found.time_zone, who.locale) if instant else "–"
