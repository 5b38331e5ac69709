"""A weekly series: held as a whole or not at all, then each session is a booking of its own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import col, select

from livesessions.domain.answers import check_answer
from livesessions.domain.bookings import Event, Party, Status
from livesessions.domain.errors import NotFound
from livesessions.domain.holds import Hold, check_hold_limits
from livesessions.domain.series import SeriesSlotGone, check_starts
from livesessions.domain.slots import SlotNotFree
from livesessions.models import BookingRequest, LiveSession
from livesessions.queries.holds import holdings
from livesessions.runtime.locks import lock_calendar, lock_calendar_of
from livesessions.runtime.references import new_reference
from livesessions.runtime.work import Work
from livesessions.services import holds
from livesessions.services.bookings import Proposal, accept, propose, request_free, taught_booking
from livesessions.services.life import advance
from livesessions.services.taking import Taker, Terms, take_place


def hold_series(
    work: Work, *, offering_id: int, starts: Sequence[datetime], request_key: str, terms: Terms
) -> list[str]:
    """Holds every one of these times for the actor, or none; their references in order of time.

    A series counts as one hold. The same `request_key` again gives the same bookings.
    Errors: those of `hold_slot`; SeriesSlotGone names the date that can't be had; Invalid for the dates.
    """
    learner_id, first_key = work.actor.must_be_signed_in(), f"{request_key}:0"
    lock_calendar_of(work.db, offering_id, and_learner=learner_id)
    offering = holds.bookable_offering(work, offering_id, first_key)
    mine = holdings(offering)
    if again := next((row for row in mine if row.request_key == first_key), None):
        return _references(work, holds.same(again, work.now).reference)
    check_hold_limits(0, holds.holds_counted(holds.release_holds_with(work, offering.instructor_id, mine)))
    until = Hold.begin(work.now, min(starts, default=work.now)).expires_at
    taker, made = Taker(learner_id, first_key, terms, until, series=new_reference()), []
    for number, start in enumerate(check_starts(starts)):
        try:
            place = holds.place_by_now(work, offering, start)
        except SlotNotFree as no:
            raise SeriesSlotGone(start, no) from None
        booked = take_place(work, offering, place, replace(taker, request_key=f"{request_key}:{number}"))
        made.append(booked.reference)
    return made


def propose_series(work: Work, *, reference: str, proposal: Proposal) -> None:
    """Writes topic and message on every session of the series that is held. Errors: those of `propose`."""
    for each in _held(work, reference):
        propose(work, reference=each, proposal=proposal)


def request_series(work: Work, *, reference: str) -> None:
    """Sends off what costs nothing of the series; what has a price is paid. Errors: those of `request_free`."""
    for each in _held(work, reference, BookingRequest.price == 0):
        request_free(work, reference=each)


def accept_series(work: Work, *, reference: str) -> int:
    """The instructor says yes to all that waits of the series, as it was asked for; how many that were.

    Errors: NotFound where there is no series, also for what somebody else teaches; AnswerOver.
    """
    booking, _ = taught_booking(work, reference)
    if not booking.series:
        raise NotFound("There is no such series.")
    check_answer(Status(booking.status), booking.respond_by, work.now)
    waiting = select(BookingRequest.reference).where(
        BookingRequest.series == booking.series,
        BookingRequest.learner_id == booking.learner_id,
        BookingRequest.status == Status.PENDING,
        col(BookingRequest.respond_by) > work.now,
    )
    found = work.db.exec(waiting.order_by(col(BookingRequest.id))).all()
    for each in found:
        accept(work, reference=each)
    return len(found)


def release_series(work: Work, *, reference: str) -> None:
    """Gives back whatever of the series is still held; nothing happens where that is nothing."""
    learner_id, name = work.actor.must_be_signed_in(), _series(work, reference)
    taught_by = work.db.exec(
        select(LiveSession.instructor_id)
        .join(BookingRequest)
        .where(BookingRequest.series == name, BookingRequest.learner_id == learner_id)
        .distinct()
    ).first()
    if taught_by is None:
        return
    lock_calendar(work.db, taught_by)
    held = select(BookingRequest).where(
        BookingRequest.series == name,
        BookingRequest.learner_id == learner_id,
        BookingRequest.status == Status.HELD,
    )
    for booking in work.db.exec(held.order_by(col(BookingRequest.id)).with_for_update()).all():
        advance(work, booking, Event.CANCELLED, Party.LEARNER)


def _held(work: Work, reference: str, *where: bool) -> list[str]:
    mine = BookingRequest.series == _series(work, reference), BookingRequest.status == Status.HELD
    found = select(BookingRequest.reference).where(
        *mine, *where, BookingRequest.learner_id == work.actor.must_be_signed_in()
    )
    return list(work.db.exec(found.order_by(col(BookingRequest.id))))


def _references(work: Work, reference: str) -> list[str]:
    made = select(BookingRequest.reference).where(BookingRequest.series == _series(work, reference))
    return list(work.db.exec(made.order_by(col(BookingRequest.id))))


def _series(work: Work, reference: str) -> str:
    """Errors: NotFound, also for other people's."""
    found = work.db.exec(
        select(BookingRequest.series).where(
            BookingRequest.reference == reference, BookingRequest.learner_id == work.actor.user_id
        )
    ).first()
    if not found:
        raise NotFound("There is no such series.")
    return found
