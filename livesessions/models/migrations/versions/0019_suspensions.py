"""the few who are suspended are found at once"""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

TABLES = ('app_user', 'instructor')
GIVEN = sa.text('suspended_at IS NOT NULL')


def upgrade() -> None:
    for table in TABLES:
        name = op.f(f'ix_{table}_suspended_at')
        op.create_index(name, table, ['suspended_at'], sqlite_where=GIVEN, postgresql_where=GIVEN)


def downgrade() -> None:
    for table in TABLES:
        op.drop_index(op.f(f'ix_{table}_suspended_at'), table)
