"""How much one person may have of something: far more than anybody needs, and less than fills a table."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import func, select

from livesessions.runtime.work import Work

DAY = timedelta(days=1)


def has_room(
    work: Work, *whose: ColumnElement[bool], kept: ColumnElement[bool], created_at: Any, most: int
) -> bool:
    """Whether one more may be made: those that are `kept` count, and all of the last day, kept or not."""
    counted = select(func.count()).where(*whose, kept | (created_at > work.now - DAY))
    return work.db.exec(counted).one() < most
