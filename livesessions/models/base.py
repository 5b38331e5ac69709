"""What every table shares: UTC instants, money columns, names for constraints."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, DateTime, Dialect, Index, TypeDecorator, text
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime on both databases. A naive one is a bug and is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}: stored instants are UTC")
        moment = value.astimezone(UTC)
        # SQLite keeps text: one fixed form, so that text order is time order.
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def instant(*, nullable: bool = False, index: bool = False) -> Any:
    """A column holding an aware UTC instant."""
    if nullable:
        return Field(default=None, sa_type=Instant, nullable=True, index=index)
    return Field(sa_type=Instant, nullable=False, index=index)


def amount(default: int | None = None) -> Any:
    """A column of money in the currency's minor unit."""
    if default is None:
        return Field(sa_type=BigInteger, nullable=False)
    return Field(default=default, sa_type=BigInteger, nullable=False)


def counter(default: int) -> Any:
    """A column of a number that rows written before it was there have, too."""
    return Field(default=default, sa_column_kwargs={"server_default": str(default)})


def key() -> Any:
    """An integer primary key made by the database: a row that was read has it, a new one not before a flush."""
    return Field(default=None, primary_key=True)


def one_of(column: str, choices: type[StrEnum] | tuple[str, ...]) -> CheckConstraint:
    """A constraint that keeps a text column to its known words."""
    words = ", ".join(f"'{choice}'" for choice in choices)
    return CheckConstraint(f"{column} IN ({words})", name=column)


def few(column: str) -> Index:
    """An index of the few rows that have this column at all."""
    given = text(f"{column} IS NOT NULL")
    return Index(None, column, sqlite_where=given, postgresql_where=given)


def one_payment() -> CheckConstraint:
    """A constraint for what is about a booking's payment or a package's, never both."""
    return CheckConstraint("(payment_id IS NULL) <> (package_id IS NULL)", name="one_payment")
