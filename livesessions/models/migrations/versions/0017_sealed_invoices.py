"""invoices are written once and never changed"""

from alembic import op

from livesessions.models import guards

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in guards.seal_statements(op.get_bind().dialect.name, 'invoice'):
        op.execute(statement)


def downgrade() -> None:
    for statement in guards.unseal_statements(op.get_bind().dialect.name, 'invoice'):
        op.execute(statement)
