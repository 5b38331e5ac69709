"""Somebody is suspended at the very instant at which others book, pay and accept: nothing slips through."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from sqlmodel import col, select

from livesessions.domain.bookings import LIVE
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.jobs import timers, worker
from livesessions.jobs.checkout import open_checkout
from livesessions.jobs.settle import settle
from livesessions.models import BookingRequest
from livesessions.runtime.work import GUEST, Actor, View, ask, perform
from livesessions.services.bookings import accept
from livesessions.services.payments import StillLeased
from livesessions.services.suspensions import suspend_person, suspend_teaching
from tests.jobs.till import enter, pay, sound
from tests.races.crowd import at_once
from tests.races.truths import lies, unpaid
from tests.services.market import Market, booking, payment

WHY = "Learners told us of rude words."
HOUR = timedelta(hours=1)


def paying(market: Market, gateway: SandboxGateway) -> str:
    """Omar has entered his card, and we have not heard of it yet."""
    held = market.hold(market.other, at=market.start + HOUR, key="paying")
    market.describe(held, market.other)
    open_checkout(market.other, reference=held.reference)
    enter(gateway, held.reference)
    return held.reference


def settled(reference: str) -> None:
    try:
        settle(booking(reference).id)
    except StillLeased:
        return


def holding(market: Market, who: Actor, hours: int) -> Callable[[], Any]:
    return partial(market.hold, who, at=market.start + hours * HOUR, key=f"k{hours}")


def live(view: View) -> set[tuple[str, int]]:
    """Who still holds, asks for or has anything."""
    found = select(BookingRequest.status, BookingRequest.learner_id)
    return {tuple(row) for row in view.db.exec(found.where(col(BookingRequest.status).in_(LIVE)))}


def meanwhile(market: Market, gateway: SandboxGateway, suspend: Callable[[], Any]) -> tuple[str, str]:
    """Holding, paying and accepting while somebody is suspended, each of it twice; then all is worked off."""
    asked, paid = pay(market, gateway), paying(market, gateway)
    calls = [
        holding(market, market.learner, 2),
        holding(market, market.third, 3),
        partial(settled, paid),
        suspend,
        partial(perform, market.teacher, accept, reference=asked),
        holding(market, market.learner, 4),
        timers.run_timers,
    ]
    at_once([*calls, *calls])
    worker.run_until_idle()
    assert (ask(GUEST, lies), ask(GUEST, unpaid), sound()) == ([], [], True)
    return asked, paid


def test_nothing_is_left_with_a_suspended_instructor(market: Market, gateway: SandboxGateway) -> None:
    admin = replace(market.third, roles=frozenset({"learner", "admin"}))
    teacher = market.teacher.user_id or 0
    references = meanwhile(
        market, gateway, partial(perform, admin, suspend_teaching, user_id=teacher, reason=WHY)
    )
    assert ask(GUEST, live) == set()
    assert [payment(each).captured - payment(each).refunded for each in references] == [0, 0]


def test_nothing_is_left_of_a_suspended_learner_and_all_of_the_others(
    market: Market, gateway: SandboxGateway
) -> None:
    admin = replace(market.third, roles=frozenset({"learner", "admin"}))
    learner = market.learner.user_id or 0
    asked, paid = meanwhile(
        market, gateway, partial(perform, admin, suspend_person, user_id=learner, reason=WHY)
    )
    assert ask(GUEST, live) == {("pending", market.other.user_id), ("held", market.third.user_id)}
    assert (payment(paid).status, payment(asked).captured - payment(asked).refunded) == ("authorised", 0)
