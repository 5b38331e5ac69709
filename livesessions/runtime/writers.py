"""Where the writers of a database wait for their turn."""

import threading
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from sqlalchemy import Engine

fcntl = import_module("fcntl") if find_spec("fcntl") else None  # there is none on Windows


def queue_of_writers(engine: Engine) -> AbstractContextManager[Any]:
    """One writer at a time on SQLite; PostgreSQL lets them all in."""
    if engine.dialect.name != "sqlite":
        return nullcontext()
    file = engine.url.database
    return _Queue(f"{file}.queue") if file and file != ":memory:" else threading.Lock()


class _Queue:
    """One writer at a time, of all threads and processes.

    SQLite's own way to wait is to sleep and ask again, which is unfair: a tail of seconds under load. The lock
    on the file is the system's own and ends with its process, however that ends.
    """

    def __init__(self, file: str) -> None:
        self._threads = threading.Lock()
        self._file = open(file, "ab")  # noqa: SIM115 (kept open: the lock belongs to it)

    def __enter__(self) -> None:
        self._threads.acquire()
        if fcntl:
            fcntl.flock(self._file, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        if fcntl:
            fcntl.flock(self._file, fcntl.LOCK_UN)
        self._threads.release()
