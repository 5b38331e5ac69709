"""lines for times that are taken"""

import sqlalchemy as sa
from alembic import op

from livesessions.models.base import Instant

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

WAITING = 'booking_id IS NULL AND left_at IS NULL'


def upgrade() -> None:
    op.create_table(
        'waitlist_entry',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('offering_id', sa.Integer(), nullable=False),
        sa.Column('instructor_id', sa.Integer(), nullable=False),
        sa.Column('learner_id', sa.Integer(), nullable=False),
        sa.Column('starts_at', Instant(timezone=True), nullable=False),
        sa.Column('ends_at', Instant(timezone=True), nullable=False),
        sa.Column('terms', sa.JSON(), nullable=False),
        sa.Column('booking_id', sa.Integer(), nullable=True),
        sa.Column('left_at', Instant(timezone=True), nullable=True),
        sa.Column('created_at', Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['offering_id'], ['session_offering.id'], name=op.f('fk_waitlist_entry_offering_id')
        ),
        sa.ForeignKeyConstraint(
            ['instructor_id'], ['instructor.user_id'], name=op.f('fk_waitlist_entry_instructor_id')
        ),
        sa.ForeignKeyConstraint(['learner_id'], ['app_user.id'], name=op.f('fk_waitlist_entry_learner_id')),
        sa.ForeignKeyConstraint(
            ['booking_id'], ['booking_request.id'], name=op.f('fk_waitlist_entry_booking_id')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_waitlist_entry')),
        sa.UniqueConstraint('booking_id', name=op.f('uq_waitlist_entry_booking_id')),
    )
    op.create_index(
        'uq_waitlist_entry_one_place_in_line',
        'waitlist_entry',
        ['offering_id', 'starts_at', 'learner_id'],
        unique=True,
        sqlite_where=sa.text(WAITING),
        postgresql_where=sa.text(WAITING),
    )
    op.create_index('ix_waitlist_entry_calendar', 'waitlist_entry', ['instructor_id', 'starts_at'])
    op.create_index(op.f('ix_waitlist_entry_learner_id'), 'waitlist_entry', ['learner_id'])


def downgrade() -> None:
    op.drop_table('waitlist_entry')
