"""Receipts: what somebody paid, what they sold, and one of them in full."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, and_, col, func, or_, select

from livesessions.domain.errors import NotFound
from livesessions.domain.invoices import FEES, SALES
from livesessions.domain.ledger import Movement
from livesessions.models import (
    BookingRequest,
    Invoice,
    LedgerEntry,
    LedgerMovement,
    LiveSession,
    Package,
    Payment,
)
from livesessions.queries.ledger import read_movement
from livesessions.runtime.work import View


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One line of a list. `price` is negative on a credit note."""

    code: str
    kind: str
    title: str
    seller: str
    buyer: str
    price: int
    currency: str
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class Invoices:
    """Newest first: bought by the person asking, and sold by them."""

    bought: tuple[InvoiceRow, ...]
    sold: tuple[InvoiceRow, ...]


@dataclass(frozen=True, slots=True)
class InvoiceDetail:
    """One in full. `starts_at` is None for a package, `reference` the booking's or the package's."""

    row: InvoiceRow
    refers_to: str
    reference: str
    starts_at: datetime | None
    ends_at: datetime | None
    is_test: bool


MOST = 200


def my_invoices(view: View) -> Invoices:
    """The receipts and invoices of the person asking."""
    person_id = view.actor.must_be_signed_in()
    return Invoices(
        bought=_rows(view.db, Invoice.buyer_id == person_id),
        sold=_rows(view.db, Invoice.seller_id == person_id),
    )


def invoice_detail(view: View, *, code: str) -> InvoiceDetail:
    """One, for its buyer, its seller or an admin. Errors: NotFound for everybody else."""
    person_id = view.actor.must_be_signed_in()
    mine = or_(Invoice.buyer_id == person_id, Invoice.seller_id == person_id)
    allowed = () if view.actor.is_admin else (mine,)
    invoice = view.db.exec(select(Invoice).where(Invoice.code == code, *allowed)).one_or_none()
    if invoice is None:
        raise NotFound("There is no such receipt.")
    return _detail(view.db, invoice)


def without_invoice(view: View, *, most: int) -> list[Movement]:
    """Movements that call for an invoice and have none, in the order they were posted."""
    tells = (
        and_(LedgerMovement.kind == kind, LedgerEntry.account == account)
        for kind, account in (SALES | FEES).items()
    )
    missing = (
        select(LedgerMovement.id)
        .join(LedgerEntry, col(LedgerEntry.movement_id) == LedgerMovement.id)
        .join(Invoice, col(Invoice.movement_id) == LedgerMovement.id, isouter=True)
        .where(col(Invoice.id).is_(None), or_(*tells))
        .group_by(col(LedgerMovement.id))
        .having(func.sum(LedgerEntry.amount) != 0)
        .order_by(func.min(LedgerEntry.id))
    )
    return [read_movement(view, name) for name in view.db.exec(missing.limit(most))]


def _rows(db: Session, condition: Any) -> tuple[InvoiceRow, ...]:
    newest = select(Invoice).where(condition).order_by(col(Invoice.id).desc()).limit(MOST)
    return tuple(_row(invoice) for invoice in db.exec(newest))


def _row(invoice: Invoice) -> InvoiceRow:
    return InvoiceRow(
        code=invoice.code,
        kind=invoice.kind,
        title=invoice.title,
        seller=invoice.seller_name,
        buyer=invoice.buyer_name,
        price=invoice.price,
        currency=invoice.currency,
        issued_at=invoice.issued_at,
    )


def _detail(db: Session, invoice: Invoice) -> InvoiceDetail:
    if invoice.package_id is not None:
        package = db.get_one(Package, invoice.package_id)
        return _made(invoice, package.reference, gateway=package.gateway)
    booking = db.get_one(BookingRequest, invoice.booking_id)
    live_session = db.get_one(LiveSession, booking.live_session_id)
    gateway = db.exec(select(Payment.gateway).where(Payment.booking_id == booking.id)).first() or ""
    return _made(invoice, booking.reference, gateway=gateway, live_session=live_session)


def _made(
    invoice: Invoice, reference: str, *, gateway: str, live_session: LiveSession | None = None
) -> InvoiceDetail:
    return InvoiceDetail(
        row=_row(invoice),
        refers_to=invoice.refers_to,
        reference=reference,
        starts_at=live_session.starts_at if live_session else None,
        ends_at=live_session.ends_at if live_session else None,
        is_test=gateway == "sandbox",
    )
