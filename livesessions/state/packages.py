"""Packages on the screen: the question before one is bought, and what instructors sell."""

from typing import Annotated, Any
from uuid import uuid4

from pydantic import Field

from livesessions.domain.errors import Invalid
from livesessions.domain.money import parse
from livesessions.jobs.desk import the_desk
from livesessions.jobs.packages import buy_package
from livesessions.queries.offerings import my_offerings
from livesessions.queries.packages import my_package_offers, own_package, package_for_sale
from livesessions.runtime import routes
from livesessions.services.credits import refund_credit
from livesessions.services.packages import end_package_offer, offer_package
from livesessions.state.base import PUBLIC, SIGNED_IN, AppState, FieldErrors, Form, Rate, event, role
from livesessions.state.bookings.reader import reader
from livesessions.state.checkout import Leaving, Paying
from livesessions.state.gate.caller import caller
from livesessions.state.outside import call_out
from livesessions.state.package_rows import OwnPackageRow, PackageRow, own_package_row, package_rows

TEACHES = role("instructor")
Short = Annotated[str, Field(max_length=24)]


class BuyPackageState(Paying, AppState):
    """The question before a package is bought."""

    is_open: bool = False
    is_busy: bool = False
    is_test: bool = False
    chosen: PackageRow = PackageRow()
    _key: str = ""

    @event(PUBLIC)
    async def choose(self, package_offer_id: int) -> Any:
        """Opens it for one package; a guest is asked to log in first."""
        if not self.viewer.signed_in:
            return self.to_log_in()
        found = await self.ask(package_for_sale, package_offer_id=package_offer_id)
        (self.chosen,) = package_rows([found], reader().locale)
        self.is_test, self.leaving = the_desk().settings.gateway == "sandbox", Leaving()
        self.is_open, self._key = True, uuid4().hex
        return None

    @event(PUBLIC)
    async def come_back(self) -> None:
        """Closes it for whoever was at the gateway meanwhile."""
        self.is_open, self.leaving = False, Leaving()

    @event(PUBLIC)
    async def set_open(self, is_open: bool) -> None:
        """Closes it."""
        self.is_open = is_open

    @event(SIGNED_IN, rate=Rate(times=10, seconds=60))
    async def buy(self) -> None:
        """Leads to the gateway's page; a double click is one package."""
        who = caller().renewed()
        url = await call_out(buy_package, who.actor, package_offer_id=self.chosen.id, request_key=self._key)
        self.leaving = Leaving(url, uuid4().hex)


class GiveBack(Form):
    """Which package an admin gives back, and why."""

    package: Annotated[str, Field(max_length=40)] = ""
    reason: Annotated[str, Field(max_length=500)] = ""


class GiveBackState(FieldErrors, AppState):
    """The question before the rest of a package is given back, and an admin's way to do it."""

    is_open: bool = False
    giving: OwnPackageRow = OwnPackageRow()

    @event(SIGNED_IN)
    async def choose(self, reference: str) -> None:
        """Opens it for one of one's own packages."""
        found, who = await self.ask(own_package, reference=reference), reader()
        self.giving = own_package_row(found, routes.offering(found.slug), who.locale)
        self.is_open, self.errors = True, {}

    @event(SIGNED_IN)
    async def close(self, is_open: bool) -> None:
        """Closes it."""
        self.is_open = is_open and self.is_open

    @event(SIGNED_IN, rate=Rate(times=10, seconds=60))
    async def give_back(self) -> None:
        """Asks for the money; a double click is one refund."""
        await self.perform(refund_credit, reference=self.giving.reference)
        self.is_open = False
        self.say(f"{self.giving.gives_back} is on its way back to you.")

    @event(role("admin"), rate=Rate(times=10, seconds=60))
    async def give_back_by_hand(self, form: GiveBack) -> None:
        """An admin gives somebody's package back."""
        self.errors = {}
        await self.perform(refund_credit, reference=form.package.strip().upper(), reason=form.reason)
        self.say("The rest of the package is on its way back.")


class NewPackage(Form):
    """As it is typed."""

    offering: Short = ""
    sessions: Short = ""
    each: Short = ""


class PackageOffersState(FieldErrors, AppState):
    """What an instructor sells in packages."""

    is_ready: bool = False
    is_writing: bool = False
    rows: list[PackageRow] = []
    offerings: list[tuple[str, str]] = []
    _currencies: dict[str, str] = {}

    @event(TEACHES, loads=True)
    async def load(self) -> None:
        """Fills the part."""
        if not self._resumed:
            self.is_writing, self.errors = False, {}
        await self._look()

    @event(TEACHES)
    async def write(self, is_open: bool) -> None:
        """Opens or closes the form."""
        self.is_writing, self.errors = is_open, {}

    @event(TEACHES)
    async def create(self, form: NewPackage) -> None:
        """Puts the package on sale."""
        self.errors = {}
        currency = self._currencies.get(form.offering)
        if currency is None:
            raise Invalid("Choose one of your offerings.", field="package_offering")
        if not form.sessions.isdecimal():
            raise Invalid("A whole number, please.", field="sessions")
        each = parse(form.each, currency, field="each").amount
        asked = {"offering_id": int(form.offering), "sessions": int(form.sessions), "each": each}
        await self.perform(offer_package, **asked)
        self.is_writing = False
        await self._look()
        self.say("The package is on sale.")

    @event(TEACHES)
    async def end(self, package_offer_id: int) -> None:
        """Sells it no more."""
        await self.perform(end_package_offer, package_offer_id=package_offer_id)
        await self._look()
        self.say("The package is not on sale any more. Those who bought it keep it.")

    async def _look(self) -> None:
        who = reader()
        self.rows = package_rows(await self.ask(my_package_offers), who.locale)
        priced = [each for each in await self.ask(my_offerings) if each.price and each.status != "archived"]
        self.offerings = [(str(each.id), each.title) for each in priced]
        self._currencies = {str(each.id): each.currency for each in priced}
        self.is_ready = True
