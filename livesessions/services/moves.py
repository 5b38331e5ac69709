"""Moving a booking, or asking the other side whether it may move. The booking, its payment and terms stay."""

from datetime import datetime

from sqlmodel import col, select

from livesessions.domain.acting import check_reason
from livesessions.domain.answers import AnswerOver, check_answer, taken_back
from livesessions.domain.bookings import CannotMove, Event, Party, Status, check_move
from livesessions.domain.moves import (
    Outcome,
    ProposalOver,
    check_alone,
    check_proposing,
    may_answer,
    moves_everybody,
    proposal_ends,
)
from livesessions.domain.slots import Slot, neighbourhood, slot_at
from livesessions.models import BookingRequest, LiveSession, MoveProposal
from livesessions.queries.moves import elsewhere
from livesessions.runtime.work import Work
from livesessions.services.bookings import any_side_booking, short, side_of
from livesessions.services.group_moves import move_everybody
from livesessions.services.life import BATCH, advance, open_proposal, set_respond_by
from livesessions.services.places import Shift
from livesessions.services.standing import must_both_be_here
from livesessions.services.taking import topics_of

LONGEST_MESSAGE = 500


def move_booking(work: Work, *, reference: str, starts_at: datetime, reason: str = "") -> None:
    """Moves a booking without asking; its instructor takes a group along, everybody in it.

    `reason` is an admin's, and for the audit trail alone.
    Errors: NotFound, NeedsConsent, CannotMove, Invalid, SlotNotFree with the nearest free slots.
    """
    booking, live_session = any_side_booking(work, reference)
    by = side_of(work, booking)
    whole = moves_everybody(by, live_session.capacity, asks=False)
    is_group = whole and live_session.capacity > 1
    check_alone(
        by,
        Status(booking.status),
        start=live_session.starts_at,
        to=None if is_group else starts_at,
        now=work.now,
        free_hours=booking.free_cancellation_hours,
    )
    to = _target(work, booking, live_session, starts_at, by=by, whole=whole)
    if is_group:
        move_everybody(work, live_session, to, by, reason)
    else:
        advance(work, booking, Event.MOVED, by, shift=Shift(live_session.starts_at, to), about=reason)


def propose_time(work: Work, *, reference: str, starts_at: datetime, message: str = "") -> datetime:
    """Asks the other side whether the booking may move; until when they can answer.

    A newer proposal takes the place of an older one, whoever made that. A request gets the time for an answer
    anew, once: its instructor has answered, and the learner needs as long.
    Errors: NotFound, CannotMove, SlotNotFree, Invalid at the message.
    """
    booking, live_session = any_side_booking(work, reference)
    by = side_of(work, booking)
    check_reason(by, message, field="message")
    check_proposing(by, Status(booking.status))
    whole = moves_everybody(by, live_session.capacity, asks=True)
    _target(work, booking, live_session, starts_at, by=by, whole=whole)
    if older := open_proposal(work, booking):
        _close(work, older, Outcome.OVERTAKEN)
    before = older.respond_by if older else None
    if booking.status == Status.PENDING and not _was_prolonged(work, booking):
        before = booking.respond_by
        set_respond_by(work, booking, live_session)
    proposal = _proposal(work, booking, live_session, starts_at, by)
    proposal.message, proposal.respond_by = short(message, "message", LONGEST_MESSAGE), before
    work.db.add(proposal)
    _record(work, "booking.time_proposed", booking, live_session, proposal, reason=proposal.message)
    return proposal.expires_at


def agree(work: Work, *, reference: str, reason: str = "") -> None:
    """The other side takes the proposed time; a request is accepted by that. `reason` is an admin's.

    Errors: NotFound, Invalid, ProposalOver, SlotNotFree if the time went meanwhile, CannotMove.
    """
    booking, live_session, proposal = _to_answer(work, reference)
    check_reason(side_of(work, booking), reason)
    by, about = Party(proposal.by), reason or "agreed"
    whole = moves_everybody(by, live_session.capacity, asks=True)
    to = _target(work, booking, live_session, proposal.starts_at, by=by, whole=whole)
    _close(work, proposal, Outcome.AGREED)
    was_asked = booking.status == Status.PENDING
    advance(work, booking, Event.MOVED, by, shift=Shift(live_session.starts_at, to), about=about)
    if was_asked:
        advance(work, booking, Event.ACCEPTED, by, about=about)


def decline_time(work: Work, *, reference: str, message: str = "") -> None:
    """The other side keeps the time there is. Errors: NotFound, ProposalOver, Invalid."""
    booking, live_session, proposal = _to_answer(work, reference)
    check_reason(side_of(work, booking), message, field="message")
    _close(work, proposal, Outcome.DECLINED)
    words = short(message, "message", LONGEST_MESSAGE)
    _record(work, "booking.time_declined", booking, live_session, proposal, reason=words)


def withdraw_time(work: Work, *, reference: str) -> None:
    """Whoever proposed a time takes it back; nothing happens where there is none of theirs."""
    booking, live_session = any_side_booking(work, reference)
    proposal = open_proposal(work, booking)
    if proposal and not may_answer(Party(proposal.by), side_of(work, booking)):
        _close(work, proposal, Outcome.WITHDRAWN)
        if proposal.respond_by and booking.respond_by and booking.status == Status.PENDING:
            booking.respond_by = taken_back(proposal.respond_by, booking.respond_by, work.now)
        _record(work, "booking.time_withdrawn", booking, live_session, proposal)


def expire_proposals(work: Work) -> int:
    """Ends a batch of proposals that nobody answered in time; the number of them."""
    over = MoveProposal.status == Outcome.OPEN, col(MoveProposal.expires_at) <= work.now
    found = work.db.exec(
        select(MoveProposal).where(*over).limit(BATCH).with_for_update(skip_locked=True)
    ).all()
    for proposal in found:
        booking = work.db.get_one(BookingRequest, proposal.booking_id)
        live_session = work.db.get_one(LiveSession, booking.live_session_id)
        _close(work, proposal, Outcome.EXPIRED)
        _record(work, "booking.time_expired", booking, live_session, proposal)
    return len(found)


def _to_answer(work: Work, reference: str) -> tuple[BookingRequest, LiveSession, MoveProposal]:
    booking, live_session = any_side_booking(work, reference)
    proposal = open_proposal(work, booking)
    if not proposal or proposal.expires_at <= work.now:
        raise ProposalOver("This proposal is no longer open.")
    if not may_answer(Party(proposal.by), side_of(work, booking)):
        raise ProposalOver("This is your own proposal: the other side answers it.")
    return booking, live_session, proposal


def _target(
    work: Work, booking: BookingRequest, live_session: LiveSession, to: datetime, *, by: Party, whole: bool
) -> Slot:
    """The slot to move to, if all rules allow it."""
    must_both_be_here(work, booking, live_session)
    _must_be_open(work, booking)
    check_move(by, work.now, start=live_session.starts_at, to=to, moves=booking.learner_moves)
    when = work.now, *neighbourhood(to)
    calendar, wanted = elsewhere(work.db, booking, live_session, when, whole=whole)
    return slot_at(calendar, wanted, work.now, to)


def _must_be_open(work: Work, booking: BookingRequest) -> None:
    try:
        check_answer(Status(booking.status), booking.respond_by, work.now)
    except AnswerOver as no:
        raise CannotMove(no.message) from None


def _was_prolonged(work: Work, booking: BookingRequest) -> bool:
    prolonged = MoveProposal.booking_id == booking.id, col(MoveProposal.respond_by).is_not(None)
    return work.db.exec(select(MoveProposal.id).where(*prolonged)).first() is not None


def _proposal(
    work: Work, booking: BookingRequest, live_session: LiveSession, to: datetime, by: Party
) -> MoveProposal:
    respond_by = booking.respond_by if booking.status == Status.PENDING else None
    start = live_session.starts_at
    return MoveProposal(
        booking_id=booking.id,
        by=by,
        starts_at=to,
        expires_at=proposal_ends(work.now, start=start, to=to, respond_by=respond_by),
        created_at=work.now,
    )


def _close(work: Work, proposal: MoveProposal, outcome: Outcome) -> None:
    proposal.status, proposal.ended_at = outcome, work.now
    work.db.flush()  # the next one may be open


def _record(
    work: Work,
    event: str,
    booking: BookingRequest,
    live_session: LiveSession,
    proposal: MoveProposal,
    *,
    reason: str = "",
) -> None:
    work.record(
        event,
        booking,
        before={"status": booking.status},
        after={"status": booking.status, "by": proposal.by, "starts_at": proposal.starts_at.isoformat()},
        reason=reason,
        topics=topics_of(booking, live_session),
    )
