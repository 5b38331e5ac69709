"""Every movement that a buyer must be told of in writing: an invoice, or a credit note that takes one back.

Learners buy from instructors, instructors buy the platform's service. Each seller's numbers have no gap: the
row with the last one is locked in the transaction that posts the movement, and rolls back with it.
"""

from dataclasses import dataclass

from sqlmodel import col, or_, select, text

from livesessions.domain.invoices import is_fee, price_of
from livesessions.domain.ledger import Movement
from livesessions.models import (
    BookingRequest,
    Dispute,
    Invoice,
    InvoiceKind,
    InvoiceSeries,
    LiveSession,
    Package,
    Refund,
    SessionOffering,
    User,
)
from livesessions.queries.invoices import without_invoice
from livesessions.runtime.work import Work

PLATFORM = "Live Sessions"
BATCH = 100


@dataclass(frozen=True, slots=True)
class Sale:
    """Who sold what to whom."""

    title: str
    learner_id: int
    instructor_id: int
    booking_id: int | None = None
    package_id: int | None = None


def issue(work: Work, movement: Movement) -> None:
    """Writes what the movement calls for; nothing for movements between our own accounts."""
    if price := price_of(movement):
        _write(work, movement, price)


def issue_missing(work: Work) -> int:
    """Writes a batch of what movements from before there were invoices call for, oldest first; how many."""
    found = without_invoice(work, most=BATCH)
    for movement in found:
        issue(work, movement)
    return len(found)


def _write(work: Work, movement: Movement, price: int) -> None:
    sale = _sale(work, movement)
    seller_id, buyer_id = _parties(sale, by_platform=is_fee(movement))
    kind = InvoiceKind.INVOICE if price > 0 else InvoiceKind.CREDIT_NOTE
    series = f"I{seller_id}" if seller_id else "LS"
    number = _next_number(work, series)
    invoice = Invoice(
        code=f"{series}-{number:05d}",
        series=series,
        number=number,
        kind=kind,
        movement_id=movement.id,
        seller_id=seller_id,
        buyer_id=buyer_id,
        booking_id=sale.booking_id,
        package_id=sale.package_id,
        refers_to=_taken_back(work, sale, seller_id) if kind == InvoiceKind.CREDIT_NOTE else "",
        title=sale.title if seller_id else f"Platform fee: {sale.title}",
        seller_name=work.db.get_one(User, seller_id).name if seller_id else PLATFORM,
        buyer_name=work.db.get_one(User, buyer_id).name,
        price=price,
        currency=movement.entries[0].amount.currency,
        issued_at=work.now,
    )
    work.db.add(invoice)
    work.db.flush()


def _parties(sale: Sale, *, by_platform: bool) -> tuple[int | None, int]:
    """Seller and buyer; no seller is the platform."""
    return (None, sale.instructor_id) if by_platform else (sale.instructor_id, sale.learner_id)


def _sale(work: Work, movement: Movement) -> Sale:
    if movement.booking_id is not None:
        return _booked(work, movement.booking_id)
    package = _sold_package(work, movement.external_id)
    offering = work.db.get_one(SessionOffering, package.offering_id)
    title = f"{package.sessions} sessions: {offering.title}"
    return Sale(title, package.learner_id, offering.instructor_id, package_id=package.id)


def _sold_package(work: Work, external_id: str) -> Package:
    """The package whose payment, refund or dispute has this name at the gateway."""
    refunded = select(Refund.package_id).where(Refund.external_id == external_id)
    disputed = select(Dispute.package_id).where(Dispute.external_id == external_id)
    is_it = or_(
        Package.gateway_reference == external_id,
        col(Package.id).in_(refunded),
        col(Package.id).in_(disputed),
    )
    return work.db.exec(select(Package).where(is_it)).one()


def _booked(work: Work, booking_id: int) -> Sale:
    booking = work.db.get_one(BookingRequest, booking_id)
    live_session = work.db.get_one(LiveSession, booking.live_session_id)
    title = work.db.get_one(SessionOffering, live_session.offering_id).title
    return Sale(title, booking.learner_id, live_session.instructor_id, booking_id=booking_id)


def _next_number(work: Work, series: str) -> int:
    work.db.execute(_BEGIN_SERIES, {"name": series})
    row = work.db.get_one(InvoiceSeries, series, with_for_update=True, populate_existing=True)
    row.last += 1
    return row.last


def _taken_back(work: Work, sale: Sale, seller_id: int | None) -> str:
    """The code of the newest invoice about the same sale by the same seller."""
    same = select(Invoice.code).where(
        Invoice.kind == InvoiceKind.INVOICE,
        Invoice.seller_id == seller_id,
        Invoice.booking_id == sale.booking_id,
        Invoice.package_id == sale.package_id,
    )
    return work.db.exec(same.order_by(col(Invoice.id).desc())).first() or ""


_BEGIN_SERIES = text(
    "INSERT INTO invoice_series (name, last) VALUES (:name, 0) ON CONFLICT (name) DO NOTHING"
)
