"""Problems that learners report: until when, and what may be given back for one."""

from datetime import datetime

from livesessions.domain.attendance import reports_until
from livesessions.domain.bookings import Status
from livesessions.domain.errors import DomainError, Invalid
from livesessions.domain.money import Money, gateway_amount

FIELD, AMOUNT = "problem", "amount"
OVER = (Status.COMPLETED, Status.NO_SHOW)


class NotReportable(DomainError):
    """There is nothing to report, not any more, or not again."""

    code = "not_reportable"


def reportable_until(status: Status, ended_at: datetime | None) -> datetime | None:
    """Until when, exclusively, the learner may report a problem; None before the session is over."""
    return reports_until(ended_at) if ended_at and status in OVER else None


def check_report(status: Status, ended_at: datetime | None, now: datetime) -> None:
    """Errors: NotReportable at the field."""
    until = reportable_until(status, ended_at)
    if until is None:
        raise NotReportable("A problem is reported once the session is over.", field=FIELD)
    if now >= until:
        raise NotReportable("Problems are reported within 72 hours after the session.", field=FIELD)


def check_refund(amount: Money, kept: Money) -> None:
    """Whether so much may be given back of what is kept. Errors: Invalid at the field."""
    if not kept:
        raise Invalid("Nothing is left of this payment to give back.", field=AMOUNT)
    if not 0 < amount.amount <= kept.amount:
        raise Invalid("Give back something, and no more than is left of the payment.", field=AMOUNT)
    gateway_amount(amount)
