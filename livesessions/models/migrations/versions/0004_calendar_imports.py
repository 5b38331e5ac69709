"""calendars elsewhere are read for busy times"""

import livesessions.models.base
import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

Instant = livesessions.models.base.Instant(timezone=True)


def upgrade() -> None:
    op.create_table(
        'calendar_import',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('instructor_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=60), nullable=False),
        sa.Column('shown', sa.String(length=300), nullable=False),
        sa.Column('address', sa.String(length=2000), nullable=True),
        sa.Column('file', sa.LargeBinary(), nullable=True),
        sa.Column('etag', sa.String(length=2000), nullable=False),
        sa.Column('last_modified', sa.String(length=2000), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('time_zone', sa.String(length=64), nullable=False),
        sa.Column('problem', sa.String(length=300), nullable=False),
        sa.Column('failures', sa.Integer(), nullable=False),
        sa.Column('due_at', Instant, nullable=False),
        sa.Column('leased_until', Instant, nullable=True),
        sa.Column('looked_at', Instant, nullable=True),
        sa.Column('read_at', Instant, nullable=True),
        sa.Column('created_at', Instant, nullable=False),
        sa.CheckConstraint('(address IS NULL) <> (file IS NULL)', name=op.f('ck_calendar_import_address_or_file')),
        sa.ForeignKeyConstraint(['instructor_id'], ['instructor.user_id'], name=op.f('fk_calendar_import_instructor_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_import')),
    )
    op.create_index(op.f('ix_calendar_import_due_at'), 'calendar_import', ['due_at'])
    op.create_index(op.f('ix_calendar_import_instructor_id'), 'calendar_import', ['instructor_id'])
    with op.batch_alter_table('busy_block') as batch:
        batch.add_column(sa.Column('import_id', sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f('fk_busy_block_import_id'), 'calendar_import', ['import_id'], ['id'], ondelete='CASCADE')
        batch.drop_index(op.f('ix_busy_block_instructor_id'))
        batch.drop_index(op.f('ix_busy_block_starts_at'))
        batch.create_index(op.f('ix_busy_block_import_id'), ['import_id'])
        batch.create_index('ix_busy_block_of_instructor', ['instructor_id', 'ends_at'])


def downgrade() -> None:
    with op.batch_alter_table('busy_block') as batch:
        batch.drop_index('ix_busy_block_of_instructor')
        batch.drop_index(op.f('ix_busy_block_import_id'))
        batch.create_index(op.f('ix_busy_block_starts_at'), ['starts_at'])
        batch.create_index(op.f('ix_busy_block_instructor_id'), ['instructor_id'])
        batch.drop_constraint(op.f('fk_busy_block_import_id'), type_='foreignkey')
        batch.drop_column('import_id')
    op.drop_table('calendar_import')
