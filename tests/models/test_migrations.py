"""The schema goes up, down and up again, and never drifts from the models."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, MetaData, insert, inspect, text

from livesessions.runtime.database import downgrade, draft_migration, drift, make_engine, migrate
from livesessions.runtime.seal import Seal

ADDRESS = "https://calendar.example/private-s3cret.ics"


def test_migrations_go_up_down_and_up_without_drift(own_database_url: str) -> None:
    engine = make_engine(own_database_url)
    downgrade(engine, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    migrate(engine)
    assert drift(engine) == []
    engine.dispose()


def test_the_next_migration_is_drafted_behind_the_last(tmp_path: Path) -> None:
    drafted = draft_migration("Give topics a colour", tmp_path)
    number = int(drafted.name[:4])
    assert drafted.name == f"{number:04}_give_topics_a_colour.py"
    assert f"down_revision = '{number - 1:04}'" in drafted.read_text()


def test_addresses_of_calendars_are_sealed_on_the_way_up_and_opened_on_the_way_down(
    own_database_url: str,
) -> None:
    engine, seal = make_engine(own_database_url), Seal(["a secret"])
    downgrade(engine, "0013")
    _add_calendar(engine)
    migrate(engine, seal=seal)
    sealed = _address(engine)
    downgrade(engine, "0013", seal=seal)
    assert (seal.open(sealed), "s3cret" in sealed, _address(engine)) == (ADDRESS, False, ADDRESS)
    engine.dispose()


def _add_calendar(engine: Engine) -> None:
    schema, now = MetaData(), datetime(2026, 8, 12, tzinfo=UTC)
    schema.reflect(engine)
    person = {"id": 1, "name": "Tara", "email": "t@example.org", "password_hash": "", "time_zone": "UTC"}
    teaches = {"user_id": 1, "slug": "tara", "headline": "", "bio": "", "time_zone": "UTC"}
    versions = dict.fromkeys(("etag", "last_modified", "digest", "time_zone", "problem"), "")
    calendar = {"id": 1, "instructor_id": 1, "name": "Work", "shown": "…", "address": ADDRESS, "failures": 0}
    with engine.begin() as db:
        for table, row in (
            ("app_user", {**person, "locale": "en_GB", "currency": "EUR", "is_admin": False}),
            ("instructor", {**teaches, "booking_window_days": 60}),
            ("calendar_import", {**calendar, **versions, "due_at": now}),
        ):
            db.execute(insert(schema.tables[table]).values(**row, created_at=now))


def _address(engine: Engine) -> str:
    with engine.begin() as db:
        return str(db.execute(text("SELECT address FROM calendar_import")).scalar_one())
