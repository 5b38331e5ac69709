"""Which benchmarks there are, and how to time."""

import time
from collections.abc import Callable, Iterable
from typing import NamedTuple


class Figure(NamedTuple):
    name: str
    value: float
    unit: str


Benchmark = Callable[[], Iterable[Figure]]

BENCHMARKS: dict[str, Benchmark] = {}


def benchmark(measure: Benchmark) -> Benchmark:
    """Registers a function under its module's name; it yields figures."""
    BENCHMARKS[measure.__module__.rpartition(".")[2]] = measure
    return measure


def microseconds(call: Callable[[], object], rounds: int = 40, round_seconds: float = 0.01) -> float:
    """What a call takes at best: the machine is shared, so the least disturbed of many short rounds counts."""
    once = _seconds(call, 1)
    calls = max(1, int(round_seconds / once))
    return min(_seconds(call, calls) for _ in range(rounds)) / calls * 1e6


def _seconds(call: Callable[[], object], calls: int) -> float:
    started = time.perf_counter()
    for _ in range(calls):
        call()
    return time.perf_counter() - started
