"""The line for a time that is taken. A place that becomes free is held for the first in line, who hears of it."""

from dataclasses import asdict
from datetime import datetime, timedelta

from sqlmodel import col, select

from livesessions.domain.bookings import Status
from livesessions.domain.errors import NotAllowed, NotFound
from livesessions.domain.holds import TooManyHolds, check_hold_limits
from livesessions.domain.offerings import OfferingStatus
from livesessions.domain.slots import Reason, SlotNotFree
from livesessions.domain.waitlist import CannotWait, check_waiting, offered_until
from livesessions.models import BookingRequest, LiveSession, SessionOffering, User, WaitlistEntry
from livesessions.queries.places import has_place
from livesessions.queries.waitlist import was_called_off
from livesessions.runtime.locks import lock_calendar, lock_calendar_of, try_lock_learner
from livesessions.runtime.work import Work
from livesessions.services.standing import is_teaching, is_welcome, must_be_welcome
from livesessions.services.taking import Place, Taker, Terms, free_place, take_place

IS_WAITING = (col(WaitlistEntry.booking_id).is_(None), col(WaitlistEntry.left_at).is_(None))


def join_line(work: Work, *, offering_id: int, starts_at: datetime, terms: Terms) -> None:
    """Puts the actor at the end of the line for a taken time; a second click changes nothing.

    Errors: NotAllowed (guest, unverified, own offering), NotFound, CannotWait: the time is free, can't be booked
    at all or is theirs already, or they stand in too many lines.
    """
    learner_id = work.actor.must_be_signed_in()
    offering = _open_offering(work, offering_id)
    _must_be_welcome(work, offering, learner_id)
    lock_calendar_of(work.db, offering_id, and_learner=learner_id)
    mine = work.db.exec(
        select(WaitlistEntry).where(WaitlistEntry.learner_id == learner_id, *IS_WAITING)
    ).all()
    if any((entry.offering_id, entry.starts_at) == (offering_id, starts_at) for entry in mine):
        return
    if has_place(work.db, learner_id, offering_id, starts_at):
        raise CannotWait("You have a place in this session already.")
    check_waiting(_reason(work, offering, starts_at), sum(entry.starts_at > work.now for entry in mine))
    entry = WaitlistEntry(
        offering_id=offering_id,
        instructor_id=offering.instructor_id,
        learner_id=learner_id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=offering.duration_minutes),
        terms=asdict(terms),
        created_at=work.now,
    )
    work.db.add(entry)
    work.record("waitlist.joined", entry, topics=_topics(entry))


def leave_line(work: Work, *, entry_id: int) -> None:
    """The actor waits no longer. Errors: NotFound also for other people's; nothing happens a second time."""
    entry = work.db.get(WaitlistEntry, entry_id)
    if not entry or entry.learner_id != work.actor.must_be_signed_in():
        raise NotFound("You don't stand in this line.")
    lock_calendar(work.db, entry.instructor_id)
    work.db.refresh(entry)
    if entry.booking_id is None and entry.left_at is None:
        _leave(work, entry)


def offer_places(
    work: Work, *, instructor_id: int, begin: datetime | None = None, end: datetime | None = None
) -> None:
    """Holds what is free in the calendar, or between two instants of it, for those who wait for it, in order."""
    lock_calendar(work.db, instructor_id)
    waiting = select(WaitlistEntry).where(
        WaitlistEntry.instructor_id == instructor_id,
        WaitlistEntry.starts_at > work.now,
        ~was_called_off(),
        *IS_WAITING,
    )
    if begin and end:
        waiting = waiting.where(WaitlistEntry.starts_at < end, WaitlistEntry.ends_at > begin)
    for entry in work.db.exec(waiting.order_by(col(WaitlistEntry.id))).all():
        _offer(work, entry)


def end_lines(work: Work, offering_id: int) -> None:
    """Nobody waits for an offering any more. Its calendar is locked."""
    waiting = select(WaitlistEntry).where(WaitlistEntry.offering_id == offering_id, *IS_WAITING)
    for entry in work.db.exec(waiting).all():
        _leave(work, entry)


def renew_lines(work: Work, *, terms: Terms) -> None:
    """What the settings say by now is what the next places are offered under: they are other settings only after
    a start."""
    today = asdict(terms)
    for entry in work.db.exec(select(WaitlistEntry).where(*IS_WAITING)).all():
        if entry.terms != today:
            entry.terms = today


def _offer(work: Work, entry: WaitlistEntry) -> None:
    """Nothing where the place is not free, or its learner holds too much or is booking at this very moment."""
    offering = work.db.get_one(SessionOffering, entry.offering_id)
    if not _is_open(work, offering) or not is_welcome(work, entry.learner_id):
        return
    if not try_lock_learner(work.db, entry.learner_id):
        return
    if has_place(work.db, entry.learner_id, entry.offering_id, entry.starts_at):
        _leave(work, entry)
        return
    try:
        place = free_place(work, offering, entry.starts_at)
        _check_holds(work, entry)
    except (SlotNotFree, TooManyHolds):
        return
    booked = take_place(work, offering, place, _taker(work, entry, place))
    entry.booking_id = booked.id
    work.record("booking.offered", booked.subject, after={"status": booked.status}, topics=_topics(entry))


def _taker(work: Work, entry: WaitlistEntry, place: Place) -> Taker:
    _, rules = place
    until = offered_until(work.now, entry.starts_at, timedelta(minutes=rules.min_lead_minutes))
    return Taker(entry.learner_id, f"line:{entry.id}", Terms(**entry.terms), until)


def _check_holds(work: Work, entry: WaitlistEntry) -> None:
    """A series is one hold."""
    held = select(LiveSession.instructor_id, BookingRequest.series, BookingRequest.reference)
    held = held.join(BookingRequest).where(
        BookingRequest.learner_id == entry.learner_id,
        BookingRequest.status == Status.HELD,
        col(BookingRequest.hold_expires_at) > work.now,
    )
    found = {(teacher, series or reference) for teacher, series, reference in work.db.exec(held)}
    check_hold_limits(sum(teacher == entry.instructor_id for teacher, _ in found), len(found))


def _leave(work: Work, entry: WaitlistEntry) -> None:
    entry.left_at = work.now
    work.record("waitlist.left", entry, topics=_topics(entry))


def _open_offering(work: Work, offering_id: int) -> SessionOffering:
    offering = work.db.get(SessionOffering, offering_id)
    if not offering or not _is_open(work, offering):
        raise NotFound("This offering is not available any more.")
    return offering


def _is_open(work: Work, offering: SessionOffering) -> bool:
    return offering.status == OfferingStatus.ACTIVE and is_teaching(work, offering.instructor_id)


def _must_be_welcome(work: Work, offering: SessionOffering, learner_id: int) -> None:
    learner = work.db.get_one(User, learner_id)
    if offering.instructor_id == learner_id:
        raise NotAllowed("This is your own offering: you can't book it.")
    must_be_welcome(work, learner_id)
    if not learner.email_verified_at:
        raise NotAllowed("Please confirm your e-mail address first: we sent you a link.")


def _reason(work: Work, offering: SessionOffering, starts_at: datetime) -> Reason | None:
    try:
        free_place(work, offering, starts_at)
    except SlotNotFree as no:
        return no.reason
    return None


def _topics(entry: WaitlistEntry) -> list[str]:
    return [f"calendar:{entry.instructor_id}", f"person:{entry.learner_id}"]
