"""bookings move; times are proposed"""

import sqlalchemy as sa
from alembic import op

from livesessions.models.base import Instant

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

COUNTERS = {'learner_moves': '0', 'most_refund_percent': '100', 'invitation_sequence': '0'}


def upgrade() -> None:
    for name, start in COUNTERS.items():
        op.add_column('booking_request', sa.Column(name, sa.Integer(), server_default=start, nullable=False))
    op.add_column(
        'booking_request',
        sa.Column('moved_by_instructor', sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    # Their invitations were withdrawn with the number one.
    op.execute("UPDATE booking_request SET invitation_sequence = 1 WHERE status = 'cancelled'")
    op.create_table(
        'move_proposal',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('booking_id', sa.Integer(), nullable=False),
        sa.Column('by', sa.String(length=12), nullable=False),
        sa.Column('starts_at', Instant(timezone=True), nullable=False),
        sa.Column('message', sa.Text(), nullable=False),
        sa.Column('status', sa.String(length=12), nullable=False),
        sa.Column('expires_at', Instant(timezone=True), nullable=False),
        sa.Column('created_at', Instant(timezone=True), nullable=False),
        sa.Column('ended_at', Instant(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status IN ('open', 'agreed', 'declined', 'withdrawn', 'expired', 'overtaken')",
            name=op.f('ck_move_proposal_status'),
        ),
        sa.ForeignKeyConstraint(
            ['booking_id'], ['booking_request.id'], name=op.f('fk_move_proposal_booking_id')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_move_proposal')),
    )
    with op.batch_alter_table('move_proposal') as table:
        table.create_index('ix_move_proposal_booking_id', ['booking_id'])
        table.create_index('ix_move_proposal_due', ['status', 'expires_at'])
        table.create_index(
            'uq_move_proposal_one_open',
            ['booking_id'],
            unique=True,
            sqlite_where=sa.text("status = 'open'"),
            postgresql_where=sa.text("status = 'open'"),
        )


def downgrade() -> None:
    op.drop_table('move_proposal')
    op.drop_column('booking_request', 'moved_by_instructor')
    for name in COUNTERS:
        op.drop_column('booking_request', name)
