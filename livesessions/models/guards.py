"""What the database itself refuses, whatever the services above it do.

The migration and the tests run exactly these statements. Overlap on PostgreSQL is an exclusion constraint
over `int8range(id, id, '[]')`, which needs no extension; SQLite has triggers. A ledger movement is inserted
after its entries (their foreign key is deferred): its arrival is the moment to check that they sum to zero.
"""

CLAIMING = "('scheduled', 'completed')"
TAKING = "('held', 'pending', 'accepted', 'completed', 'no_show')"
FIRST_APPEND_ONLY = ("ledger_movement", "ledger_entry", "audit_event")
APPEND_ONLY = (*FIRST_APPEND_ONLY, "invoice")


def create_statements(dialect: str) -> list[str]:
    """The DDL that puts the first guards in place on `dialect` ("sqlite" or "postgresql")."""
    return [*_sqlite()] if dialect == "sqlite" else [*_postgresql()]


def drop_statements(dialect: str) -> list[str]:
    """The DDL that removes them again."""
    return _drop_sqlite() if dialect == "sqlite" else _drop_postgresql()


def seal_statements(dialect: str, table: str) -> list[str]:
    """The DDL that makes a later table append-only."""
    if dialect == "sqlite":
        return [_sqlite_append_only(table, verb) for verb in ("UPDATE", "DELETE")]
    return [_trigger("guard_append_only", "UPDATE OR DELETE", table)]


def unseal_statements(dialect: str, table: str) -> list[str]:
    """The DDL that lets go of it again."""
    if dialect == "sqlite":
        return [f"DROP TRIGGER guard_{table}_{verb}" for verb in ("update", "delete")]
    return [f"DROP TRIGGER guard_append_only ON {table}"]


def drop_all_statements(dialect: str) -> list[str]:
    """The DDL that removes every guard there is by now, those of later tables first."""
    later = [table for table in APPEND_ONLY if table not in FIRST_APPEND_ONLY]
    unsealed = [each for table in later for each in unseal_statements(dialect, table)]
    return [*unsealed, *drop_statements(dialect)]


def _sqlite() -> list[str]:
    return [
        *(_sqlite_overlap(verb) for verb in ("INSERT", "UPDATE")),
        *(_sqlite_seats(verb) for verb in ("INSERT", "UPDATE")),
        *(each for table in FIRST_APPEND_ONLY for each in seal_statements("sqlite", table)),
        _SQLITE_BALANCED,
        _SQLITE_SEALED,
    ]


def _sqlite_overlap(verb: str) -> str:
    return f"""
        CREATE TRIGGER guard_overlap_{verb.lower()} BEFORE {verb} ON live_session
        WHEN NEW.status IN {CLAIMING} AND EXISTS (
            SELECT 1 FROM live_session AS other
            WHERE other.instructor_id = NEW.instructor_id AND other.id IS NOT NEW.id
              AND other.status IN {CLAIMING}
              AND other.starts_at < NEW.ends_at AND other.ends_at > NEW.starts_at)
        BEGIN SELECT RAISE(ABORT, 'guard_overlap'); END"""  # noqa: S608 (constants only)


def _sqlite_seats(verb: str) -> str:
    return f"""
        CREATE TRIGGER guard_seats_{verb.lower()} BEFORE {verb} ON booking_request
        WHEN NEW.status IN {TAKING} AND (
            SELECT count(*) FROM booking_request AS other
            WHERE other.live_session_id = NEW.live_session_id AND other.id IS NOT NEW.id
              AND other.status IN {TAKING}
        ) >= (SELECT capacity FROM live_session WHERE id = NEW.live_session_id)
        BEGIN SELECT RAISE(ABORT, 'guard_seats'); END"""  # noqa: S608


def _sqlite_append_only(table: str, verb: str) -> str:
    return f"""
        CREATE TRIGGER guard_{table}_{verb.lower()} BEFORE {verb} ON {table}
        BEGIN SELECT RAISE(ABORT, 'guard_append_only'); END"""


_SQLITE_BALANCED = """
        CREATE TRIGGER guard_balanced BEFORE INSERT ON ledger_movement
        WHEN NOT EXISTS (SELECT 1 FROM ledger_entry WHERE movement_id = NEW.id)
          OR EXISTS (SELECT 1 FROM ledger_entry WHERE movement_id = NEW.id
                     GROUP BY currency HAVING sum(amount) <> 0)
        BEGIN SELECT RAISE(ABORT, 'guard_balanced'); END"""

_SQLITE_SEALED = """
        CREATE TRIGGER guard_sealed BEFORE INSERT ON ledger_entry
        WHEN EXISTS (SELECT 1 FROM ledger_movement WHERE id = NEW.movement_id)
        BEGIN SELECT RAISE(ABORT, 'guard_sealed'); END"""


def _drop_sqlite() -> list[str]:
    names = ["guard_balanced", "guard_sealed"]
    names += [f"guard_{rule}_{verb}" for rule in ("overlap", "seats") for verb in ("insert", "update")]
    sealed = [each for table in FIRST_APPEND_ONLY for each in unseal_statements("sqlite", table)]
    return [*(f"DROP TRIGGER {name}" for name in names), *sealed]


def _postgresql() -> list[str]:
    return [
        f"""ALTER TABLE live_session ADD CONSTRAINT guard_overlap EXCLUDE USING gist (
            int8range(instructor_id, instructor_id, '[]') WITH &&, tstzrange(starts_at, ends_at, '[)') WITH &&
        ) WHERE (status IN {CLAIMING})""",
        _function("guard_seats", _PG_SEATS),
        _trigger("guard_seats", "INSERT OR UPDATE", "booking_request"),
        _function("guard_append_only", "RAISE EXCEPTION 'guard_append_only';"),
        *(each for table in FIRST_APPEND_ONLY for each in seal_statements("postgresql", table)),
        _function("guard_balanced", _PG_BALANCED),
        _trigger("guard_balanced", "INSERT", "ledger_movement"),
        _function("guard_sealed", _PG_SEALED),
        _trigger("guard_sealed", "INSERT", "ledger_entry"),
    ]


def _function(name: str, body: str) -> str:
    return f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN {body} RETURN NEW; END $$"""


def _trigger(name: str, verbs: str, table: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {verbs} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"


# The row lock makes the count exact under READ COMMITTED: two last seats can't be counted at once.
_PG_SEATS = f"""
    IF NEW.status IN {TAKING} THEN
        PERFORM 1 FROM live_session WHERE id = NEW.live_session_id FOR UPDATE;
        IF (SELECT count(*) FROM booking_request AS other
            WHERE other.live_session_id = NEW.live_session_id AND other.id IS DISTINCT FROM NEW.id
              AND other.status IN {TAKING})
           >= (SELECT capacity FROM live_session WHERE id = NEW.live_session_id) THEN
            RAISE EXCEPTION 'guard_seats';
        END IF;
    END IF;"""  # noqa: S608

_PG_BALANCED = """
    IF NOT EXISTS (SELECT 1 FROM ledger_entry WHERE movement_id = NEW.id)
       OR EXISTS (SELECT 1 FROM ledger_entry WHERE movement_id = NEW.id
                  GROUP BY currency HAVING sum(amount) <> 0) THEN
        RAISE EXCEPTION 'guard_balanced';
    END IF;"""

_PG_SEALED = """
    IF EXISTS (SELECT 1 FROM ledger_movement WHERE id = NEW.movement_id) THEN
        RAISE EXCEPTION 'guard_sealed';
    END IF;"""


def _drop_postgresql() -> list[str]:
    triggers = [
        ("guard_seats", "booking_request"),
        ("guard_balanced", "ledger_movement"),
        ("guard_sealed", "ledger_entry"),
        *(("guard_append_only", table) for table in FIRST_APPEND_ONLY),
    ]
    functions = dict.fromkeys(name for name, _ in triggers)
    return [
        "ALTER TABLE live_session DROP CONSTRAINT guard_overlap",
        *(f"DROP TRIGGER {name} ON {table}" for name, table in triggers),
        *(f"DROP FUNCTION {name}()" for name in functions),
    ]
