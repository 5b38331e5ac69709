"""bookings made together are a series"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('booking_request', sa.Column('series', sa.String(length=16), nullable=True))
    op.create_index(op.f('ix_booking_request_series'), 'booking_request', ['series'])


def downgrade() -> None:
    op.drop_index(op.f('ix_booking_request_series'), 'booking_request')
    op.drop_column('booking_request', 'series')
