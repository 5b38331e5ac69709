"""PostgreSQL as we talk to it: connections that died while idle are replaced, prepared statements are kept.

psycopg prepares what is said often, and forgets all of it at every rollback, because a table made in the same
transaction may be gone. Only migrations make tables, while every look and every refusal ends with a rollback:
nothing would stay prepared, and the server would plan the same statements again and again.
"""

import time
from functools import partial
from typing import Any

from psycopg.pq import ExecStatus, TransactionStatus
from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry

DRIVER = "postgresql+kept"
IDLE_SECONDS = 5
_USED = "livesessions_used"


class Kept(PGDialect_psycopg):
    """SQLAlchemy's words for psycopg, with a rollback that leaves prepared statements prepared."""

    supports_statement_cache = True

    def do_rollback(self, dbapi_connection: Any) -> None:
        """Says ROLLBACK past psycopg, which then has nothing to undo; whatever is amiss it finds itself."""
        server = dbapi_connection.pgconn
        if server.transaction_status in (TransactionStatus.INTRANS, TransactionStatus.INERROR):
            undone = server.exec_(b"ROLLBACK").status == ExecStatus.COMMAND_OK
            if undone:
                return
        dbapi_connection.rollback()


registry.register(DRIVER.replace("+", "."), __name__, Kept.__name__)


def postgresql_engine(url: URL) -> Engine:
    """An engine for a URL of PostgreSQL, whatever driver it names."""
    engine = create_engine(url.set(drivername=DRIVER), pool_size=20, hide_parameters=True)
    event.listen(engine, "checkin", _note_use)
    event.listen(engine, "checkout", partial(_ping_if_idle, engine.dialect))
    return engine


def _note_use(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info[_USED] = time.monotonic()


def _ping_if_idle(dialect: Any, connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
    """A server that was started again shows here; a connection in constant use need not be asked each time."""
    if _USED not in record.info or time.monotonic() - record.info[_USED] < IDLE_SECONDS:
        return
    try:
        dialect.do_ping(connection)
    except dialect.dbapi.Error as gone:
        raise InvalidatePoolError from gone
