"""Taking a slot for a learner, for the few minutes in which they decide and pay."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from livesessions.domain.bookings import Event, Party, Status
from livesessions.domain.errors import NotAllowed, NotFound
from livesessions.domain.holds import Hold, HoldOver, check_hold_limits
from livesessions.domain.offerings import OfferingStatus
from livesessions.domain.slots import NEAREST, Reason, SlotNotFree
from livesessions.domain.suspensions import SUSPENDED
from livesessions.models import BookingRequest, LiveSession
from livesessions.queries.availability import nearest_slots
from livesessions.queries.holds import RUN_OUT, WANTED, Holding, holdings
from livesessions.queries.places import has_place
from livesessions.runtime.locks import lock_calendar, lock_calendar_of
from livesessions.runtime.work import View, Work, looking_first
from livesessions.services.life import advance, end_overdue
from livesessions.services.standing import Suspended
from livesessions.services.taking import Held, Place, Taker, Terms, free_place, take_place

NOT_HELD = (Status.EXPIRED, Status.CANCELLED, Status.REJECTED)


def refuse_late(view: View, *, offering_id: int, starts_at: datetime, request_key: str, terms: Terms) -> None:
    """Says no at once where others have the slot and nothing is about to free it. Errors: those of `hold_slot`.

    Who holds something, be it by this very click, may let go of it: that is decided under the lock.
    """
    offering = bookable_offering(view, offering_id, request_key, starts_at)
    if offering.is_full and offering.is_swept and not offering.held:
        free_place(view, offering, starts_at)


@looking_first(refuse_late)
def hold_slot(work: Work, *, offering_id: int, starts_at: datetime, request_key: str, terms: Terms) -> Held:
    """Takes the slot for the actor. The same `request_key` again gives the same booking.

    Errors: NotAllowed (guest, unverified, own offering), NotFound, SlotNotFree with the nearest free slots,
    TooManyHolds, HoldOver if what the key made has ended: another try needs another key.
    """
    learner_id = work.actor.must_be_signed_in()
    lock_calendar_of(work.db, offering_id, and_learner=learner_id)
    offering = bookable_offering(work, offering_id, request_key)
    mine = holdings(offering)
    if again := next((row for row in mine if row.request_key == request_key), None):
        return same(again, work.now)
    others = release_holds_with(work, offering.instructor_id, mine)
    place = place_by_now(work, offering, starts_at)
    check_hold_limits(0, holds_counted(others))
    taker = Taker(learner_id, request_key, terms, until=Hold.begin(work.now, starts_at).expires_at)
    return Held(take_place(work, offering, place, taker).reference, taker.until)


def holds_counted(held: Sequence[Holding]) -> int:
    """A series is one hold."""
    return len({row.series or row.reference for row in held})


def expire_holds(work: Work) -> int:
    """Ends a batch of holds that ran out, whoever's they are; the number of them."""
    return end_overdue(work, Status.HELD, col(BookingRequest.hold_expires_at), Event.HOLD_ENDED)


def release_hold(work: Work, *, reference: str) -> None:
    """Gives a held slot back at the learner's wish; nothing happens where there is none."""
    learner_id = work.actor.must_be_signed_in()
    mine = BookingRequest.reference == reference, BookingRequest.learner_id == learner_id
    taught_by = work.db.exec(
        select(LiveSession.instructor_id).join(BookingRequest).where(*mine)
    ).one_or_none()
    if taught_by is None:
        return
    lock_calendar(work.db, taught_by)
    booking = work.db.exec(select(BookingRequest).where(*mine).with_for_update()).one()
    if booking.status == Status.HELD:
        advance(work, booking, Event.CANCELLED, Party.LEARNER)


def bookable_offering(
    view: View, offering_id: int, request_key: str = "", starts_at: datetime | None = None
) -> Any:
    """The offering, if the actor may book it, with what they hold. Errors: NotAllowed, NotFound.

    It `is_full` if somebody has the last place that starts then, `is_swept` if no hold has run out.
    """
    learner_id = view.actor.must_be_signed_in()
    asked = {"offering": offering_id, "learner": learner_id, "request_key": request_key}
    found = WANTED.first(view.db, **asked, starts_at=starts_at, now=view.now)
    if not found or found.status != OfferingStatus.ACTIVE or found.suspended_at:
        raise NotFound("This offering is not available any more.")
    if found.learner_suspended_at:
        raise Suspended(SUSPENDED)
    if not found.learner_verified_at:
        raise NotAllowed("Please confirm your e-mail address first: we sent you a link.")
    if found.instructor_id == learner_id:
        raise NotAllowed("This is your own offering: you can't book it.")
    return found


def same(row: Holding, now: datetime) -> Held:
    """What this request has made already. Errors: HoldOver if that holds nothing any more."""
    is_over = row.status == Status.HELD and row.hold_expires_at <= now
    if is_over or row.status in NOT_HELD:
        raise HoldOver("Your hold on this time has run out. Please choose a time again.")
    return Held(row.reference, row.hold_expires_at)


def release_holds_with(work: Work, instructor_id: int, held: Sequence[Holding]) -> list[Holding]:
    """One hold per learner and instructor: choosing another time lets go of the first. What is held elsewhere."""
    for row in held:
        if row.instructor_id == instructor_id:
            booking = work.db.get_one(BookingRequest, row.id, with_for_update=True)
            if booking.status == Status.HELD:  # and not just now expired
                advance(work, booking, Event.CANCELLED, Party.LEARNER, about="chose another time")
    work.db.flush()
    return [row for row in held if row.instructor_id != instructor_id and row.hold_expires_at > work.now]


def place_by_now(work: Work, offering: Any, starts_at: datetime) -> Place:
    """The slot, which may be free again although no timer has looked yet.

    Errors: SlotNotFree, also where the actor has a place in it.
    """
    slot, rules = _free_by_now(work, offering, starts_at)
    if slot.live_session_id and has_place(work.db, work.actor.user_id or 0, offering.id, starts_at):
        near = nearest_slots(work, offering_id=offering.id, starts_at=starts_at, count=NEAREST + 1)
        raise SlotNotFree(Reason.YOURS, [other for other in near if other.start != starts_at])
    return slot, rules


def _free_by_now(work: Work, offering: Any, starts_at: datetime) -> Place:
    try:
        return free_place(work, offering, starts_at)
    except SlotNotFree:
        if offering.is_swept:
            raise
    over = work.db.scalars(RUN_OUT, {"instructor": offering.instructor_id, "now": work.now}).all()
    for booking in over:
        advance(work, booking, Event.HOLD_ENDED, Party.SYSTEM)
    return free_place(work, offering, starts_at)
