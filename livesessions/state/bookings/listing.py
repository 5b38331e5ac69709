"""The learner's own sessions."""

from contextlib import suppress
from dataclasses import dataclass

from livesessions.gateways.payments.errors import GatewayError
from livesessions.jobs.packages import settle_package
from livesessions.queries.bookings import my_sessions
from livesessions.queries.packages import OwnPackage, my_packages, own_package
from livesessions.queries.waitlist import my_lines
from livesessions.runtime import routes
from livesessions.services.holds import release_hold
from livesessions.services.payments import StillLeased
from livesessions.services.waitlist import leave_line
from livesessions.state.base import SIGNED_IN, AppState, Whole, event
from livesessions.state.bookings.reader import reader
from livesessions.state.bookings.rows import LineRow, SessionRow, line_row, session_row
from livesessions.state.gate.caller import caller
from livesessions.state.outside import call_out
from livesessions.state.package_rows import OwnPackageRow, own_package_row
from livesessions.state.tries import TooOften


@dataclass(frozen=True)
class BoughtRow:
    """What became of the package that was just bought. `tone` is the alert's; empty: there is none to tell of."""

    reference: str = ""
    tone: str = ""
    title: str = ""
    text: str = ""


class MySessionsState(AppState):
    """What is held, asked for, coming and done."""

    is_ready: bool = False
    held: list[SessionRow] = []
    waiting: list[SessionRow] = []
    lines: list[LineRow] = []
    next_up: SessionRow = SessionRow()
    upcoming: list[SessionRow] = []
    past: list[SessionRow] = []
    sessions_done: str = "0"
    hours: str = "0"
    topics: list[str] = []
    packages: list[OwnPackageRow] = []
    bought: BoughtRow = BoughtRow()

    @event(SIGNED_IN, loads=True)
    async def load(self) -> None:
        """Fills the page and keeps it up to date."""
        self.bought = BoughtRow()
        await self._look()
        self.watch(f"person:{caller().actor.must_be_signed_in()}", MySessionsState.refresh)
        await self._show_bought(self.option("package", ""))

    @event(SIGNED_IN)
    async def refresh(self) -> None:
        """Looks again: something happened, or a clock ran out."""
        await self._look()

    @event(SIGNED_IN)
    async def let_go(self, reference: str) -> None:
        """Gives a held time back."""
        await self.perform(release_hold, reference=reference)
        await self._look()

    @event(SIGNED_IN)
    async def leave_line(self, entry_id: Whole) -> None:
        """Waits no longer."""
        await self.perform(leave_line, entry_id=entry_id)
        await self._look()

    async def _show_bought(self, reference: str) -> None:
        """Back from the gateway with a package: what became of it, by the gateway's own word."""
        if not reference:
            return
        found = await self.ask(own_package, reference=reference)  # nobody looks at another person's
        if found.status != "paid":
            with suppress(GatewayError, StillLeased, TooOften):  # the worker asks again soon
                await call_out(settle_package, reference)
        self.bought = bought_row(await self.ask(own_package, reference=reference))
        await self._look()

    async def _look(self) -> None:
        found, who = await self.ask(my_sessions), reader()
        upcoming = [session_row(row, who, found.now) for row in found.upcoming]
        self.held = [session_row(row, who, found.now) for row in found.held]
        self.waiting = [session_row(row, who, found.now) for row in found.waiting]
        self.lines = [line_row(row, who) for row in await self.ask(my_lines)]
        self.next_up, self.upcoming = (upcoming[0], upcoming[1:]) if upcoming else (SessionRow(), [])
        self.past = [session_row(row, who, found.now) for row in found.past]
        self.sessions_done = str(found.sessions_done)
        self.hours = f"{round(found.hours_learnt, 1):g}"
        self.topics = list(found.topics)
        self.packages = [
            own_package_row(each, routes.offering(each.slug), who.locale)
            for each in await self.ask(my_packages)
        ]
        if self.bought.reference:
            self.bought = bought_row(await self.ask(own_package, reference=self.bought.reference))
        self.is_ready = True


def bought_row(package: OwnPackage) -> BoughtRow:
    """How the payment of a package stands."""
    if package.status == "paid":
        words = f"{package.sessions} sessions of “{package.title}” are yours. Book them whenever you like."
        return BoughtRow(package.reference, "success", "Thank you, that worked", words)
    if package.status == "open" and not package.failure:
        words = "We tell you here as soon as the money has arrived."
        return BoughtRow(package.reference, "info", "The payment is on its way", words)
    words = package.failure or "Nothing was charged. You can choose the package again."
    return BoughtRow(package.reference, "warning", "The package was not paid", words)
