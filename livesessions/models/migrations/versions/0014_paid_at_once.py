"""sessions of a series that are paid at once"""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('payment', sa.Column('paid_as', sa.String(length=16), nullable=True))
    op.create_index(op.f('ix_payment_paid_as'), 'payment', ['paid_as'])


def downgrade() -> None:
    op.drop_index(op.f('ix_payment_paid_as'), 'payment')
    op.drop_column('payment', 'paid_as')
