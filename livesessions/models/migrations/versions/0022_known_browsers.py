"""logins remember their browser"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('login', sa.Column('browser_hash', sqlmodel.AutoString(length=64), nullable=True))


def downgrade() -> None:
    op.drop_column('login', 'browser_hash')
