"""Alembic's door: runs migrations on the connection that `runtime.database.migrate` hands over."""

from alembic import context
from sqlmodel import SQLModel

import livesessions.models  # noqa: F401  (registers every table)

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
