"""Waiting for other people's computers, on threads that nothing else needs.

The gate and every query share few threads. A gateway that answers slowly would hold them all, and with them
everybody's clicks.
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from threading import Lock
from typing import ParamSpec, TypeVar

from livesessions.runtime.limits import Rate
from livesessions.state.gate.caller import caller
from livesessions.state.tries import TooOften, spend

P = ParamSpec("P")
R = TypeVar("R")

THREADS = 16
EACH = 3  # calls of one person at once, from several tabs
ASKS = Rate(times=30, seconds=60)  # of one person, whatever is asked

_threads = ThreadPoolExecutor(THREADS, thread_name_prefix="outside")
_waiting: Counter[int | None] = Counter()
_counting = Lock()


class StillAsking(TooOften):
    """This person waits for as many answers as one may."""

    code = "still_asking"


async def call_out(job: Callable[P, R], *args: P.args, **kw: P.kwargs) -> R:
    """What `job` says, which asks a gateway. Errors: TooOften, and the job's own."""
    who = caller().actor.user_id
    if _waiting[who] >= EACH:
        raise StillAsking("We are still waiting for an answer for you. Please try again in a moment.")
    spend(f"outside:{who}", ASKS)
    _count(who, 1)
    call = _threads.submit(copy_context().run, partial(job, *args, **kw))
    call.add_done_callback(lambda _: _count(who, -1))
    # Whoever leaves meanwhile still occupies the thread.
    return await asyncio.shield(asyncio.wrap_future(call))


def _count(who: int | None, more: int) -> None:
    with _counting:
        _waiting[who] += more
        if not _waiting[who]:
            del _waiting[who]
