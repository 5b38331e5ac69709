"""The instructor's inbox costs the same however much waits in it."""

from datetime import timedelta

import pytest

from livesessions.queries.inbox import inbox
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import Door, ask
from tests.services.market import Market, open_market
from tests.teaching import statements


@pytest.fixture
def market(door: Door, clock: SettableClock) -> Market:
    return open_market(clock())


def test_more_requests_are_no_more_statements(door: Door, market: Market) -> None:
    market.request()
    few = statements(door.engine, lambda: ask(market.teacher, inbox))
    for number, who in enumerate((market.other, market.third), start=1):
        market.request(who, key=f"n{number}", at=market.start + timedelta(days=number))
    assert statements(door.engine, lambda: ask(market.teacher, inbox)) == few
