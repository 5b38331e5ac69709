"""Limits and rings over a real Redis: TEST_REDIS_URL names one (its keys "limit:…" are used)."""

import asyncio
import os
from uuid import uuid4

import pytest

from livesessions.runtime.hub import make_hub
from livesessions.runtime.limits import Rate, make_limits
from tests.runtime.test_hub import Heard, burst_over

URL = os.environ.get("TEST_REDIS_URL", "")

pytestmark = pytest.mark.skipif(not URL, reason="TEST_REDIS_URL is not set")


def test_two_processes_count_together() -> None:
    key, rate = uuid4().hex, Rate(times=4, seconds=60)
    one, two = make_limits(URL), make_limits(URL)
    waits = [limits.spend(key, rate) for limits in (one, two, one, two, one)]
    assert (waits[:4], 14 < waits[4] <= 15) == ([0, 0, 0, 0], True)


def test_a_key_frees_itself() -> None:
    limits, key = make_limits(URL), uuid4().hex
    waits = [limits.spend(key, Rate(times=1, seconds=0.02)) for _ in range(2)]
    assert (waits[0], 0 < waits[1] <= 0.02) == (0, True)


async def test_a_ring_reaches_the_other_process() -> None:
    heard = Heard()
    here, there = make_hub(URL), make_hub(URL)
    serving = [asyncio.create_task(here.run(Heard())), asyncio.create_task(there.run(heard))]
    there.watch("a", "tab", "load")
    async with asyncio.timeout(5):
        while not heard:
            await asyncio.to_thread(here.publish, ["a"])
            await asyncio.sleep(0.05)
    await burst_over(heard, 1)
    for task in serving:
        task.cancel()
    assert heard[0] == ("tab", frozenset({"load"}))
