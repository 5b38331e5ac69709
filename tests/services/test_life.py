"""Every cell of the booking table in the database: a step does what it entails and nothing else."""

from collections.abc import Callable
from itertools import product

import pytest
from sqlmodel import func, select

from livesessions.domain.bookings import FOLLOWS, TABLE, Effect, Event, NotNow, Party, Status
from livesessions.models import AuditEvent, BookingRequest, BookingTopic, OutboxJob, WaitlistEntry
from livesessions.runtime.work import GUEST, SYSTEM, View, Work, ask, perform
from livesessions.services.life import _EFFECTS, advance
from livesessions.services.waitlist import join_line
from tests.services.market import TERMS, Market, booking, live_session, payment

# What a step leaves behind, seen from outside.
SEEN: dict[Effect, Callable[[str], bool]] = {
    Effect.FREE_SLOT: lambda reference: live_session(reference).status == "released",
    Effect.OFFER_WAITLIST: lambda _: ask(GUEST, offers) == 1,
    Effect.SET_RESPOND_BY: lambda reference: booking(reference).respond_by is not None,
    Effect.FINALISE_TOPIC: lambda reference: ask(GUEST, final_topics) == 1,
    Effect.WITHDRAW_INVITATION: lambda reference: booking(reference).invitation_sequence == 1,
}
CHARGES = {Effect.CAPTURE, Effect.EARN}
GIVES_BACK = {Effect.EXPIRE_CHECKOUT, Effect.VOID, Effect.REFUND}
# Moving has its own tests: it needs a time to move to.
CELLS = [cell for cell in TABLE if cell[0] and cell[1] != Event.MOVED]
FORBIDDEN = [cell for cell in product(Status, Event) if cell not in TABLE]


def offers(view: View) -> int:
    return view.db.exec(select(func.count(WaitlistEntry.booking_id))).one()


def final_topics(view: View) -> int:
    return view.db.exec(select(func.count()).where(BookingTopic.is_final)).one()


def settlements(view: View) -> int:
    return view.db.exec(select(func.count()).where(OutboxJob.job == "settle")).one()


def trail(view: View) -> int:
    return view.db.exec(select(func.count()).select_from(AuditEvent)).one()


def set_status(work: Work, reference: str, status: Status) -> None:
    row = work.db.exec(select(BookingRequest).where(BookingRequest.reference == reference)).one()
    row.status = status


def step(work: Work, reference: str, event: Event, by: Party) -> None:
    row = work.db.exec(select(BookingRequest).where(BookingRequest.reference == reference)).one()
    advance(work, row, event, by)


@pytest.fixture
def reference(market: Market) -> str:
    """A paid and described booking two days ahead, which somebody else waits for."""
    market.change(price=3000)
    held = market.hold()
    market.describe(held)
    perform(market.other, join_line, offering_id=market.offering_id, starts_at=market.start, terms=TERMS)
    return held.reference


def test_every_effect_is_carried_out_or_follows() -> None:
    assert set(_EFFECTS) == set(Effect) - FOLLOWS
    assert set(SEEN) | CHARGES | GIVES_BACK == set(_EFFECTS)


@pytest.mark.parametrize(("status", "event"), CELLS)
def test_a_step_does_what_it_entails_and_nothing_else(reference: str, status: Status, event: Event) -> None:
    perform(SYSTEM, set_status, reference, status)
    cell = TABLE[status, event]
    perform(SYSTEM, step, reference, event, sorted(cell.by)[-1])
    effects = set(cell.effects)
    assert booking(reference).status == cell.status
    assert {effect for effect, seen in SEEN.items() if seen(reference)} == effects & set(SEEN)
    assert (payment(reference).due == 0) == bool(effects & GIVES_BACK)
    assert ask(GUEST, settlements) == bool(effects & (CHARGES | GIVES_BACK))


@pytest.mark.parametrize(("status", "event"), FORBIDDEN)
def test_a_step_that_is_not_in_the_table_changes_nothing(
    reference: str, status: Status, event: Event
) -> None:
    perform(SYSTEM, set_status, reference, status)
    before = ask(GUEST, trail)
    with pytest.raises(NotNow):
        perform(SYSTEM, step, reference, event, Party.SYSTEM)
    assert (booking(reference).status, ask(GUEST, trail)) == (status, before)


def test_an_ended_booking_says_who_ended_it_and_when(market: Market, reference: str) -> None:
    perform(SYSTEM, step, reference, Event.CANCELLED, Party.LEARNER)
    assert (booking(reference).ended_by, booking(reference).ended_at is None) == ("learner", False)
