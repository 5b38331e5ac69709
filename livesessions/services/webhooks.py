"""Letters from the gateway: kept once, worked later."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, or_, select

from livesessions.gateways.payments import Notice
from livesessions.models import BookingRequest, Package, Payment, PayoutAccount, WebhookEvent
from livesessions.runtime.work import Work


def receive(work: Work, *, source: str, notice: Notice, body: bytes) -> bool:
    """Stores the letter and promises to look at what it is about; False if we had it already."""
    known = select(WebhookEvent.id).where(
        WebhookEvent.source == source, WebhookEvent.external_id == notice.id
    )
    if work.db.exec(known).first():
        return False
    event = WebhookEvent(
        source=source, external_id=notice.id, kind=notice.kind, body=body, received_at=work.now
    )
    try:
        with work.db.begin_nested():
            work.db.add(event)
    except IntegrityError:  # the same letter came in through another door at this very moment
        return False
    if booking_id := _about(work, notice):
        work.later("settle", {"booking": booking_id})
    elif package := _package(work, notice):
        work.later("settle_package", {"package": package})
    if instructor_id := _whose(work, notice):
        work.later("pay_out", {"instructor": instructor_id, "reference": notice.reference or ""})
    event.handled_at = work.now
    return True


def _package(work: Work, notice: Notice) -> str | None:
    """The package a letter is about."""
    names = [name for name in (notice.checkout_id, notice.payment_id) if name]
    bought = select(Package.reference).where(
        or_(
            Package.reference == (notice.reference or ""),
            col(Package.checkout_id).in_(names),
            col(Package.gateway_reference).in_(names),
        )
    )
    return work.db.exec(bought).first()


def _whose(work: Work, notice: Notice) -> int | None:
    """The instructor whose account at the gateway a letter is about."""
    theirs = select(PayoutAccount.instructor_id).where(PayoutAccount.external_id == notice.account_id)
    return work.db.exec(theirs).first() if notice.account_id else None


def _about(work: Work, notice: Notice) -> int | None:
    """The booking a letter is about; None for letters about nothing of ours, which are kept and ignored."""
    names = [name for name in (notice.checkout_id, notice.payment_id) if name]
    paid = select(Payment.booking_id).where(
        or_(Payment.checkout_id.in_(names), Payment.gateway_reference.in_(names))  # type: ignore[union-attr]
    )
    if names and (found := work.db.exec(paid).first()):
        return found
    if not notice.reference:
        return None
    ours = select(BookingRequest.id).outerjoin(Payment, col(Payment.booking_id) == BookingRequest.id)
    named = or_(BookingRequest.reference == notice.reference, Payment.paid_as == notice.reference)
    return work.db.exec(ours.where(named)).first()
