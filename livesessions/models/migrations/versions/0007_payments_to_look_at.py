"""payments are found by when they were last looked at"""

from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_payment_to_look_at', 'payment', ['status', 'looked_up_at'])


def downgrade() -> None:
    op.drop_index('ix_payment_to_look_at', 'payment')
