"""Problems that learners reported and nobody has decided about."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from livesessions.domain.errors import NotAllowed
from livesessions.models import (
    BookingRequest,
    LiveSession,
    Payment,
    ProblemReport,
    ReportStatus,
    SessionOffering,
    User,
)
from livesessions.runtime.work import View

MOST = 100


@dataclass(frozen=True, slots=True)
class OpenReport:
    """One problem. `kept` is what of the payment could still be given back, in minor units."""

    reference: str
    title: str
    learner: str
    instructor: str
    reason: str
    kept: int
    currency: str
    created_at: datetime


def open_reports(view: View) -> list[OpenReport]:
    """All that wait for a decision, the oldest first. Errors: NotAllowed for everybody but admins."""
    if not view.actor.is_admin:
        raise NotAllowed("This page is for admins.")
    found = (
        select(ProblemReport, BookingRequest, Payment, SessionOffering)
        .join(BookingRequest, col(BookingRequest.id) == ProblemReport.booking_id)
        .join(LiveSession, col(LiveSession.id) == BookingRequest.live_session_id)
        .join(SessionOffering, col(SessionOffering.id) == LiveSession.offering_id)
        .join(Payment, col(Payment.booking_id) == BookingRequest.id, isouter=True)
        .where(ProblemReport.status == ReportStatus.OPEN)
        .order_by(col(ProblemReport.id))
        .limit(MOST)
    )
    rows = view.db.exec(found).all()
    people = {person for _, booking, _, offer in rows for person in (booking.learner_id, offer.instructor_id)}
    names = dict(view.db.exec(select(User.id, User.name).where(col(User.id).in_(people))).all())
    return [
        OpenReport(
            reference=booking.reference,
            title=offering.title,
            learner=names[booking.learner_id],
            instructor=names[offering.instructor_id],
            reason=report.reason,
            kept=payment.due if payment else 0,
            currency=booking.currency,
            created_at=report.created_at,
        )
        for report, booking, payment, offering in rows
    ]
