"""Reading columns without entities: the object mapper costs more than the database."""

from typing import Any

from sqlalchemy import CursorResult, Executable
from sqlmodel import Session


def rows(db: Session, statement: Executable, asked: Any = None) -> CursorResult[*tuple[Any, ...]]:
    """Runs a statement of columns past the object mapper, in the transaction of `db`.

    What was changed before is seen; entities loaded before are not brought up to date.
    """
    db.flush()
    return db.connection().execute(statement, asked)
