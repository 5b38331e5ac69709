"""Reading columns without entities: the object mapper costs more than the database."""

from typing import Any

from sqlalchemy import JSON, ColumnElement, CursorResult, Executable, Select, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlmodel import Session

from livesessions.models.base import Instant


def rows(db: Session, statement: Executable, asked: Any = None) -> CursorResult[*tuple[Any, ...]]:
    """Runs a statement of columns past the object mapper, in the transaction of `db`.

    What was changed before is seen; entities loaded before are not brought up to date.
    """
    db.flush()
    return db.connection().execute(statement, asked)


def listed(*columns: Any) -> Select[tuple[list[list[Any]]]]:
    """A query whose rows, in no order, are one value: as a column, it lets one statement answer many questions.

    Instants and dates arrive as ISO text.
    """
    return select(_Listed(*columns))


class _Listed(FunctionElement[list[list[Any]]]):
    type = JSON()
    inherit_cache = True


@compiles(_Listed, "postgresql")
def _on_postgresql(element: _Listed, compiler: Any, **options: Any) -> str:
    row = compiler.process(element.clauses, **options)
    return f"coalesce(json_agg(json_build_array({row})), '[]')"


@compiles(_Listed, "sqlite")
def _on_sqlite(element: _Listed, compiler: Any, **options: Any) -> str:
    row = ", ".join(_in_json(column, compiler, options) for column in element.clauses)
    return f"json_group_array(json_array({row}))"


def _in_json(column: ColumnElement[Any], compiler: Any, options: dict[str, Any]) -> str:
    told = compiler.process(column, **options)
    if isinstance(column.type, JSON):
        return f"json({told})"
    return f"{told} || 'Z'" if isinstance(column.type, Instant) else told  # kept in UTC without saying so
