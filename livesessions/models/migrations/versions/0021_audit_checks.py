"""what following the audit trail found"""

import sqlalchemy as sa
from alembic import op

from livesessions.models.base import Instant

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'audit_check',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('at', Instant(timezone=True), nullable=False),
        sa.Column('events', sa.Integer(), nullable=False),
        sa.Column('broken', sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_check')),
    )


def downgrade() -> None:
    op.drop_table('audit_check')
