"""Travelling in time by a file."""

from datetime import timedelta
from pathlib import Path

import pytest

from livesessions.runtime.clock import make_clock, system_clock

SOON = timedelta(minutes=1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "offset"


def test_without_a_file_it_is_now(file: Path) -> None:
    assert abs(make_clock(file)() - system_clock()) < SOON


def test_the_clock_is_ahead_by_the_seconds_in_the_file(file: Path) -> None:
    file.write_text("864000")
    assert abs(make_clock(file)() - system_clock() - timedelta(days=10)) < SOON


@pytest.mark.parametrize("half", ["", "-", "1e", "nan"])
def test_a_file_that_is_being_written_does_not_set_the_clock_back(file: Path, half: str) -> None:
    clock = make_clock(file)
    file.write_text("864000")
    before = clock()
    file.write_text(half)
    assert before <= clock() < before + SOON


def test_without_its_file_the_clock_is_back_in_the_present(file: Path) -> None:
    clock = make_clock(file)
    file.write_text("864000")
    clock()
    file.unlink()
    assert abs(clock() - system_clock()) < SOON
