"""Where the writers of a database wait for their turn."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from sqlalchemy import Engine

fcntl: Any = import_module("fcntl") if find_spec("fcntl") else None  # there is none on Windows
Queue = Callable[[], AbstractContextManager[Any]]


def queue_of_writers(engine: Engine) -> Queue:
    """One writer at a time on SQLite, of all threads and processes; PostgreSQL lets them all in."""
    if engine.dialect.name != "sqlite":
        return nullcontext
    file = engine.url.database
    if fcntl and file and file != ":memory:":
        return partial(_behind, f"{file}.queue")
    threads = threading.Lock()
    return lambda: threads


@contextmanager
def _behind(file: str) -> Iterator[None]:
    """SQLite's own way to wait is to sleep and ask again, which is unfair: a tail of seconds under load.

    The lock on the file is the system's, and ends with its process, however that ends.
    """
    with open(file, "ab") as queue:
        fcntl.flock(queue, fcntl.LOCK_EX)
        yield
