"""Which benchmarks there are, and how to time."""

import time
from collections.abc import Callable, Iterable
from typing import NamedTuple


class Figure(NamedTuple):
    name: str
    value: float
    unit: str


Benchmark = Callable[[float], Iterable[Figure]]

_ROUND_SECONDS = 0.005

BENCHMARKS: dict[str, Benchmark] = {}


def benchmark(measure: Benchmark) -> Benchmark:
    """Registers a function under its module's name; it yields figures.

    It is given what share of its usual size it shall have: 1 to measure, little to see that it runs.
    """
    BENCHMARKS[measure.__module__.rpartition(".")[2]] = measure
    return measure


def microseconds(call: Callable[[], object], rounds: int = 40) -> float:
    """The processor time that a call takes at best, whoever else uses the machine."""
    return in_turns(call, rounds=rounds)[0]


def in_turns(*calls: Callable[[], object], rounds: int = 40) -> list[float]:
    """The same for each of several calls; their rounds are short and alternate, so that ratios hold under load."""
    repeats = [max(1, int(_ROUND_SECONDS / _seconds(call, 1))) for call in calls]
    taken = [
        [_seconds(call, times) / times for call, times in zip(calls, repeats, strict=True)]
        for _ in range(rounds)
    ]
    return [min(column) * 1e6 for column in zip(*taken, strict=True)]


def _seconds(call: Callable[[], object], times: int) -> float:
    started = time.process_time()
    for _ in range(times):
        call()
    return time.process_time() - started
