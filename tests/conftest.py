"""A real, migrated database for every test that wants one, and a clock that stands still."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from livesessions.runtime.clock import SettableClock
from livesessions.runtime.database import make_engine, migrate
from livesessions.runtime.work import Door, open_door

NOON = datetime(2026, 8, 12, 12, 0, tzinfo=UTC)  # a Wednesday, no change of clocks near


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, made once and copied for each test."""
    file = tmp_path_factory.mktemp("database") / "template.db"
    engine = make_engine(f"sqlite:///{file}")
    migrate(engine)
    engine.dispose()
    return file


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock(NOON)


@pytest.fixture
def door(migrated_file: Path, tmp_path: Path, clock: SettableClock) -> Iterator[Door]:
    """The open door to a fresh database."""
    file = tmp_path / "test.db"
    shutil.copy(migrated_file, file)
    engine = make_engine(f"sqlite:///{file}")
    yield open_door(Door(engine, clock))
    engine.dispose()
