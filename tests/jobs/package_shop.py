"""A learner with a package of three sessions, twenty euros each, and what they do with it."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import select

from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.gateways.payments.sandbox.cards import CardEntry
from livesessions.jobs.packages import buy_package, settle_package
from livesessions.models import Package
from livesessions.queries.packages import my_packages
from livesessions.runtime.work import GUEST, Actor, ask, perform
from livesessions.services.credits import request_with_credit
from livesessions.services.packages import offer_package
from livesessions.services.pricing import use_package
from tests.jobs.till import GOOD
from tests.services.market import Market


@dataclass(frozen=True)
class Shop:
    """The marketplace, the gateway, and the id of what is on sale."""

    market: Market
    gateway: SandboxGateway
    offer_id: int

    def buy(self, card: str = GOOD, key: str = "p1", who: Actor | None = None) -> str:
        url = buy_package(who or self.market.learner, package_offer_id=self.offer_id, request_key=key)
        checkout = url.rpartition("/")[2]
        self.gateway.pay(checkout, CardEntry(number=card, expiry="12/40", cvc="123"))
        reference = self.gateway.look_up(checkout).reference or ""
        settle_package(reference)
        return reference

    def spend(self, day: int = 0, who: Actor | None = None) -> str:
        held = self.market.hold(who, at=self.market.start + timedelta(days=day), key=f"k{day}")
        self.market.describe(held, who)
        self.choose(held.reference, who)
        self.send_off(held.reference, who)
        return held.reference

    def choose(self, reference: str, who: Actor | None = None) -> None:
        perform(who or self.market.learner, use_package, reference=reference)

    def send_off(self, reference: str, who: Actor | None = None) -> None:
        perform(who or self.market.learner, request_with_credit, reference=reference)

    def left(self) -> list[int]:
        return [each.left.sessions for each in ask(self.market.learner, my_packages)]

    def payment_of(self, reference: str) -> str:
        """The package's payment at the gateway."""
        return package(reference).gateway_reference or ""


def open_shop(market: Market, gateway: SandboxGateway) -> Shop:
    asked = {"offering_id": market.offering_id, "sessions": 3, "each": 2000}
    return Shop(market, gateway, perform(market.teacher, offer_package, **asked))


def package(reference: str) -> Package:
    return ask(GUEST, lambda view: view.db.exec(select(Package).where(Package.reference == reference)).one())
