"""packages are refunded and disputed, learners report problems"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from livesessions.models.base import Instant

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None

AMOUNTS = ('due', 'refunded', 'lost', 'withdrawn')
COUNTS = ('forgiven_refunds', 'generation')
MOMENTS = ('leased_until', 'looked_up_at')
ABOUT_PAYMENTS = ('refund', 'dispute')


def upgrade() -> None:
    for name in AMOUNTS:
        op.add_column('package', sa.Column(name, sa.BigInteger(), server_default='0', nullable=False))
    for name in COUNTS:
        op.add_column('package', sa.Column(name, sa.Integer(), server_default='0', nullable=False))
    for name in MOMENTS:
        op.add_column('package', sa.Column(name, Instant(timezone=True), nullable=True))
    blocked = sa.Column('blocked', sqlmodel.sql.sqltypes.AutoString(length=20), server_default='', nullable=False)
    op.add_column('package', blocked)
    op.execute('UPDATE package SET due = CASE WHEN captured > 0 THEN captured ELSE each * sessions END')
    for table in ABOUT_PAYMENTS:
        _be_about_packages_too(table)
    op.create_table(
        'problem_report',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('booking_id', sa.Integer(), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('status', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
        sa.Column('refund', sa.BigInteger(), nullable=False),
        sa.Column('created_at', Instant(timezone=True), nullable=False),
        sa.Column('decided_by', sa.Integer(), nullable=True),
        sa.Column('decided_at', Instant(timezone=True), nullable=True),
        sa.CheckConstraint("status IN ('open', 'released', 'refunded')", name=op.f('ck_problem_report_status')),
        sa.ForeignKeyConstraint(
            ['booking_id'], ['booking_request.id'], name=op.f('fk_problem_report_booking_id')
        ),
        sa.ForeignKeyConstraint(['decided_by'], ['app_user.id'], name=op.f('fk_problem_report_decided_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_problem_report')),
        sa.UniqueConstraint('booking_id', name=op.f('uq_problem_report_booking_id')),
    )
    op.create_index(op.f('ix_problem_report_status'), 'problem_report', ['status'])


def downgrade() -> None:
    op.drop_table('problem_report')
    for table in ABOUT_PAYMENTS:
        _be_about_bookings_alone(table)
    for name in ('blocked', *MOMENTS, *COUNTS, *AMOUNTS):
        op.drop_column('package', name)


def _be_about_packages_too(table: str) -> None:
    with op.batch_alter_table(table) as batch:
        batch.add_column(sa.Column('package_id', sa.Integer(), nullable=True))
        batch.alter_column('payment_id', existing_type=sa.Integer(), nullable=True)
        batch.create_foreign_key(op.f(f'fk_{table}_package_id'), 'package', ['package_id'], ['id'])
        batch.create_check_constraint(
            op.f(f'ck_{table}_one_payment'), '(payment_id IS NULL) <> (package_id IS NULL)'
        )
        batch.create_index(op.f(f'ix_{table}_package_id'), ['package_id'])


def _be_about_bookings_alone(table: str) -> None:
    """What was about packages has no place any more; the ledger keeps what it moved."""
    op.execute(f'DELETE FROM {table} WHERE payment_id IS NULL')  # noqa: S608 (constants only)
    with op.batch_alter_table(table) as batch:
        batch.drop_index(op.f(f'ix_{table}_package_id'))
        batch.drop_constraint(op.f(f'ck_{table}_one_payment'), type_='check')
        batch.drop_constraint(op.f(f'fk_{table}_package_id'), type_='foreignkey')
        batch.alter_column('payment_id', existing_type=sa.Integer(), nullable=False)
        batch.drop_column('package_id')

