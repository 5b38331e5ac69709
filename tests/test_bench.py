"""Benchmarks run, in small. What they measure is for `make bench`; what they count is the same everywhere."""

from collections.abc import Iterable

from tests.bench.bookings import bookings
from tests.bench.money import money
from tests.bench.opening import opening
from tests.bench.registry import Figure
from tests.bench.slots import slots

LITTLE = 0.01


def test_bookings_are_measured_and_none_is_double() -> None:
    figures = _by_name(bookings(LITTLE))
    assert all(figures[f"bookings {name} decided"] > 0 for name in ("sqlite", "postgresql"))
    assert all(figures[f"bookings {name} doubles"] == 0 for name in ("sqlite", "postgresql"))


def test_opening_is_measured_and_takes_four_statements_whoever_teaches() -> None:
    figures = _by_name(opening(LITTLE))
    counted = {value for name, value in figures.items() if name.endswith("statements")}
    assert (counted, len(figures)) == ({4}, 18)


def test_money_and_slots_are_measured() -> None:
    figures = _by_name([*money(LITTLE), *slots(LITTLE)])
    assert all(value > 0 for value in figures.values())


def _by_name(figures: Iterable[Figure]) -> dict[str, float]:
    return {figure.name: figure.value for figure in figures}
