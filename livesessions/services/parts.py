"""Payments that one page and one authorisation pay for together: which they are, and what is whose."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlmodel import col, select

from livesessions.domain.parts import divide, part_name
from livesessions.gateways.payments import Dispute, PaymentStatus, RefundStatus, Truth
from livesessions.models import BookingRequest, Payment
from livesessions.runtime.work import Work

COUNTS = (RefundStatus.PENDING, RefundStatus.SUCCEEDED)


def paid_at_once(work: Work, payment: Payment) -> Sequence[Payment]:
    """All that the same checkout pays for, itself included, always in the same order."""
    if not payment.checkout_id:
        return [payment]
    same = select(Payment).where(Payment.checkout_id == payment.checkout_id)
    return work.db.exec(same.order_by(col(Payment.id))).all()


def names_of(work: Work, payments: Sequence[Payment]) -> dict[str, int]:
    """What each of them costs, by the reference of its booking."""
    prices = (
        select(BookingRequest.reference, Payment.price)
        .join(Payment, col(Payment.booking_id) == BookingRequest.id)
        .where(col(Payment.id).in_([payment.id for payment in payments]))
        .order_by(col(Payment.id))
    )
    return dict(work.db.exec(prices).all())


def part_of(truth: Truth, name: str, prices: Mapping[str, int]) -> Truth:
    """The truth of one session's part. What a refund or a capture does not say is divided by price.

    A refund that somebody made at the gateway by hand names no session: it counts for the first.
    """
    taken = _taken(truth, prices)
    first = next(iter(prices))
    refunds = tuple(each for each in truth.refunds if (each.part or first) == name)
    return replace(
        truth,
        payment_status=_status(truth, taken[name]),
        amount=prices[name],
        captured=taken[name],
        refunded=sum(each.amount for each in refunds if each.status in COUNTS),
        fee=None if truth.fee is None else divide(truth.fee, taken)[name],
        refunds=refunds,
        disputes=tuple(_part_of_dispute(each, name, taken) for each in truth.disputes if taken[name]),
    )


def _status(truth: Truth, taken: int) -> PaymentStatus:
    """What a capture left out was let go."""
    is_left_out = truth.payment_status == PaymentStatus.SUCCEEDED and not taken
    return PaymentStatus.CANCELED if is_left_out else truth.payment_status


def _taken(truth: Truth, prices: Mapping[str, int]) -> dict[str, int]:
    """Sessions that are not named in a capture were not paid for; where none is, all were."""
    if truth.parts:
        return {name: truth.parts.get(name, 0) for name in prices}
    return divide(truth.captured, prices)


def _part_of_dispute(dispute: Dispute, name: str, taken: Mapping[str, int]) -> Dispute:
    return replace(
        dispute,
        id=part_name(dispute.id, name),
        amount=divide(dispute.amount, taken)[name],
        withdrawn=divide(dispute.withdrawn, taken)[name],
        fee=divide(dispute.fee, taken)[name],
    )
