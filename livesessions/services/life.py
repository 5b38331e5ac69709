"""The one place that moves a booking: the table decides, the effects are written, the trail records it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Mapped
from sqlmodel import col, or_, select

from livesessions.domain.acting import check_reason
from livesessions.domain.bookings import (
    FOLLOWS,
    LIVE,
    Effect,
    Event,
    Party,
    Status,
    Step,
    answering,
    move,
    respond_by,
)
from livesessions.domain.cancellation import after_move
from livesessions.domain.moves import Outcome
from livesessions.models import (
    BookingRequest,
    BookingTopic,
    LiveSession,
    MoveProposal,
    Payment,
    PaymentStatus,
)
from livesessions.queries.terms import moved_of, refund_at
from livesessions.runtime.locks import lock_calendar
from livesessions.runtime.work import Work
from livesessions.services.places import Shift, release_if_empty, relocate
from livesessions.services.taking import topics_of
from livesessions.services.waitlist import offer_places

AGREEABLE = (Status.PENDING, Status.ACCEPTED)  # in which another time may have been proposed
UNTAKEN = (PaymentStatus.SAVED, PaymentStatus.OWED)
BATCH = 50  # bookings ended in one transaction: their calendars are locked until it ends


def advance(
    work: Work,
    booking: BookingRequest,
    event: Event,
    by: Party,
    *,
    reason: str = "",
    about: str = "",
    shift: Shift | None = None,
) -> Step:
    """Moves a locked booking by the table.

    Errors: NotNow, NotAllowed, CannotMove; Invalid for an admin who does not say why.

    `reason` is for the people and kept with the booking; `about` is for the audit trail alone; `shift` says
    where to, when it is its time that moves.
    """
    live_session = _session_of(work, booking)
    before = booking.status
    check_reason(by, reason or about)
    step = move(Status(booking.status), event, by)
    if shift:
        live_session = _move_slot(work, booking, live_session, by, shift)
    booking.status, booking.reason = step.status, reason or booking.reason
    _stamp(work, booking, Status(before), by)
    for effect in step.effects:
        if effect not in FOLLOWS:
            _EFFECTS[effect](work, booking, live_session)
    if before in AGREEABLE:
        _overtake(work, booking)
    was, became = _times(shift)
    work.record(
        f"booking.{event}",
        booking,
        before={"status": before, **was},
        after={"status": booking.status, "by": by, **became},
        reason=reason or about,
        topics=topics_of(booking, live_session),
        together=booking.series,
    )
    return step


def end_overdue(work: Work, status: Status, deadline: Mapped[datetime | None], event: Event) -> int:
    """Ends a batch of bookings in `status` whose `deadline` is over; how many."""
    return end_some(work, col(BookingRequest.status) == status, deadline <= work.now, event=event)


def end_some(work: Work, *which: ColumnElement[bool], event: Event, reason: str = "") -> int:
    """Ends a batch of bookings, by conditions on them and their sessions, no series torn apart; how many.

    Their calendars are locked first, all in one order: nobody joins a session whose last place is given back.
    """
    found = work.db.exec(
        select(BookingRequest.id, BookingRequest.series, LiveSession.instructor_id)
        .join(LiveSession)
        .where(*which)
        .limit(BATCH)
    ).all()
    for instructor_id in sorted({instructor_id for *_, instructor_id in found}):
        lock_calendar(work.db, instructor_id)
    these = or_(
        col(BookingRequest.id).in_([key for key, *_ in found]),
        col(BookingRequest.series).in_({series for _, series, _ in found if series}),
    )
    still = select(BookingRequest).join(LiveSession).where(these, *which).order_by(col(BookingRequest.id))
    locked = still.with_for_update(skip_locked=True, of=BookingRequest)
    bookings = work.db.exec(locked).all() if found else []
    for booking in bookings:
        advance(work, booking, event, Party.SYSTEM, reason=reason)
    return len(bookings)


def settle_later(work: Work, booking: BookingRequest) -> None:
    """Promises to bring the gateway in line with what is due."""
    work.later("settle", {"booking": booking.id})


def _session_of(work: Work, booking: BookingRequest) -> LiveSession:
    return work.db.get_one(LiveSession, booking.live_session_id)


def _stamp(work: Work, booking: BookingRequest, before: Status, by: Party) -> None:
    if before in (Status.HELD, Status.EXPIRED) and booking.status in LIVE:
        booking.requested_at = work.now
    if booking.status not in LIVE:
        booking.ended_by, booking.ended_at = by, work.now


def _move_slot(
    work: Work, booking: BookingRequest, live_session: LiveSession, by: Party, shift: Shift
) -> LiveSession:
    """Keeps what the policy needs to know of a move: nothing yet of a request, which nobody has agreed to."""
    if booking.status == Status.ACCEPTED:
        percent = refund_at(booking, shift.was, Party.LEARNER, work.now).percent
        moved = after_move(moved_of(booking), by, percent)
        booking.moved_by_instructor, booking.most_refund_percent = moved.by_instructor, moved.most_percent
        booking.invitation_sequence += 1
    booking.learner_moves += by == Party.LEARNER
    moved_to = relocate(work, booking, live_session, shift.to)
    work.db.flush()
    if not shift.others_follow:
        until = shift.was + (shift.to.end - shift.to.start)
        offer_places(work, instructor_id=moved_to.instructor_id, begin=shift.was, end=until)
    return moved_to


def _times(shift: Shift | None) -> tuple[dict[str, str], dict[str, str]]:
    """The start before and after, for the trail."""
    if shift is None:
        return {}, {}
    return {"starts_at": shift.was.isoformat()}, {"starts_at": shift.to.start.isoformat()}


def _overtake(work: Work, booking: BookingRequest) -> None:
    """Whatever was proposed is nothing to agree to any more."""
    if proposal := open_proposal(work, booking):
        proposal.status, proposal.ended_at = Outcome.OVERTAKEN, work.now


def open_proposal(work: Work, booking: BookingRequest) -> MoveProposal | None:
    """The time that waits for the other side's word."""
    asked = MoveProposal.booking_id == booking.id, MoveProposal.status == Outcome.OPEN
    return work.db.exec(select(MoveProposal).where(*asked).with_for_update()).one_or_none()


def _free_slot(work: Work, _booking: BookingRequest, live_session: LiveSession) -> None:
    release_if_empty(work, live_session)


def _offer_waitlist(work: Work, _booking: BookingRequest, live_session: LiveSession) -> None:
    begin, end = live_session.starts_at, live_session.ends_at
    offer_places(work, instructor_id=live_session.instructor_id, begin=begin, end=end)


def _withdraw_invitation(_work: Work, booking: BookingRequest, _live_session: LiveSession) -> None:
    booking.invitation_sequence += 1


def _nothing_due(work: Work, booking: BookingRequest, _live_session: LiveSession) -> None:
    """Neither charged nor refunded later: the authorisation is let go, an open checkout closed."""
    if payment := payment_of(work, booking):
        payment.due = 0
        settle_later(work, booking)


def _refund(work: Work, booking: BookingRequest, live_session: LiveSession) -> None:
    if payment := payment_of(work, booking):
        back = refund_at(booking, live_session.starts_at, Party(booking.ended_by), work.now)
        # What was not taken yet is not taken after the end.
        payment.due = 0 if payment.status in UNTAKEN else payment.price - back.amount.amount
        settle_later(work, booking)


def _settle(work: Work, booking: BookingRequest, _live_session: LiveSession) -> None:
    booking.decided_at = booking.decided_at or work.now
    if payment_of(work, booking):
        settle_later(work, booking)


def set_respond_by(work: Work, booking: BookingRequest, live_session: LiveSession) -> None:
    """Gives the request the time for an answer that it would have if it were made now."""
    payment = payment_of(work, booking)
    booking.respond_by = respond_by(
        work.now,
        live_session.starts_at,
        timedelta(hours=booking.min_lead_time_hours),
        payment.authorised_until if payment else None,
        answering(booking.answer_within_hours),
    )


def _finalise_topic(work: Work, booking: BookingRequest, _live_session: LiveSession) -> None:
    if topic := newest_topic(work, booking):
        topic.is_final = True


def payment_of(work: Work, booking: BookingRequest) -> Payment | None:
    """The booking's payment; None when it is free."""
    return work.db.exec(select(Payment).where(Payment.booking_id == booking.id)).one_or_none()


def newest_topic(work: Work, booking: BookingRequest) -> BookingTopic | None:
    """The version of the topic that counts."""
    versions = select(BookingTopic).where(BookingTopic.booking_id == booking.id)
    return work.db.exec(versions.order_by(col(BookingTopic.version).desc())).first()


_EFFECTS: dict[Effect, Callable[[Work, BookingRequest, LiveSession], None]] = {
    Effect.FREE_SLOT: _free_slot,
    Effect.OFFER_WAITLIST: _offer_waitlist,
    Effect.WITHDRAW_INVITATION: _withdraw_invitation,
    Effect.EXPIRE_CHECKOUT: _nothing_due,
    Effect.VOID: _nothing_due,
    Effect.REFUND: _refund,
    Effect.CAPTURE: _settle,
    Effect.EARN: _settle,
    Effect.SET_RESPOND_BY: set_respond_by,
    Effect.FINALISE_TOPIC: _finalise_topic,
}
