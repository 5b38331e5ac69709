"""The schema goes up, down and up again, and never drifts from the models."""

from pathlib import Path

from sqlalchemy import inspect

from livesessions.runtime.database import downgrade, drift, make_engine, migrate


def test_migrations_go_up_down_and_up_without_drift(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'm.db'}")
    migrate(engine)
    downgrade(engine, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    migrate(engine)
    assert drift(engine) == []
