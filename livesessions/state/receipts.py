"""Receipts and invoices: the lists, and one of them to be printed."""

from dataclasses import dataclass

from livesessions.queries.invoices import InvoiceDetail, InvoiceRow, invoice_detail, my_invoices
from livesessions.runtime import routes
from livesessions.runtime.locales import long_day
from livesessions.state.base import SIGNED_IN, AppState, event
from livesessions.state.bookings.reader import Reader, reader
from livesessions.state.gate.caller import caller

KINDS = {"invoice": "Invoice", "credit_note": "Credit note"}


@dataclass(frozen=True)
class ReceiptLine:
    """One in a list."""

    code: str = ""
    href: str = ""
    kind: str = ""
    title: str = ""
    person: str = ""
    day: str = ""
    price: str = ""


@dataclass(frozen=True)
class ReceiptPage:
    """One in full."""

    code: str = ""
    kind: str = ""
    is_credit_note: bool = False
    day: str = ""
    seller: str = ""
    buyer: str = ""
    title: str = ""
    when: str = ""
    reference: str = ""
    price: str = ""
    refers_to: str = ""
    is_test: bool = False


class ReceiptsState(AppState):
    """What one paid, and what one sold."""

    is_ready: bool = False
    bought: list[ReceiptLine] = []
    sold: list[ReceiptLine] = []

    @event(SIGNED_IN, loads=True)
    async def load(self) -> None:
        """Fills the page, and again when money has moved."""
        found, who = await self.ask(my_invoices), reader()
        self.bought = [receipt_line(row, row.seller, who) for row in found.bought]
        self.sold = [receipt_line(row, row.buyer, who) for row in found.sold]
        self.is_ready = True
        self.watch(f"person:{caller().actor.must_be_signed_in()}", ReceiptsState.load)


class ReceiptState(AppState):
    """One receipt."""

    is_ready: bool = False
    page: ReceiptPage = ReceiptPage()

    @event(SIGNED_IN, loads=True)
    async def load(self) -> None:
        """Fills the page. It never changes."""
        self.is_ready = self._resumed
        self.page = receipt_page(await self.ask(invoice_detail, code=self.param("code")), reader())
        self.is_ready = True


def receipt_line(row: InvoiceRow, person: str, who: Reader) -> ReceiptLine:
    """A line in words."""
    return ReceiptLine(
        code=row.code,
        href=routes.receipt(row.code),
        kind=KINDS[row.kind],
        title=row.title,
        person=person,
        day=long_day(row.issued_at, who.zone, who.locale),
        price=who.money(row.price, row.currency),
    )


def receipt_page(found: InvoiceDetail, who: Reader) -> ReceiptPage:
    """The page in words."""
    row = found.row
    return ReceiptPage(
        code=row.code,
        kind=KINDS[row.kind],
        is_credit_note=row.price < 0,
        day=long_day(row.issued_at, who.zone, who.locale),
        seller=row.seller,
        buyer=row.buyer,
        title=row.title,
        when=who.span(found.starts_at, found.ends_at) if found.starts_at and found.ends_at else "",
        reference=found.reference,
        price=who.money(row.price, row.currency),
        refers_to=found.refers_to,
        is_test=found.is_test,
    )
