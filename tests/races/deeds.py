"""What people do to bookings, each by their own newest one, and whatever it is like by now."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import update
from sqlmodel import col, select

from livesessions.domain.errors import DomainError
from livesessions.gateways.payments.errors import GatewayError
from livesessions.jobs import timers
from livesessions.jobs.checkout import open_checkout
from livesessions.jobs.desk import the_desk
from livesessions.jobs.settle import settle
from livesessions.models import BookingRequest, Instructor, LiveSession
from livesessions.runtime.work import GUEST, SYSTEM, Actor, View, Work, ask, perform, the_door
from livesessions.services.bookings import accept, cancel, propose, reject, request_free
from livesessions.services.holds import release_hold
from livesessions.services.payments import StillLeased
from livesessions.services.waitlist import join_line
from tests.jobs.till import enter
from tests.races.crowd import everybody, first_slot, hold, invite
from tests.services.market import PROPOSAL, TERMS

LEARNERS, INSTRUCTORS, TIMES = 4, 2, 5
NAMES = ("hold", "send", "pay", "accept", "reject", "cancel", "release", "expire", "wait")


class Deeds:
    """Everybody at one market. `told` are the references that learners have been told are theirs."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self._first = first_slot(the_door().clock())

    def call(self, name: str, learner: int, time: int) -> Callable[[], Any]:
        """The deed `name` of one of the learners, or done to a booking of theirs."""
        who = everybody(LEARNERS, INSTRUCTORS)[learner % LEARNERS]
        return partial(getattr(self, f"_{name}"), who, time)

    def _hold(self, who: Actor, time: int) -> None:
        start = self._first + timedelta(minutes=30 * (time % TIMES))
        self.told.append(hold(who, start, offering_id=1 + time % INSTRUCTORS).reference)

    def _send(self, who: Actor, _time: int) -> None:
        reference, _ = newest(who)
        perform(who, propose, reference=reference, proposal=PROPOSAL)
        perform(who, request_free, reference=reference)

    def _pay(self, who: Actor, _time: int) -> None:
        reference, _ = newest(who)
        perform(who, propose, reference=reference, proposal=PROPOSAL)
        with suppress(GatewayError, StillLeased):  # a second click at the same instant: the worker settles it
            open_checkout(who, reference=reference)
            enter(the_desk().payments, reference)
            settle(ask(GUEST, number_of, reference))

    def _accept(self, who: Actor, _time: int) -> None:
        reference, teacher = newest(who)
        perform(teacher, accept, reference=reference)

    def _reject(self, who: Actor, _time: int) -> None:
        reference, teacher = newest(who)
        perform(teacher, reject, reference=reference, reason="Away")

    def _cancel(self, who: Actor, time: int) -> None:
        reference, teacher = newest(who)
        perform(who if time % 2 else teacher, cancel, reference=reference)

    def _release(self, who: Actor, _time: int) -> None:
        reference, _ = newest(who)
        perform(who, release_hold, reference=reference)

    def _wait(self, who: Actor, time: int) -> None:
        start = self._first + timedelta(minutes=30 * (time % TIMES))
        perform(who, join_line, offering_id=1 + time % INSTRUCTORS, starts_at=start, terms=TERMS)

    def _expire(self, _who: Actor, _time: int) -> None:
        timers.run_timers()


def open_up(**offering: Any) -> None:
    """A market whose slots overlap: an hour each, one every half hour."""
    perform(SYSTEM, invite, learners=LEARNERS, instructors=INSTRUCTORS, **offering)
    perform(SYSTEM, _every_half_hour)


def newest(who: Actor) -> tuple[str, Actor]:
    """The learner's newest booking, and who teaches it. Errors: DomainError if they have none."""
    found = ask(GUEST, _newest_of, who.user_id or 0)
    if not found:
        raise DomainError("There is nothing to do it to.")
    return found[0], Actor(found[1], frozenset({"instructor"}))


def number_of(view: View, reference: str) -> int:
    return view.db.exec(select(BookingRequest.id).where(BookingRequest.reference == reference)).one() or 0


def _newest_of(view: View, learner_id: int) -> tuple[str, int] | None:
    mine = select(BookingRequest.reference, LiveSession.instructor_id).join(LiveSession)
    mine = mine.where(BookingRequest.learner_id == learner_id).order_by(col(BookingRequest.id).desc())
    return view.db.exec(mine).first()


def _every_half_hour(work: Work) -> None:
    work.db.execute(update(Instructor).values(slot_interval_minutes=30))
