"""Every service test begins with a small marketplace."""

import pytest

from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import Door
from tests.services.market import Market, open_market


@pytest.fixture
def market(door: Door, clock: SettableClock) -> Market:
    return open_market(clock())
