"""The sandbox's own memory: one SQLite file, which shares nothing with the app's."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS checkouts (
  id TEXT PRIMARY KEY, reference TEXT NOT NULL, amount INTEGER NOT NULL CHECK (amount > 0),
  currency TEXT NOT NULL, title TEXT NOT NULL, description TEXT NOT NULL, hold INTEGER NOT NULL,
  email TEXT, success_url TEXT NOT NULL, cancel_url TEXT NOT NULL, expires_at INTEGER NOT NULL,
  status TEXT NOT NULL, payment_id TEXT REFERENCES payments (id)
) STRICT;
CREATE TABLE IF NOT EXISTS payments (
  id TEXT PRIMARY KEY, charge_id TEXT NOT NULL, reference TEXT NOT NULL, amount INTEGER NOT NULL,
  currency TEXT NOT NULL, hold INTEGER NOT NULL, status TEXT NOT NULL, card TEXT NOT NULL,
  captured INTEGER NOT NULL DEFAULT 0, fee INTEGER, authorised_until INTEGER, failure_code TEXT,
  failure_message TEXT, CHECK (captured BETWEEN 0 AND amount)
) STRICT;
CREATE TABLE IF NOT EXISTS checkout_lines (
  checkout_id TEXT NOT NULL REFERENCES checkouts (id), title TEXT NOT NULL, description TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0)
) STRICT;
CREATE TABLE IF NOT EXISTS parts (
  payment_id TEXT NOT NULL REFERENCES payments (id), name TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount >= 0), PRIMARY KEY (payment_id, name)
) STRICT;
CREATE TABLE IF NOT EXISTS refund_parts (
  refund_id TEXT PRIMARY KEY REFERENCES refunds (id), name TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS setups (
  id TEXT PRIMARY KEY REFERENCES checkouts (id), status TEXT NOT NULL, card TEXT NOT NULL,
  method_id TEXT UNIQUE, owner_id TEXT, is_forgotten INTEGER NOT NULL DEFAULT 0, failure_code TEXT,
  failure_message TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS debits (
  payment_id TEXT NOT NULL REFERENCES payments (id), due_at INTEGER NOT NULL, fails INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS refunds (
  id TEXT PRIMARY KEY, payment_id TEXT NOT NULL REFERENCES payments (id),
  amount INTEGER NOT NULL CHECK (amount > 0), status TEXT NOT NULL, failure TEXT, fails_at INTEGER
) STRICT;
CREATE TABLE IF NOT EXISTS disputes (
  id TEXT PRIMARY KEY, payment_id TEXT NOT NULL REFERENCES payments (id), amount INTEGER NOT NULL,
  status TEXT NOT NULL, reason TEXT NOT NULL, withdrawn INTEGER NOT NULL, evidence_due INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS accounts (
  id TEXT PRIMARY KEY, reference TEXT NOT NULL, email TEXT NOT NULL, country TEXT NOT NULL,
  onboarded INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS transfers (
  id TEXT PRIMARY KEY, reference TEXT NOT NULL, account_id TEXT NOT NULL REFERENCES accounts (id),
  amount INTEGER NOT NULL CHECK (amount > 0), currency TEXT NOT NULL, charge_id TEXT,
  reversed INTEGER NOT NULL DEFAULT 0 CHECK (reversed <= amount)
) STRICT;
CREATE TABLE IF NOT EXISTS onboardings (
  id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts (id), return_url TEXT NOT NULL,
  refresh_url TEXT NOT NULL, expires_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS banks (
  account_id TEXT PRIMARY KEY REFERENCES accounts (id), behaviour TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS reversals (
  id TEXT PRIMARY KEY, transfer_id TEXT NOT NULL REFERENCES transfers (id),
  amount INTEGER NOT NULL CHECK (amount > 0)
) STRICT;
CREATE TABLE IF NOT EXISTS payouts (
  id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts (id), amount INTEGER NOT NULL,
  currency TEXT NOT NULL, status TEXT NOT NULL, created_at INTEGER NOT NULL, leaves_at INTEGER NOT NULL,
  arrives_at INTEGER NOT NULL, failure TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS payout_lines (
  payout_id TEXT NOT NULL REFERENCES payouts (id), transfer_id TEXT NOT NULL REFERENCES transfers (id)
) STRICT;
CREATE TABLE IF NOT EXISTS payout_names (
  payout_id TEXT PRIMARY KEY REFERENCES payouts (id), reference TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS evidence (
  dispute_id TEXT PRIMARY KEY REFERENCES disputes (id), body TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS answers (
  key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, answer TEXT NOT NULL, kept_until INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS letters (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL, body BLOB NOT NULL, due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, status TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS letters_due ON letters (due_at) WHERE status = 'waiting';
CREATE INDEX IF NOT EXISTS reversals_by_transfer ON reversals (transfer_id);
CREATE INDEX IF NOT EXISTS payouts_by_account ON payouts (account_id);
CREATE INDEX IF NOT EXISTS payouts_moving ON payouts (status) WHERE status IN ('pending', 'in_transit');
CREATE INDEX IF NOT EXISTS payout_lines_by_payout ON payout_lines (payout_id);
CREATE INDEX IF NOT EXISTS answers_kept ON answers (kept_until);
CREATE INDEX IF NOT EXISTS payments_by_charge ON payments (charge_id);
CREATE INDEX IF NOT EXISTS transfers_by_charge ON transfers (charge_id);
CREATE INDEX IF NOT EXISTS checkouts_by_payment ON checkouts (payment_id);
CREATE INDEX IF NOT EXISTS checkouts_open ON checkouts (expires_at) WHERE status = 'open';
CREATE INDEX IF NOT EXISTS payments_held ON payments (authorised_until) WHERE status = 'requires_capture';
CREATE INDEX IF NOT EXISTS refunds_by_payment ON refunds (payment_id);
CREATE INDEX IF NOT EXISTS refunds_failing ON refunds (fails_at) WHERE status = 'succeeded';
CREATE INDEX IF NOT EXISTS disputes_by_payment ON disputes (payment_id);
CREATE INDEX IF NOT EXISTS checkout_lines_by_checkout ON checkout_lines (checkout_id);
CREATE INDEX IF NOT EXISTS transfers_by_reference ON transfers (reference);
CREATE TABLE IF NOT EXISTS switches (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""
# What an earlier version wrote otherwise into a file that is still used.
REWORDED = (("CHECK (captured IN (0, amount))", "CHECK (captured BETWEEN 0 AND amount)"),)


class Store:
    """Opens a connection per transaction: any thread and any process may use the same file."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self.path = directory / "sandbox.db"
        # Stays open: closing the last connection of a WAL file rewrites it, 8 ms for every visit.
        self._anchor = sqlite3.connect(self.path, timeout=10, isolation_level=None, check_same_thread=False)
        self._anchor.execute("PRAGMA journal_mode = WAL")
        self._anchor.executescript(f"BEGIN IMMEDIATE; {SCHEMA} COMMIT;")
        self._reword()

    def close(self) -> None:
        self._anchor.close()

    def _reword(self) -> None:
        """Rules alone change, no content: https://www.sqlite.org/lang_altertable.html#otheralter."""
        self._anchor.execute("PRAGMA writable_schema = ON")
        for before, after in REWORDED:
            self._anchor.execute(
                "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE instr(sql, ?)",
                (before, after, before),
            )
        self._anchor.execute("PRAGMA writable_schema = RESET")

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; writers queue for up to ten seconds."""
        with self._connection() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        db = sqlite3.connect(self.path, timeout=10, isolation_level=None)
        db.row_factory = sqlite3.Row
        try:
            db.execute("PRAGMA foreign_keys = ON")
            db.execute("PRAGMA synchronous = NORMAL")
            yield db
        finally:
            db.close()
