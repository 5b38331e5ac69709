"""What we can show a learner's bank about a booking or a package: what it was, who came, what was said."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, or_, select

from livesessions.domain.errors import NotAllowed
from livesessions.domain.parts import BETWEEN, gateway_name
from livesessions.models import (
    Bargain,
    BookingRequest,
    BookingTopic,
    Dispute,
    LiveSession,
    Package,
    Payment,
    Presence,
    Review,
    SessionOffering,
    User,
)
from livesessions.runtime.work import View

NOBODY = "Nobody was recorded in the built-in room."


@dataclass(frozen=True, slots=True)
class Gathered:
    """Plain words, each for one question a bank asks."""

    external_id: str
    product: str
    service_date: str
    customer_name: str
    customer_email: str
    attendance: str
    terms: str
    messages: str


def evidence(view: View, *, dispute_id: int) -> Gathered:
    """Everything the records of what is disputed say, and of all that was paid with it. For admins and the
    system. Errors: NotAllowed."""
    if not (view.actor.is_admin or view.actor.kind == "system"):
        raise NotAllowed("Only admins answer disputes.")
    dispute = view.db.get_one(Dispute, dispute_id)
    told = [_gathered(view, each) for each in parts_of(view.db, dispute)]
    return replace(
        told[0],
        external_id=dispute.external_id,
        service_date=min(each.service_date for each in told),
        product="\n".join(each.product for each in told),
        attendance="\n".join(each.attendance for each in told),
        terms="\n".join(dict.fromkeys(each.terms for each in told)),
        messages="\n".join(dict.fromkeys(each.messages for each in told if each.messages)),
    )


def parts_of(db: Session, dispute: Dispute) -> Sequence[Dispute]:
    """What is one dispute at the gateway and one for each session here, this one among them."""
    name = gateway_name(dispute.external_id)
    is_part = col(Dispute.external_id).startswith(f"{name}{BETWEEN}", autoescape=True)
    found = select(Dispute).where(or_(col(Dispute.external_id) == name, is_part))
    return db.exec(found.order_by(col(Dispute.id))).all()


def _gathered(view: View, dispute: Dispute) -> Gathered:
    if dispute.package_id is not None:
        return _of_package(view, dispute, view.db.get_one(Package, dispute.package_id))
    payment = view.db.get_one(Payment, dispute.payment_id)
    booking = view.db.get_one(BookingRequest, payment.booking_id)
    live_session = view.db.get_one(LiveSession, booking.live_session_id)
    learner = view.db.get_one(User, booking.learner_id)
    return Gathered(
        external_id=dispute.external_id,
        product=_product(view, booking, live_session),
        service_date=f"{live_session.starts_at:%Y-%m-%d}",
        customer_name=learner.name,
        customer_email=learner.email,
        attendance=_attendance(view, live_session) or NOBODY,
        terms=_terms(booking),
        messages=_messages(view, booking),
    )


def _of_package(view: View, dispute: Dispute, package: Package) -> Gathered:
    """What was bought at once, and every session that was booked with it."""
    booked = _booked_with(view, package)
    learner = view.db.get_one(User, package.learner_id)
    stays = [_attendance(view, live_session) for _, live_session in booked]
    said = [_messages(view, booking) for booking, _ in booked]
    last = max((live_session.starts_at for _, live_session in booked), default=package.created_at)
    return Gathered(
        external_id=dispute.external_id,
        product="\n".join([_bought(view, package), *(_product(view, *each) for each in booked)]),
        service_date=f"{last:%Y-%m-%d}",
        customer_name=learner.name,
        customer_email=learner.email,
        attendance="\n".join(filter(None, stays)) or NOBODY,
        terms="Bought at once and booked one by one. A session that is cancelled goes back to the package by the "
        "terms accepted with its booking; what is not used is given back on request at the price paid.",
        messages="\n".join(filter(None, said)),
    )


def _booked_with(view: View, package: Package) -> Sequence[tuple[BookingRequest, LiveSession]]:
    sent_off = (
        select(BookingRequest, LiveSession)
        .join(LiveSession, col(LiveSession.id) == BookingRequest.live_session_id)
        .join(Bargain, col(Bargain.booking_id) == BookingRequest.id)
        .where(Bargain.package_id == package.id, col(BookingRequest.requested_at).is_not(None))
    )
    return view.db.exec(sent_off.order_by(col(LiveSession.starts_at))).all()


def _bought(view: View, package: Package) -> str:
    offering = view.db.get_one(SessionOffering, package.offering_id)
    teacher = view.db.get_one(User, offering.instructor_id).name
    when = _instant(package.paid_at or package.created_at)
    return (
        f"Package {package.reference} of {package.sessions} live online sessions “{offering.title}” with "
        f"{teacher}, bought {when}."
    )


def _product(view: View, booking: BookingRequest, live_session: LiveSession) -> str:
    title = view.db.get_one(SessionOffering, live_session.offering_id).title
    teacher = view.db.get_one(User, live_session.instructor_id).name
    span = f"{_instant(live_session.starts_at)} to {_instant(live_session.ends_at)}"
    return f"Live online session “{title}” with {teacher}, {span}. Booking {booking.reference}: {booking.status}."


def _attendance(view: View, live_session: LiveSession) -> str:
    stays = (
        select(Presence, User.name)
        .join(User, col(User.id) == Presence.user_id)
        .where(Presence.live_session_id == live_session.id)
        .order_by(col(Presence.joined_at))
    )
    lines = [
        f"{name} was in the room from {_instant(stay.joined_at)} to {_instant(stay.left_at or stay.last_seen_at)}."
        for stay, name in view.db.exec(stays)
    ]
    return "\n".join(lines)


def _terms(booking: BookingRequest) -> str:
    accepted = _instant(booking.terms_accepted_at) if booking.terms_accepted_at else "not recorded"
    return (
        f"Terms accepted: {accepted}. Free cancellation until {booking.free_cancellation_hours} hours before the "
        f"start, {booking.partial_refund_percent} % back until {booking.partial_refund_hours} hours before, "
        "nothing later."
    )


def _messages(view: View, booking: BookingRequest) -> str:
    topics = select(BookingTopic).where(BookingTopic.booking_id == booking.id)
    lines = [f"Message of the learner: {booking.message}"] if booking.message else []
    lines += [
        f"Topic, version {row.version}: {row.topic}{f'. Goal: {row.goal}' if row.goal else ''}"
        for row in view.db.exec(topics.order_by(col(BookingTopic.version)))
    ]
    review = view.db.exec(select(Review).where(Review.booking_id == booking.id)).one_or_none()
    if review:
        lines.append(f"Review by the learner: {review.stars} of 5 stars. {review.text}".strip())
    return "\n".join(lines)


def _instant(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
