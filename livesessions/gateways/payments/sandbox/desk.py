"""One visit to the sandbox: an open transaction, the hour, and the letters it will send."""

import json
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from livesessions.gateways.payments.errors import GatewayRefused
from livesessions.gateways.payments.sandbox.delivery import DeliveryMode, first_attempt


@dataclass(frozen=True)
class Desk:
    """`db` is inside a transaction, `now` is epoch seconds by the app's clock."""

    db: sqlite3.Connection
    now: int

    def one(self, sql: str, *values: object) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self.db.execute(sql, values).fetchone()
        return row

    def all(self, sql: str, *values: object) -> list[sqlite3.Row]:
        return self.db.execute(sql, values).fetchall()

    def get(self, table: str, identifier: str) -> sqlite3.Row:
        """The row, or the refusal a gateway gives for an id it never issued."""
        row = self.one(f"SELECT * FROM {table} WHERE id = ?", identifier)  # noqa: S608  (table names are ours)
        if row is None:
            raise GatewayRefused(f"No such object: {identifier}", reason="resource_missing")
        return row

    def add(self, table: str, **columns: object) -> None:
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        self.db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(columns.values()))  # noqa: S608

    def change(self, table: str, identifier: str, **columns: object) -> None:
        names = ", ".join(f"{name} = ?" for name in columns)
        self.db.execute(f"UPDATE {table} SET {names} WHERE id = ?", (*columns.values(), identifier))  # noqa: S608

    def switch(self, name: str, default: str) -> str:
        row = self.one("SELECT value FROM switches WHERE name = ?", name)
        return str(row["value"]) if row else default

    def announce(self, kind: str, thing: dict[str, Any], account_id: str | None = None) -> None:
        """Post a letter about `thing`, as Stripe shapes its events; it leaves after the commit.

        `account_id`: the payee's account it happened in, if not in the platform's own.
        """
        event = {
            "id": new_id("evt"), "object": "event", "type": kind, "created": self.now, "livemode": False,
            "data": {"object": thing},
        }  # fmt: skip
        if account_id:
            event["account"] = account_id
        mode = DeliveryMode(self.switch("delivery", DeliveryMode.NORMAL))
        for status, due_at in first_attempt(mode, self.now):
            body = json.dumps(event, sort_keys=True).encode()
            self.add("letters", id=event["id"], body=body, due_at=due_at, status=status)


def new_id(prefix: str) -> str:
    """Looks like the gateway's own and can't be guessed: a checkout's id is all that guards its page."""
    return f"{prefix}_test_{secrets.token_hex(16)}"


def instant(seconds: int | None) -> datetime | None:
    """Epoch seconds as an aware UTC datetime."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
