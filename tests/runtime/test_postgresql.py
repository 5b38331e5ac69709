"""Connections to PostgreSQL: dead ones are replaced before anybody notices, and what is prepared stays so."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from livesessions.runtime import postgresql
from livesessions.runtime.database import make_engine
from tests.postgres import SharedDatabase

pytestmark = pytest.mark.postgresql
END_OTHERS = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'idle'")
OFTEN = text("SELECT 'said often'")
PREPARED = text("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%said often%'")
WRITE = text("INSERT INTO domain (slug, name, position) VALUES ('lost', 'Lost', 1)")


@pytest.fixture
def engine(shared_database: SharedDatabase) -> Iterator[Engine]:
    made = make_engine(f"{shared_database.url}&application_name=idle")
    yield made
    made.dispose()


@pytest.fixture
def deaths(shared_database: SharedDatabase) -> Iterator[Connection]:
    other = make_engine(shared_database.url)
    with other.connect() as connection:
        yield connection
    other.dispose()


def test_connections_that_died_while_idle_are_replaced(
    engine: Engine, deaths: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    with engine.connect(), engine.connect():
        pass
    deaths.execute(END_OTHERS)
    monkeypatch.setattr(postgresql, "IDLE_SECONDS", 0)
    with engine.connect() as one, engine.connect() as two:
        assert (one.execute(text("SELECT 1")).scalar(), two.execute(text("SELECT 1")).scalar()) == (1, 1)


def test_a_rollback_undoes_and_keeps_what_is_prepared(engine: Engine) -> None:
    with engine.connect() as connection:
        for _ in range(8):
            connection.execute(OFTEN)
        connection.execute(WRITE)
        connection.rollback()
        lost = connection.execute(text("SELECT count(*) FROM domain WHERE slug = 'lost'")).scalar()
        assert (lost, connection.execute(PREPARED).scalar()) == (0, 1)


def test_a_rollback_ends_a_transaction_that_failed(engine: Engine) -> None:
    with engine.connect() as connection:
        with pytest.raises(DBAPIError):
            connection.execute(text("SELECT 1 / 0"))
        connection.rollback()
        assert connection.execute(text("SELECT 1")).scalar() == 1


def test_a_rollback_on_a_dead_connection_is_an_error(engine: Engine, deaths: Connection) -> None:
    with engine.connect() as connection:
        connection.execute(OFTEN)
        deaths.execute(END_OTHERS)
        with pytest.raises(OperationalError):
            connection.rollback()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1
