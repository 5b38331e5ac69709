"""Engines and migrations. SQLite in WAL mode out of the box, PostgreSQL by DATABASE_URL."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import Script
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlmodel import SQLModel

import livesessions.models
from livesessions.runtime.postgresql import postgresql_engine
from livesessions.runtime.seal import Seal

MIGRATIONS = Path(livesessions.models.__file__).parent / "migrations"
VERSIONS = MIGRATIONS / "versions"
WRITES = "livesessions_writes"  # execution option: this connection is going to write
LOOKS = "livesessions_looks"  # execution option: each statement on its own, nothing to undo


def make_engine(url: str) -> Engine:
    """An engine for `url` ("sqlite:///…" or "postgresql+psycopg://…")."""
    parsed = make_url(url)
    return _sqlite_engine(url) if parsed.get_backend_name() == "sqlite" else postgresql_engine(parsed)


def for_looks(engine: Engine) -> Engine:
    """The engine for reading a row or two without a transaction: beginning and ending one costs as much again."""
    alone = {"isolation_level": "AUTOCOMMIT"} if engine.dialect.name == "postgresql" else {LOOKS: True}
    return engine.execution_options(**alone)


def migrate(engine: Engine, revision: str = "head", seal: Seal | None = None) -> None:
    """Brings the database up to `revision`; a half-done migration is rolled back.

    `seal` closes the secrets that older databases have in the open.
    """
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        command.upgrade(_alembic(connection, seal), revision)


def downgrade(engine: Engine, revision: str, seal: Seal | None = None) -> None:
    """Takes the database back to `revision` ("base" for nothing at all)."""
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        command.downgrade(_alembic(connection, seal), revision)


def draft_migration(message: str, folder: Path = VERSIONS) -> Path:
    """Writes the next migration, from what the models have and the last one has not; its file, to be read over."""
    with TemporaryDirectory() as scratch:
        engine = make_engine(f"sqlite:///{scratch}/scratch.db")
        migrate(engine)
        with engine.connect() as connection:
            config = _alembic(connection)
            config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            config.set_main_option("path_separator", "os")
            config.set_main_option("version_locations", os.pathsep.join({str(VERSIONS), str(folder)}))
            number = int(MigrationContext.configure(connection).get_current_revision() or 0) + 1
            made = command.revision(
                config, message, autogenerate=True, rev_id=f"{number:04}", version_path=str(folder)
            )
        engine.dispose()
    assert isinstance(made, Script), "one was asked for"
    return Path(made.path)


def drift(engine: Engine) -> list[Any]:
    """The differences between the migrated database and the models; empty is right."""
    with engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection), SQLModel.metadata)


def _alembic(connection: Connection, seal: Seal | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes |= {"connection": connection, "seal": seal}
    return config


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(
        url, connect_args={"check_same_thread": False, "timeout": 10}, hide_parameters=True
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, below
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that reads and then writes may fail with "locked" in the middle; a writer
    # therefore takes the write lock at its first statement.
    options = connection.get_execution_options()
    if LOOKS not in options:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if WRITES in options else "BEGIN")
