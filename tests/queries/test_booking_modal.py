"""What the booking modal asks for costs the same however many sessions are held."""

from datetime import timedelta

import pytest

from livesessions.queries.booking_modal import to_book
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import Door, ask, perform
from livesessions.services.series import hold_series
from tests.services.market import TERMS, Market, open_market
from tests.teaching import statements


@pytest.fixture
def market(door: Door, clock: SettableClock) -> Market:
    return open_market(clock(), price=3000)


def test_a_longer_series_is_no_more_statements(door: Door, market: Market) -> None:
    few, many = held(door, market, 2), held(door, market, 5)
    assert (few, many[0]) == ((2, many[1]), 5)


def held(door: Door, market: Market, weeks: int) -> tuple[int, int]:
    """How many sessions are held, and the statements it takes to say so."""
    starts = [market.start + timedelta(weeks=number) for number in range(weeks)]
    asked = {"offering_id": market.offering_id, "starts": starts, "request_key": f"s{weeks}", "terms": TERMS}
    perform(market.learner, hold_series, **asked)
    found = ask(market.learner, to_book, offering_id=market.offering_id).held
    assert found is not None
    look = statements(door.engine, lambda: ask(market.learner, to_book, offering_id=market.offering_id))
    return len(found.sessions), look
