"""An admin acts for an instructor, with a reason that the trail keeps; never for themselves."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from livesessions.domain.errors import Invalid, NotAllowed
from livesessions.models import AuditEvent
from livesessions.runtime.work import GUEST, Actor, View, ask, perform
from livesessions.services.bookings import accept, cancel, reject
from livesessions.services.moves import agree, decline_time, move_booking, propose_time
from livesessions.services.topics import set_topic
from tests.services.market import Market, booking


@pytest.fixture
def admin(market: Market) -> Actor:
    return replace(market.third, roles=frozenset({"learner", "admin"}))


@pytest.fixture
def accepted(market: Market) -> str:
    reference = market.request()
    perform(market.teacher, accept, reference=reference)
    return reference


def trail(view: View, event: str) -> tuple[str, str]:
    rows = select(AuditEvent).where(AuditEvent.event == event).order_by(col(AuditEvent.id).desc())
    newest = view.db.exec(rows).first()
    assert newest is not None
    return newest.after["by"], newest.reason


def test_accepting_for_an_instructor_wants_a_reason(market: Market, admin: Actor) -> None:
    reference = market.request()
    with pytest.raises(Invalid) as refusal:
        perform(admin, accept, reference=reference, reason="  ")
    assert (refusal.value.field, booking(reference).status) == ("reason", "pending")
    perform(admin, accept, reference=reference, reason="She asked us to by phone")
    assert ask(GUEST, trail, "booking.accepted") == ("admin", "She asked us to by phone")


def test_cancelling_for_somebody_wants_a_reason(market: Market, admin: Actor, accepted: str) -> None:
    with pytest.raises(Invalid):
        perform(admin, cancel, reference=accepted)
    perform(admin, cancel, reference=accepted, reason="The instructor is ill")
    assert ask(GUEST, trail, "booking.cancelled") == ("admin", "The instructor is ill")


def test_moving_for_somebody_wants_a_reason(market: Market, admin: Actor, accepted: str) -> None:
    there = {"reference": accepted, "starts_at": market.start + timedelta(hours=1)}
    with pytest.raises(Invalid):
        perform(admin, move_booking, **there)
    perform(admin, move_booking, **there, reason="She asked us to")
    assert ask(GUEST, trail, "booking.moved") == ("admin", "She asked us to")


def test_proposing_and_answering_for_somebody_want_a_reason(
    market: Market, admin: Actor, accepted: str
) -> None:
    there = {"reference": accepted, "starts_at": market.start + timedelta(hours=1)}
    with pytest.raises(Invalid) as refusal:
        perform(admin, propose_time, **there)
    assert refusal.value.field == "message"
    perform(market.learner, propose_time, **there)
    for answer in (agree, decline_time):
        with pytest.raises(Invalid):
            perform(admin, answer, reference=accepted)
    perform(admin, agree, reference=accepted, reason="She asked us to")
    assert ask(GUEST, trail, "booking.moved") == ("learner", "She asked us to")


@pytest.mark.parametrize(
    ("use_case", "said"), [(accept, {"reason": "I may"}), (reject, {"reason": "I may"})], ids=["yes", "no"]
)
def test_nobody_answers_their_own_request(
    market: Market, use_case: Callable[..., None], said: dict[str, Any]
) -> None:
    reference = market.request()
    myself = replace(market.learner, roles=frozenset({"learner", "admin"}))
    with pytest.raises(NotAllowed):
        perform(myself, use_case, reference=reference, **said)


def test_an_admin_who_teaches_it_acts_as_its_instructor(market: Market) -> None:
    reference = market.request()
    perform(replace(market.teacher, roles=frozenset({"instructor", "admin"})), accept, reference=reference)
    assert ask(GUEST, trail, "booking.accepted")[0] == "instructor"


def test_the_topic_stays_in_its_instructors_words(market: Market, admin: Actor, accepted: str) -> None:
    with pytest.raises(NotAllowed):
        perform(admin, set_topic, reference=accepted, topic="Something else")
