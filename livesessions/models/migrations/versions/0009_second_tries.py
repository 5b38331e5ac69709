"""admins let failed refunds pass and send payouts once more"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('payment', sa.Column('forgiven_refunds', sa.Integer(), server_default='0', nullable=False))
    op.add_column('payout', sa.Column('is_resent', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column('payout', 'is_resent')
    op.drop_column('payment', 'forgiven_refunds')
