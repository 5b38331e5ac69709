"""Dates that come back, looked at before they are published, and then published all at once."""

from datetime import timedelta

import pytest

from livesessions.domain.errors import Invalid, NotFound
from livesessions.queries.dates import planned_dates
from livesessions.queries.offerings import published_dates
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, Door, View, ask, perform
from livesessions.services.offerings import DateTaken, add_date, add_dates
from tests.services.market import Market, open_market

WEEK = timedelta(weeks=1)


@pytest.fixture
def market(door: Door, clock: SettableClock) -> Market:
    return open_market(clock(), session_type="group", capacity=5, schedule_mode="fixed_dates")


def planned(market: Market, rule: str) -> list[tuple[object, str]]:
    found = ask(market.teacher, planned_dates, offering_id=market.offering_id, rule=rule, first=market.start)
    return [(each.starts_at, each.problem) for each in found]


def published(view: View, market: Market) -> list[object]:
    return [each.starts_at for each in published_dates(view.db, market.offering_id, view.now)]


def test_a_rule_shows_its_dates(market: Market) -> None:
    assert planned(market, "FREQ=WEEKLY;COUNT=3") == [(market.start + n * WEEK, "") for n in range(3)]


def test_a_date_in_the_way_is_shown_as_such(market: Market) -> None:
    taken = market.start + WEEK + timedelta(minutes=30)
    perform(market.teacher, add_date, offering_id=market.offering_id, starts_at=taken)
    problems = [problem for _, problem in planned(market, "FREQ=WEEKLY;COUNT=3")]
    assert problems == ["", "It overlaps with another session of yours.", ""]


def test_dates_are_published_all_or_none(market: Market) -> None:
    starts = [market.start, market.start + WEEK]
    perform(market.teacher, add_dates, offering_id=market.offering_id, starts=starts)
    assert ask(GUEST, published, market) == starts
    more = [market.start + 2 * WEEK, market.start + WEEK]
    with pytest.raises(DateTaken):
        perform(market.teacher, add_dates, offering_id=market.offering_id, starts=more)
    assert ask(GUEST, published, market) == starts


def test_a_date_too_far_ahead_is_left_out(market: Market) -> None:
    assert planned(market, "FREQ=MONTHLY;INTERVAL=7;COUNT=3")[-1][1] == (
        "Choose a time within the next twelve months."
    )


def test_a_rule_that_cannot_be_read_is_refused(market: Market) -> None:
    with pytest.raises(Invalid):
        planned(market, "every tuesday")


def test_other_peoples_dates_are_not_planned(market: Market) -> None:
    with pytest.raises(NotFound):
        ask(
            market.other, planned_dates, offering_id=market.offering_id, rule="FREQ=DAILY", first=market.start
        )
