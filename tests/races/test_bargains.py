"""Everybody uses the same coupon, and one learner wants two trial lessons, all at once."""

from datetime import timedelta
from functools import partial

from sqlmodel import select

from livesessions.models import Coupon, Package
from livesessions.queries.bargains import uses
from livesessions.runtime.work import GUEST, SYSTEM, Actor, Door, View, Work, ask, perform
from livesessions.services.bookings import Proposal, propose
from livesessions.services.credits import refund_credit, request_with_credit
from livesessions.services.pricing import use_coupon, use_package, use_trial
from tests.races.crowd import at_once, everybody, first_slot, hold, invite
from tests.services.market import booking

LEARNERS = 24


def issue(work: Work, *, total_limit: int | None, learner_limit: int | None) -> None:
    work.db.add(
        Coupon(
            instructor_id=1,
            code="SPRING",
            percent=10,
            currency="EUR",
            total_limit=total_limit,
            learner_limit=learner_limit,
            created_at=work.now,
        )
    )


def held(actor: Actor, door: Door, hour: int, offering_id: int = 1) -> str:
    return hold(actor, first_slot(door.clock()) + timedelta(hours=hour), offering_id).reference


def test_a_coupon_for_five_is_used_by_five_of_many(door: Door) -> None:
    perform(SYSTEM, invite, learners=LEARNERS, price=3000)
    perform(SYSTEM, issue, total_limit=5, learner_limit=1)
    holds = {learner: held(learner, door, hour) for hour, learner in enumerate(everybody(LEARNERS))}
    ended = at_once(
        partial(perform, learner, use_coupon, reference=reference, code="SPRING")
        for learner, reference in holds.items()
    )
    assert ended == {"ok": 5, "Invalid": LEARNERS - 5}
    assert len(ask(GUEST, used)) == 5


def test_one_hold_takes_one_use_however_often_it_is_asked(door: Door) -> None:
    perform(SYSTEM, invite, learners=1, price=3000)
    perform(SYSTEM, issue, total_limit=None, learner_limit=1)
    [learner] = everybody(1)
    reference = held(learner, door, 0)
    ended = at_once(
        partial(perform, learner, use_coupon, reference=reference, code="SPRING") for _ in range(8)
    )
    assert (ended, len(ask(GUEST, used))) == ({"ok": 8}, 1)


def test_one_hold_becomes_one_trial_however_often_it_is_asked(door: Door) -> None:
    perform(SYSTEM, invite, learners=1, price=3000, trial_price=1000)
    [learner] = everybody(1)
    reference = held(learner, door, 0)
    assert at_once(partial(perform, learner, use_trial, reference=reference) for _ in range(8)) == {"ok": 8}


def test_one_booking_spends_one_session_however_often_it_is_asked(door: Door) -> None:
    perform(SYSTEM, invite, learners=1, price=3000)
    [learner] = everybody(1)
    perform(SYSTEM, give_package, learner_id=learner.user_id or 0)
    reference = held(learner, door, 0)
    perform(learner, propose, reference=reference, proposal=Proposal(accepts_terms=True))
    perform(learner, use_package, reference=reference)
    ended = at_once(partial(perform, learner, request_with_credit, reference=reference) for _ in range(8))
    assert (ended, ask(GUEST, left_over)) == ({"ok": 8}, 4000)


def test_a_package_is_given_back_once_while_it_is_being_booked_with(door: Door) -> None:
    perform(SYSTEM, invite, learners=1, price=3000)
    [learner] = everybody(1)
    perform(SYSTEM, give_package, learner_id=learner.user_id or 0)
    reference = held(learner, door, 0)
    perform(learner, propose, reference=reference, proposal=Proposal(accepts_terms=True))
    perform(learner, use_package, reference=reference)
    book = partial(perform, learner, request_with_credit, reference=reference)
    give_back = partial(perform, learner, refund_credit, reference="PACKAGE")
    at_once([give_back, book] * 4)
    assert ask(GUEST, left_over) == 0
    assert ask(GUEST, what_stays_paid) == (2000 if booking(reference).status == "pending" else 0)


def give_package(work: Work, *, learner_id: int) -> None:
    work.db.add(
        Package(
            reference="PACKAGE",
            request_key="k",
            learner_id=learner_id,
            offering_id=1,
            sessions=3,
            each=2000,
            currency="EUR",
            left_over=6000,
            captured=6000,
            due=6000,
            gateway="sandbox",
            status="paid",
            pay_by=work.now,
            created_at=work.now,
        )
    )


def left_over(view: View) -> int:
    return view.db.exec(select(Package.left_over)).one()


def what_stays_paid(view: View) -> int:
    return view.db.exec(select(Package.due)).one()


def used(view: View) -> list[int]:
    return list(uses(view.db, 1))
