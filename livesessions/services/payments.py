"""Folding what the gateway says into our own books, and saying what to ask of it next."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import select

from livesessions.domain.bookings import ENDED, Event, Party, Status
from livesessions.domain.declines import decline_words
from livesessions.domain.late_payments import TooLate
from livesessions.domain.money import currency
from livesessions.domain.settlement import Call, Obstacle, Standing, next_call, obstacle
from livesessions.gateways.payments import CheckoutStatus, DisputeStatus, Truth
from livesessions.gateways.payments import PaymentStatus as GatewayStatus
from livesessions.models import BookingRequest, LiveSession, Payment, PaymentStatus
from livesessions.runtime.work import Work
from livesessions.services.bookings import lock_booking, paid_event
from livesessions.services.late_payments import paid_late, refuse_late
from livesessions.services.life import advance, payment_of
from livesessions.services.owed import IN_HAND, end_overdue, is_overdue, is_saved, pursue
from livesessions.services.parts import names_of, paid_at_once, part_of
from livesessions.services.postings import FAILED, lost, post_truth
from livesessions.services.standing import who_is_gone

PAID = (PaymentStatus.AUTHORISED, PaymentStatus.CAPTURED, PaymentStatus.SAVED)
LEASE = timedelta(minutes=2)  # longer than a look and a call may take, retries included; renewed at each look


@dataclass(frozen=True, slots=True)
class Leased:
    """A payment that this worker alone may settle for a while, and where to look it up."""

    payment_id: int
    look_up: str
    generation: int
    parts: int = 1  # sessions that are paid with it


def lease(work: Work, *, booking_id: int) -> Leased | None:
    """Takes the payment for this worker; None if no checkout was ever opened. Errors: StillLeased.

    Of those that are paid at once it is the first that is leased, for all of them.
    """
    mine = work.db.exec(select(Payment).where(Payment.booking_id == booking_id)).one_or_none()
    if not mine or not mine.checkout_id:
        return None
    together = paid_at_once(work, mine)
    payment = work.db.get_one(Payment, together[0].id, with_for_update=True, populate_existing=True)
    if not payment.checkout_id:
        return None
    if payment.leased_until and payment.leased_until > work.now:
        raise StillLeased("another worker is settling this payment")
    payment.leased_until = work.now + LEASE
    return Leased(payment.id, payment.checkout_id, payment.generation, len(together))


def release_lease(work: Work, *, payment_id: int, new_generation: bool = False) -> None:
    """Gives the payment free; with a new generation the next call is a new try, not a replay."""
    payment = work.db.get_one(Payment, payment_id, with_for_update=True)
    payment.leased_until = None
    payment.generation += new_generation


class StillLeased(Exception):
    """Somebody else is settling this payment: try again later."""


def fold_truth(work: Work, *, booking_id: int, truth: Truth) -> Call | None:
    """Takes over what the gateway says, moves the booking where that allows it, and names the next call.

    Bookings that are paid at once are all moved, each by its own part. Nothing is asked of the gateway while
    the payment is blocked: disputed, or its refund failed too often.
    """
    booking, _ = lock_booking(work, work.db.get_one(BookingRequest, booking_id).reference)
    payment = payment_of(work, booking)
    assert payment is not None, "only paid bookings are settled"
    together = paid_at_once(work, payment)
    together[0].leased_until = work.now + LEASE
    if not payment.paid_as:
        return next_call(_fold(work, booking.reference, truth))
    prices = names_of(work, together)
    return next_call(*(_fold(work, name, part_of(truth, name, prices)) for name in prices))


def _fold(work: Work, reference: str, truth: Truth) -> Standing:
    booking, live_session = lock_booking(work, reference)
    payment = payment_of(work, booking)
    assert payment is not None, "what is paid has a payment"
    before = _facts(payment)
    _copy(work, payment, truth)
    pursue(work, booking, live_session, payment, truth)
    _leave_page(payment, truth)
    _tell(work, booking, before, _facts(payment))
    is_news = before["status"] not in PAID and payment.status in PAID
    _move(work, booking, live_session, payment, truth, is_news=is_news)
    post_truth(work, booking, live_session, payment, truth)
    standing = _standing(work, booking, payment, truth)
    _mark(work, payment, obstacle(standing))
    return standing


def _copy(work: Work, payment: Payment, truth: Truth) -> None:
    payment.gateway_reference = truth.payment_id or payment.gateway_reference
    payment.charge_id = truth.charge_id or payment.charge_id
    payment.authorised_until = truth.authorised_until
    payment.captured, payment.refunded = truth.captured, truth.refunded
    payment.gateway_fee = truth.fee or 0
    payment.failure = decline_words(truth.failure.code, truth.failure.message) if truth.failure else ""
    payment.looked_up_at = work.now
    payment.status = _status(truth)


def _facts(payment: Payment) -> dict[str, object]:
    """What people see of a payment."""
    return payment.model_dump(include={"status", "captured", "refunded", "failure", "checkout_url"})


def _tell(work: Work, booking: BookingRequest, before: dict[str, object], after: dict[str, object]) -> None:
    """Records what the gateway has done, so that it is on the trail and open pages show it."""
    changes = {
        name: value for name, value in after.items() if before[name] != value and name != "checkout_url"
    }
    if not changes and before["checkout_url"] == after["checkout_url"]:
        return
    work.record(
        _event(before, after),
        booking,
        before={name: before[name] for name in changes},
        after=changes,
        together=booking.series,
    )


def _event(before: dict[str, object], after: dict[str, object]) -> str:
    if before["refunded"] != after["refunded"]:
        return "payment.refunded"
    was_owed = before["status"] == PaymentStatus.OWED and after["status"] == PaymentStatus.CAPTURED
    return "payment.made_good" if was_owed else f"payment.{after['status']}"


def _leave_page(payment: Payment, truth: Truth) -> None:
    """A page that was completed takes nothing more: while a bank debit is under way nobody is sent back to it,
    and once the debit has failed another page may be opened, under a new key."""
    if truth.payment_status == GatewayStatus.PROCESSING:
        payment.checkout_url = None
    if payment.status == PaymentStatus.FAILED and payment.checkout_id == truth.checkout_id:
        payment.checkout_id = payment.checkout_url = payment.pay_by = None
        payment.generation += 1


def _status(truth: Truth) -> PaymentStatus:
    if truth.payment_status == GatewayStatus.SUCCEEDED:
        return PaymentStatus.CAPTURED
    if truth.payment_status == GatewayStatus.REQUIRES_CAPTURE:
        return PaymentStatus.AUTHORISED
    if truth.payment_status == GatewayStatus.CANCELED:
        return PaymentStatus.VOIDED
    if truth.payment_status == GatewayStatus.PROCESSING:
        return PaymentStatus.OPEN  # a bank debit takes its days, whatever became of the page
    if is_saved(truth):
        return PaymentStatus.SAVED
    if truth.checkout_status == CheckoutStatus.COMPLETE and truth.failure:
        return PaymentStatus.FAILED  # a bank debit came back
    return PaymentStatus.EXPIRED if truth.checkout_status == CheckoutStatus.EXPIRED else PaymentStatus.OPEN


def _move(
    work: Work,
    booking: BookingRequest,
    live_session: LiveSession,
    payment: Payment,
    truth: Truth,
    *,
    is_news: bool,
) -> None:
    has_paid = truth.payment_status in IN_HAND or is_saved(truth)
    if has_paid and booking.status == Status.HELD:
        _book(work, booking, live_session)
    elif is_news and booking.status in ENDED and not booking.requested_at and not payment.refunded:
        paid_late(work, booking, live_session, payment)
    elif booking.status == Status.HELD and payment.status in (PaymentStatus.EXPIRED, PaymentStatus.VOIDED):
        advance(work, booking, Event.HOLD_ENDED, Party.SYSTEM)
    else:
        end_overdue(work, booking, payment, truth)


def _book(work: Work, booking: BookingRequest, live_session: LiveSession) -> None:
    """Paid in time; but nothing begins with somebody who was suspended meanwhile, or after its start."""
    if gone := who_is_gone(work, booking, live_session):
        advance(work, booking, Event.CANCELLED, Party.SYSTEM, reason=gone)
        refuse_late(work, booking, gone)
    elif work.now >= live_session.starts_at:
        advance(work, booking, Event.HOLD_ENDED, Party.SYSTEM)
        refuse_late(work, booking, TooLate.BEGUN)
    else:
        advance(work, booking, paid_event(booking), Party.SYSTEM)


def _mark(work: Work, payment: Payment, why: Obstacle | None) -> None:
    """Shows the operator, once, what stands in the way of a payment, and that it is gone."""
    before, payment.blocked = payment.blocked, why or ""
    if before and before != payment.blocked:
        work.record("payment.unblocked", payment, before={"blocked": before}, reason=before)
    if why and why != before:
        work.record("payment.blocked", payment, after={"blocked": why}, reason=why)


def _standing(work: Work, booking: BookingRequest, payment: Payment, truth: Truth) -> Standing:
    return Standing(
        due=payment.due,
        is_decided=booking.status not in (Status.HELD, Status.PENDING),
        checkout_is_open=truth.checkout_status == CheckoutStatus.OPEN,
        is_authorised=truth.payment_status == GatewayStatus.REQUIRES_CAPTURE,
        is_saved=truth.saved is not None,
        is_tried=truth.payment_id is not None,
        is_overdue=is_overdue(work, payment),
        authorised=truth.amount,
        captured=truth.captured,
        refunded=truth.refunded,
        failed_refunds=sum(refund.status in FAILED for refund in truth.refunds) - payment.forgiven_refunds,
        lost=lost(truth),
        # An inquiry takes nothing yet: a refund may settle it.
        is_disputed=any(dispute.status == DisputeStatus.OPEN for dispute in truth.disputes),
        part=booking.reference if payment.paid_as else "",
        least=currency(payment.currency).minimum,
    )
