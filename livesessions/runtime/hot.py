"""Statements that many people wait for: worded once per kind of database, then handed to its driver as they are.

SQLAlchemy's own way of running a statement costs two to five times what these cost the database. Here a
statement is still written, and its values are still turned, in its terms; only the way there is short.
"""

from collections import namedtuple
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine
from sqlmodel import Session, SQLModel

Turn = Callable[[Any], Any]


class Hot:
    """A statement of columns with parameters, some of which have a usual value."""

    def __init__(self, statement: Any, **usual: Any) -> None:
        self._statement = statement
        self._usual = usual
        self._worded: dict[str, _Worded] = {}

    def all(self, db: Session, **asked: Any) -> list[Any]:
        """The rows, as named tuples. What was changed in the transaction of `db` before is seen."""
        db.flush()
        connection = db.connection()
        dialect = connection.dialect
        worded = self._worded.get(dialect.name)
        if worded is None:
            worded = self._worded[dialect.name] = _Worded(self._statement, self._usual, dialect)
        return worded.run(connection, {**self._usual, **asked})

    def first(self, db: Session, **asked: Any) -> Any:
        """The only row there can be, or None."""
        return next(iter(self.all(db, **asked)), None)


def new_row(model: type[SQLModel]) -> Hot:
    """Writes a row of the model, with its defaults where nothing is said; answers with its `id`."""
    table = model.__table__  # type: ignore[attr-defined]
    columns = [column for column in table.c if not column.primary_key]
    defaults = {column.name: column.default.arg if column.default else None for column in columns}
    return Hot(insert(table).returning(table.c.id), **defaults)


class _Worded:
    """A statement in the words of one kind of database, and how values are turned on the way there and back."""

    def __init__(self, statement: Any, usual: dict[str, Any], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=list(usual))
        columns = statement.exported_columns
        into = {
            name: _native(bind.type, dialect).bind_processor(dialect) for name, bind in compiled.binds.items()
        }
        out = [_native(column.type, dialect).result_processor(dialect, None) for column in columns]
        self._sql: str = compiled.string
        self._order: Sequence[str] | None = compiled.positiontup
        self._fixed = {name: bind.value for name, bind in compiled.binds.items()}
        self._into: dict[str, Turn] = {name: turn for name, turn in into.items() if turn}
        self._out: list[tuple[int, Turn]] = [(place, turn) for place, turn in enumerate(out) if turn]
        self._named: Turn = namedtuple("Row", columns.keys())._make  # type: ignore[attr-defined]
        self._answers = len(columns) > 0

    def run(self, connection: Connection, asked: dict[str, Any]) -> list[Any]:
        told = {**self._fixed, **asked}
        for name, turn in self._into.items():
            told[name] = turn(told[name])
        values = told if self._order is None else tuple([told[name] for name in self._order])
        return [self._turned(list(row)) for row in self._send(connection, values)]

    def _turned(self, row: list[Any]) -> Any:
        for place, turn in self._out:
            row[place] = turn(row[place])
        return self._named(row)

    def _send(self, connection: Connection, values: Any) -> Sequence[Any]:
        if connection.dispatch.before_cursor_execute:  # somebody listens to what is said
            said = connection.exec_driver_sql(self._sql, values)
            return said.fetchall() if self._answers else []
        cursor = connection.connection.cursor()
        try:
            cursor.execute(self._sql, values)
            return cursor.fetchall() if self._answers else []
        except connection.dialect.loaded_dbapi.Error as error:
            raise self._told_of(error, connection, values) from error
        finally:
            cursor.close()

    def _told_of(self, error: Any, connection: Connection, values: Any) -> BaseException:
        """The error as SQLAlchemy would raise it; a connection that has died is not used again."""
        dialect = connection.dialect
        dead = dialect.is_disconnect(error, connection.connection, None)
        if dead:
            connection.invalidate(error)
        base = dialect.loaded_dbapi.Error
        return DBAPIError.instance(
            self._sql,
            values,
            error,
            base,
            hide_parameters=connection.engine.hide_parameters,
            dialect=dialect,
            connection_invalidated=dead,
        )


def _native(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)
