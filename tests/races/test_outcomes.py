"""Everybody decides at the same instant: whoever comes first has decided, and the money agrees."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlmodel import col, select

from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.jobs import timers, worker
from livesessions.jobs.checkout import open_checkout
from livesessions.jobs.settle import settle
from livesessions.models import AuditEvent
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, View, ask, perform
from livesessions.services.bookings import accept, cancel, reject
from livesessions.services.holds import release_hold
from livesessions.services.payments import StillLeased
from tests.jobs.till import described, enter, pay
from tests.races.crowd import at_once, doubles
from tests.services.market import Market, booking, payment

TO_PAY = {"accepted": 3000, "pending": 3000}


def settled(reference: str) -> None:
    try:
        settle(booking(reference).id)
    except StillLeased:
        return


def decisions(view: View, reference: str) -> list[str]:
    """What the trail says was decided about a booking, in order."""
    about = AuditEvent.subject_kind == "booking_request", AuditEvent.subject_id == str(booking(reference).id)
    events = select(AuditEvent.event).where(*about).order_by(col(AuditEvent.number))
    heard = {"booking.held", "booking.described", "booking.requested"}
    return [event for event in view.db.exec(events) if event.startswith("booking.") and event not in heard]


def all_at_once(*calls: Callable[[], Any]) -> None:
    at_once([*calls, *calls])
    worker.run_until_idle()


@pytest.mark.parametrize("left", [timedelta(seconds=1), timedelta(0)])
def test_accept_reject_cancel_and_expiry_have_one_outcome(
    market: Market, gateway: SandboxGateway, clock: SettableClock, left: timedelta
) -> None:
    reference = pay(market, gateway)
    clock.now = (booking(reference).respond_by or clock.now) - left
    all_at_once(
        partial(perform, market.teacher, accept, reference=reference),
        partial(perform, market.teacher, reject, reference=reference, reason="Away"),
        partial(perform, market.learner, cancel, reference=reference),
        timers.run_timers,
        partial(settled, reference),
    )
    decided = ask(GUEST, decisions, reference)
    paid = payment(reference).captured - payment(reference).refunded
    # Accepting comes before the learner's cancelling, or not at all: then the cancelling is the second word.
    assert decided in ([decided[0]], ["booking.accepted", "booking.cancelled"])
    assert paid == payment(reference).due
    assert (payment(reference).status == "voided") == (decided[0] != "booking.accepted")


def test_paying_expiring_releasing_and_taking_have_one_outcome(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    reference = described(market)
    open_checkout(market.learner, reference=reference)
    enter(gateway, reference)
    clock.now = booking(reference).hold_expires_at or clock.now
    all_at_once(
        partial(settled, reference),
        timers.run_timers,
        partial(perform, market.learner, release_hold, reference=reference),
        partial(market.hold, market.other, key="k2"),
    )
    is_booked = booking(reference).status == "pending"
    assert (payment(reference).status, payment(reference).captured) == (
        "authorised" if is_booked else "voided",
        0,
    )
    assert ask(GUEST, doubles) == 0


@pytest.mark.parametrize("group", [{}, {"session_type": "group", "capacity": 2}])
def test_a_late_payment_and_other_learners_never_share_a_place(
    market: Market, gateway: SandboxGateway, clock: SettableClock, group: dict[str, Any]
) -> None:
    market.change(booking_mode="instant", **group)
    reference = described(market)
    open_checkout(market.learner, reference=reference)
    enter(gateway, reference)
    clock.advance(timedelta(minutes=41))
    timers.run_timers()
    held: list[str] = []
    others = [
        partial(lambda who: held.append(market.hold(who, key="race").reference), who)
        for who in (market.other, market.third)
    ]
    all_at_once(partial(settled, reference), *others)
    places = (booking(reference).status == "accepted") + len(set(held))
    assert (places, ask(GUEST, doubles)) == (group.get("capacity", 1), 0)
    kept = payment(reference).captured - payment(reference).refunded
    assert kept == (3000 if booking(reference).status == "accepted" else 0)
