"""A real, migrated database for every test that wants one, and a clock that stands still."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from livesessions.runtime.clock import SettableClock
from livesessions.runtime.database import make_engine, migrate
from livesessions.runtime.seal import Seal, use_seal
from livesessions.runtime.work import Door, open_door
from tests.postgres import Server, SharedDatabase, serving

NOON = datetime(2026, 8, 12, 12, 0, tzinfo=UTC)  # a Wednesday, no change of clocks near
BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, made once and copied for each test."""
    file = tmp_path_factory.mktemp("database") / "template.db"
    engine = make_engine(f"sqlite:///{file}")
    migrate(engine)
    engine.dispose()
    return file


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server, started when the first test asks for it."""
    with serving() as server:
        yield server


@pytest.fixture(scope="session")
def shared_database(postgres: Server) -> Iterator[SharedDatabase]:
    shared = SharedDatabase(postgres.copy())
    yield shared
    shared.close()
    postgres.drop(shared.url)


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock(NOON)


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh, migrated database: each test that asks runs on both kinds."""
    if request.param == "sqlite":
        yield sqlite_copy(request, tmp_path)
        return
    shared: SharedDatabase = request.getfixturevalue("shared_database")
    yield shared.url
    shared.wipe()


@pytest.fixture(params=BOTH)
def own_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The same for a test that changes the schema."""
    if request.param == "sqlite":
        yield sqlite_copy(request, tmp_path)
        return
    server: Server = request.getfixturevalue("postgres")
    url = server.copy()
    yield url
    server.drop(url)


def sqlite_copy(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "test.db")
    return f"sqlite:///{tmp_path / 'test.db'}"


@pytest.fixture
def door(database_url: str, clock: SettableClock) -> Iterator[Door]:
    """The open door to a fresh database."""
    engine = make_engine(database_url)
    use_seal(Seal(["a secret of the tests"]))
    yield open_door(Door(engine, clock))
    engine.dispose()
