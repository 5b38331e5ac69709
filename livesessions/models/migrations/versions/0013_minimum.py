"""groups that run with enough people or not at all"""

import sqlalchemy as sa
from alembic import op

from livesessions.models.base import Instant

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('session_offering', sa.Column('min_participants', sa.Integer(), nullable=True))
    op.add_column('session_offering', sa.Column('decide_hours_before', sa.Integer(), nullable=True))
    op.add_column('live_session', sa.Column('min_participants', sa.Integer(), nullable=True))
    op.add_column('live_session', sa.Column('decides_at', Instant(timezone=True), nullable=True))
    op.add_column('live_session', sa.Column('decided_at', Instant(timezone=True), nullable=True))
    op.create_index(op.f('ix_live_session_decides_at'), 'live_session', ['decides_at'])


def downgrade() -> None:
    op.drop_index(op.f('ix_live_session_decides_at'), 'live_session')
    for name in ('decided_at', 'decides_at', 'min_participants'):
        op.drop_column('live_session', name)
    op.drop_column('session_offering', 'decide_hours_before')
    op.drop_column('session_offering', 'min_participants')
