"""Who did not get a time is shown three others: of the same offering first, else of one like it."""

from datetime import timedelta

import pytest

from livesessions.models import BookingRequest, Domain, SessionOffering
from livesessions.queries.similar import similar_slots
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import SYSTEM, Door, Work, ask, perform
from livesessions.services.bookings import reject
from tests.services.market import Market, open_market

HOUR = timedelta(hours=1)


@pytest.fixture
def market(door: Door, clock: SettableClock) -> Market:
    return open_market(clock())


@pytest.fixture
def rejected(market: Market) -> str:
    reference = market.request(at=market.start + 2 * HOUR)
    perform(market.teacher, reject, reference=reference, reason="Away")
    return reference


def shown(market: Market, reference: str) -> list[tuple[str, float]]:
    """Title, and hours after the first slot of the day."""
    found = ask(market.learner, similar_slots, reference=reference)
    return [(each.title, (each.starts_at - market.start) / HOUR) for each in found]


def test_the_nearest_other_times_of_the_same_offering_come_first(market: Market, rejected: str) -> None:
    assert shown(market, rejected) == [("Rust", 0), ("Rust", 1), ("Rust", 3)]


def test_a_taken_time_is_not_shown(market: Market, rejected: str) -> None:
    market.request(market.other, at=market.start + 3 * HOUR, key="o")
    assert [hours for _, hours in shown(market, rejected)] == [0, 1, 4]


def another(work: Work, *, teacher: int, domain: str, title: str) -> None:
    shelf = Domain(slug=domain, name=domain)
    work.db.add(shelf)
    work.db.flush()
    like = work.db.get_one(SessionOffering, 1)
    shelf_id = like.domain_id if domain == "same" else shelf.id
    row = SessionOffering(
        **{
            **like.model_dump(exclude={"id"}),
            "instructor_id": teacher,
            "domain_id": shelf_id,
            "title": title,
            "slug": title,
        }
    )
    work.db.add(row)


def test_where_the_offering_is_gone_others_of_its_domain_are_shown(market: Market, rejected: str) -> None:
    perform(SYSTEM, another, teacher=market.teacher.user_id or 0, domain="same", title="Go")
    perform(SYSTEM, another, teacher=market.teacher.user_id or 0, domain="music", title="Piano")
    market.change(status="archived")
    assert [title for title, _ in shown(market, rejected)] == ["Go"]


def test_nobody_is_shown_what_they_teach(market: Market, rejected: str) -> None:
    perform(SYSTEM, another, teacher=market.teacher.user_id or 0, domain="same", title="Go")
    market.change(status="archived")
    perform(SYSTEM, _learns, learner=market.teacher.user_id or 0)
    assert shown(market, rejected) == []


def _learns(work: Work, *, learner: int) -> None:
    work.db.get_one(BookingRequest, 1).learner_id = learner
