"""Connections: one that its server has closed meanwhile is replaced before anybody notices."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

from livesessions.runtime import database
from livesessions.runtime.database import make_engine
from tests.postgres import SharedDatabase

pytestmark = pytest.mark.postgresql
END_OTHERS = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'idle'")


@pytest.fixture
def engine(shared_database: SharedDatabase) -> Iterator[Engine]:
    """Two connections that were used before, and have been closed by the server since."""
    made = make_engine(f"{shared_database.url}&application_name=idle")
    with made.connect(), made.connect():
        pass
    other = make_engine(shared_database.url)
    with other.connect() as connection:
        connection.execute(END_OTHERS)
    yield made
    made.dispose()
    other.dispose()


def test_connections_that_died_while_idle_are_replaced(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "IDLE_SECONDS", 0)
    with engine.connect() as one, engine.connect() as two:
        assert (one.execute(text("SELECT 1")).scalar(), two.execute(text("SELECT 1")).scalar()) == (1, 1)
