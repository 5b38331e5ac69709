"""Reporting a problem after a session, which freezes its share, and an admin's decision about it."""

from sqlmodel import select

from livesessions.domain.bookings import Status
from livesessions.domain.errors import Invalid, NotAllowed, NotFound
from livesessions.domain.money import Money
from livesessions.domain.reports import FIELD, NotReportable, check_refund, check_report
from livesessions.models import BookingRequest, LiveSession, ProblemReport, ReportStatus
from livesessions.runtime.work import Work
from livesessions.services.bookings import lock_booking, own_booking, short
from livesessions.services.life import payment_of, settle_later
from livesessions.services.shares import look_again
from livesessions.services.taking import topics_of


def report_problem(work: Work, *, reference: str, reason: str) -> None:
    """The learner says what was wrong; the share waits until an admin has decided.

    Errors: NotFound, NotReportable and Invalid, each at the field.
    """
    booking, live_session = own_booking(work, reference, field=FIELD)
    if _report_of(work, booking):
        raise NotReportable("You have reported this already: we are looking at it.", field=FIELD)
    check_report(Status(booking.status), booking.ended_at, work.now)
    said = short(reason, FIELD)
    if not said:
        raise Invalid("Please say what went wrong: it is all we have to go by.", field=FIELD)
    work.db.add(ProblemReport(booking_id=booking.id, reason=said, created_at=work.now))
    work.record(
        "booking.problem_reported",
        booking,
        after={"by": "learner"},
        reason=said,
        topics=[*topics_of(booking, live_session), "money"],
    )


def release_report(work: Work, *, reference: str, note: str = "") -> None:
    """Nothing is given back: the share goes on its way by the usual rule. Errors: NotAllowed, NotFound."""
    booking, live_session, report = _open_report(work, reference)
    _decide(work, booking, live_session, report, ReportStatus.RELEASED, note)


def refund_report(work: Work, *, reference: str, amount: int, note: str = "") -> None:
    """Gives so much back, fee and share in proportion; the rest of the share goes on its way.

    Errors: NotAllowed, NotFound; Invalid at the field for more than is left of the payment.
    """
    booking, live_session, report = _open_report(work, reference)
    payment = payment_of(work, booking)
    kept = Money(payment.due if payment else 0, booking.currency)
    check_refund(Money(amount, booking.currency), kept)
    assert payment is not None, "something of it is kept"
    payment.due -= amount
    report.refund = amount
    settle_later(work, booking)
    _decide(work, booking, live_session, report, ReportStatus.REFUNDED, note)


def _open_report(work: Work, reference: str) -> tuple[BookingRequest, LiveSession, ProblemReport]:
    if not work.actor.is_admin:
        raise NotAllowed("Only admins decide about problems.")
    booking, live_session = lock_booking(work, reference)
    report = _report_of(work, booking)
    if report is None or report.status != ReportStatus.OPEN:
        raise NotFound("This problem is decided already.")
    return booking, live_session, report


def _report_of(work: Work, booking: BookingRequest) -> ProblemReport | None:
    return work.db.exec(select(ProblemReport).where(ProblemReport.booking_id == booking.id)).one_or_none()


def _decide(
    work: Work,
    booking: BookingRequest,
    live_session: LiveSession,
    report: ProblemReport,
    status: ReportStatus,
    note: str,
) -> None:
    report.status = status
    report.decided_by, report.decided_at = work.actor.user_id, work.now
    look_again(work, live_session.instructor_id)
    work.record(
        f"booking.problem_{status}",
        booking,
        before={"problem": ReportStatus.OPEN},
        after={"problem": status, "by": "admin", "amount": report.refund},
        reason=short(note, "note", 500),
        topics=[*topics_of(booking, live_session), "money"],
    )
