"""Back from the gateway's page: what became of the payment, by the gateway's own word, and paying again."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import Any

import reflex as rx

from livesessions.domain.bookings import LIVE, Status
from livesessions.domain.errors import NotFound
from livesessions.gateways.payments.errors import GatewayError
from livesessions.jobs.settle import settle
from livesessions.queries.bookings import BookingDetail, BookingRow, booking_detail
from livesessions.queries.series import paid_at_once
from livesessions.runtime import routes
from livesessions.services.payments import StillLeased
from livesessions.state.base import SIGNED_IN, AppState, Rate, event
from livesessions.state.bookings.reader import Reader, possessive, reader
from livesessions.state.checkout import Paying
from livesessions.state.lines import Waiting
from livesessions.state.outside import call_out
from livesessions.state.tries import TooOften


@dataclass(frozen=True)
class PaidFor:
    """What the payment is for."""

    reference: str = ""
    href: str = ""
    offering: str = ""
    title: str = ""
    when: str = ""
    there: str = ""
    person: str = ""
    price: str = ""
    others: list[str] = field(default_factory=list)  # the other sessions that are paid at once
    failure: str = ""
    until: str = ""
    refunded: str = ""


class PaymentState(Paying, Waiting, AppState):
    """`stage`: checking, paid, waiting (nothing heard), under_way (a bank debit), failed (pay again), over."""

    stage: str = "checking"
    about: PaidFor = PaidFor()

    @event(SIGNED_IN, loads=True)
    async def load(self) -> AsyncIterator[Any]:
        """Asks the gateway, never the address: anybody can type that."""
        self.stage, self.about = "checking", PaidFor()
        self._forget_line()
        found = await self._own()
        await self._show(found)
        self.watch(f"booking_request:{found.row.id}", PaymentState.refresh)
        yield
        if _stage(found) != "paid":
            await _settled(found.row.id)
        yield await self._look()

    @event(SIGNED_IN)
    async def refresh(self) -> Any:
        """Looks again: something happened, or a clock ran out."""
        return await self._look() if self.about.reference else None

    @event(SIGNED_IN, rate=Rate(times=20, seconds=60))
    async def check_again(self) -> AsyncIterator[Any]:
        """Asks the gateway once more."""
        found = await self._own()
        self.stage = "checking"
        yield
        await _settled(found.row.id)
        yield await self._look()

    @event(SIGNED_IN, rate=Rate(times=10, seconds=60))
    async def pay_again(self) -> None:
        """Leads to the gateway's page once more, while the time is held."""
        await self._to_checkout((await self._own()).row.reference)

    async def _look(self) -> Any:
        found, before = await self._own(), self.stage
        together = await self._show(found)
        self.stage = _stage(found)
        if self.stage == "over":
            await self._look_for_line_of(found.row)
        if self.stage != "paid" or before == "paid":  # the ring and the answer come together
            return None
        self.say(_thanks(found, sum(row.status == Status.PENDING for row in together)))
        return rx.redirect(self.about.href, replace=True)

    async def _own(self) -> BookingDetail:
        """The booking in the address. Errors: NotFound also for one that somebody else pays."""
        found = await self.ask(booking_detail, reference=self.option("booking", ""))
        if not found.is_learner:
            raise NotFound("There is no such booking.")
        return found

    async def _show(self, found: BookingDetail) -> list[BookingRow]:
        """The booking, with the others of its series that are paid at once."""
        together = await self.ask(paid_at_once, reference=found.row.reference)
        self.about = _about(found, reader())
        if together:
            self.about = replace(self.about, **_series(found, together, reader()))
        return together


async def _settled(booking_id: int) -> None:
    """Brings the books up to the gateway's; where that can't be done now, the worker does it soon."""
    try:
        await call_out(settle, booking_id)
    except (GatewayError, StillLeased, TooOften):
        return


def _stage(found: BookingDetail) -> str:
    status = Status(found.row.status)
    if found.is_under_way:
        return "under_way"
    if status == Status.HELD or found.row.owed_until:
        return "failed" if found.failure else "waiting"
    return "paid" if status in LIVE or found.row.requested_at else "over"


def _thanks(found: BookingDetail, many: int) -> str:
    person = found.row.instructor_name
    if found.row.status != Status.PENDING:
        return "Paid and booked. See you there!"
    if many > 1:
        return f"Your {many} requests are on their way to {person}. You pay for those they accept, and no others."
    if found.paid:
        return f"Paid, and your request is on its way. If {person} can’t, you get all of it back."
    if found.payment_status == "saved":
        return f"Your request is on its way. Your card is charged when {person} accepts."
    return f"Your request is on its way to {person}. Nothing is charged until they accept."


def _series(found: BookingDetail, together: list[BookingRow], who: Reader) -> dict[str, Any]:
    return {
        "price": who.price(sum(row.price for row in together), found.row.currency),
        "others": [
            who.span(row.starts_at, row.ends_at) for row in together if row.reference != found.row.reference
        ],
    }


def _until(row: BookingRow) -> str:
    until = row.hold_expires_at if row.status == Status.HELD else row.owed_until
    return until.isoformat() if until else ""


def _about(found: BookingDetail, who: Reader) -> PaidFor:
    row = found.row
    return PaidFor(
        reference=row.reference,
        href=routes.booking(row.reference),
        offering=routes.offering(row.offering_slug),
        title=row.offering_title,
        when=who.span(row.starts_at, row.ends_at),
        there=who.elsewhere(row.starts_at, row.instructor_zone, possessive(row.instructor_name)),
        person=row.instructor_name,
        price=who.price(row.price, row.currency),
        failure=found.failure,
        until=_until(row),
        refunded=who.money(found.refunded, row.currency) if found.refunded else "",
    )
