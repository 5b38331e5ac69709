"""The schema goes up, down and up again, and never drifts from the models."""

from sqlalchemy import inspect

from livesessions.runtime.database import downgrade, drift, make_engine, migrate


def test_migrations_go_up_down_and_up_without_drift(own_database_url: str) -> None:
    engine = make_engine(own_database_url)
    downgrade(engine, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    migrate(engine)
    assert drift(engine) == []
    engine.dispose()
