"""accounts, shares, transfers and payouts of instructors; disputes; self-checks of the ledger"""

from datetime import timedelta

import sqlalchemy as sa
import sqlmodel
from alembic import op

import livesessions.models.base


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('ledger_check',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', livesessions.models.base.Instant(timezone=True), nullable=False),
    sa.Column('movements', sa.Integer(), nullable=False),
    sa.Column('differences', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ledger_check'))
    )
    op.create_table('payout',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('instructor_id', sa.Integer(), nullable=False),
    sa.Column('external_id', sqlmodel.sql.sqltypes.AutoString(length=255), nullable=False),
    sa.Column('price', sa.BigInteger(), nullable=False),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('status', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('failure', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('arrives_at', livesessions.models.base.Instant(timezone=True), nullable=True),
    sa.Column('created_at', livesessions.models.base.Instant(timezone=True), nullable=False),
    sa.CheckConstraint("status IN ('pending', 'in_transit', 'paid', 'failed', 'canceled')", name=op.f('ck_payout_status')),
    sa.ForeignKeyConstraint(['instructor_id'], ['instructor.user_id'], name=op.f('fk_payout_instructor_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payout')),
    sa.UniqueConstraint('external_id', name=op.f('uq_payout_external_id'))
    )
    with op.batch_alter_table('payout', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_payout_instructor_id'), ['instructor_id'], unique=False)

    op.create_table('payout_account',
    sa.Column('instructor_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('gateway', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
    sa.Column('external_id', sqlmodel.sql.sqltypes.AutoString(length=255), nullable=True),
    sa.Column('country', sqlmodel.sql.sqltypes.AutoString(length=2), nullable=False),
    sa.Column('can_receive', sa.Boolean(), nullable=False),
    sa.Column('can_pay_out', sa.Boolean(), nullable=False),
    sa.Column('missing', sa.JSON(), nullable=False),
    sa.Column('is_closed', sa.Boolean(), nullable=False),
    sa.Column('generation', sa.Integer(), nullable=False),
    sa.Column('leased_until', livesessions.models.base.Instant(timezone=True), nullable=True),
    sa.Column('looked_up_at', livesessions.models.base.Instant(timezone=True), nullable=True),
    sa.Column('created_at', livesessions.models.base.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['instructor_id'], ['instructor.user_id'], name=op.f('fk_payout_account_instructor_id')),
    sa.PrimaryKeyConstraint('instructor_id', name=op.f('pk_payout_account')),
    sa.UniqueConstraint('external_id', name=op.f('uq_payout_account_external_id'))
    )
    op.create_table('share',
    sa.Column('booking_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('instructor_id', sa.Integer(), nullable=False),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('available_at', livesessions.models.base.Instant(timezone=True), nullable=False),
    sa.Column('look_at', livesessions.models.base.Instant(timezone=True), nullable=True),
    sa.Column('blocked', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.ForeignKeyConstraint(['booking_id'], ['booking_request.id'], name=op.f('fk_share_booking_id')),
    sa.ForeignKeyConstraint(['instructor_id'], ['instructor.user_id'], name=op.f('fk_share_instructor_id')),
    sa.PrimaryKeyConstraint('booking_id', name=op.f('pk_share'))
    )
    with op.batch_alter_table('share', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_share_instructor_id'), ['instructor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_share_look_at'), ['look_at'], unique=False)

    op.create_table('transfer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('booking_id', sa.Integer(), nullable=False),
    sa.Column('instructor_id', sa.Integer(), nullable=False),
    sa.Column('external_id', sqlmodel.sql.sqltypes.AutoString(length=255), nullable=False),
    sa.Column('price', sa.BigInteger(), nullable=False),
    sa.Column('reversed', sa.BigInteger(), nullable=False),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('payout_id', sa.Integer(), nullable=True),
    sa.Column('created_at', livesessions.models.base.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['booking_id'], ['booking_request.id'], name=op.f('fk_transfer_booking_id')),
    sa.ForeignKeyConstraint(['instructor_id'], ['instructor.user_id'], name=op.f('fk_transfer_instructor_id')),
    sa.ForeignKeyConstraint(['payout_id'], ['payout.id'], name=op.f('fk_transfer_payout_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_transfer')),
    sa.UniqueConstraint('external_id', name=op.f('uq_transfer_external_id'))
    )
    with op.batch_alter_table('transfer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_transfer_booking_id'), ['booking_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_transfer_instructor_id'), ['instructor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_transfer_payout_id'), ['payout_id'], unique=False)

    op.create_table('dispute',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('payment_id', sa.Integer(), nullable=False),
    sa.Column('external_id', sqlmodel.sql.sqltypes.AutoString(length=255), nullable=False),
    sa.Column('price', sa.BigInteger(), nullable=False),
    sa.Column('fee', sa.BigInteger(), nullable=False),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('status', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.Column('evidence_due', livesessions.models.base.Instant(timezone=True), nullable=True),
    sa.Column('evidence', sa.Text(), nullable=False),
    sa.Column('evidence_sent_at', livesessions.models.base.Instant(timezone=True), nullable=True),
    sa.Column('created_at', livesessions.models.base.Instant(timezone=True), nullable=False),
    sa.Column('closed_at', livesessions.models.base.Instant(timezone=True), nullable=True),
    sa.CheckConstraint("status IN ('inquiry', 'open', 'won', 'lost')", name=op.f('ck_dispute_status')),
    sa.ForeignKeyConstraint(['payment_id'], ['payment.id'], name=op.f('fk_dispute_payment_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dispute')),
    sa.UniqueConstraint('external_id', name=op.f('uq_dispute_external_id'))
    )
    with op.batch_alter_table('dispute', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_dispute_payment_id'), ['payment_id'], unique=False)

    op.add_column('payment', sa.Column('charge_id', sa.String(length=255), nullable=True))
    _give_shares(op.get_bind())


def _give_shares(connection: sa.Connection) -> None:
    """What was earned before has a share too, available seven days later for the first five, else three."""
    instant = livesessions.models.base.Instant(timezone=True)
    movement = sa.table('ledger_movement', sa.column('id'), sa.column('kind'), sa.column('booking_id'),
                        sa.column('at', instant))
    entry = sa.table('ledger_entry', sa.column('movement_id'), sa.column('account'), sa.column('currency'))
    earned = (
        sa.select(movement.c.booking_id, entry.c.account, entry.c.currency, movement.c.at)
        .join(entry, entry.c.movement_id == movement.c.id)
        .where(movement.c.kind == 'earn', entry.c.account.like('instructor:%'))
        .order_by(movement.c.at, movement.c.booking_id)
    )
    rows, before = {}, {}
    for booking_id, account, currency, at in connection.execute(earned):
        known = before[account] = before.get(account, 0) + 1
        due = at + timedelta(days=7 if known <= 5 else 3)
        rows.setdefault(booking_id, {
            'booking_id': booking_id, 'instructor_id': int(account.partition(':')[2]), 'currency': currency,
            'available_at': due, 'look_at': due, 'blocked': '',
        })
    share = sa.table('share', sa.column('booking_id'), sa.column('instructor_id'), sa.column('currency'),
                     sa.column('available_at', instant), sa.column('look_at', instant), sa.column('blocked'))
    if rows:
        connection.execute(share.insert(), list(rows.values()))


def downgrade() -> None:
    op.drop_column('payment', 'charge_id')
    with op.batch_alter_table('dispute', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_dispute_payment_id'))

    op.drop_table('dispute')
    with op.batch_alter_table('transfer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_transfer_payout_id'))
        batch_op.drop_index(batch_op.f('ix_transfer_instructor_id'))
        batch_op.drop_index(batch_op.f('ix_transfer_booking_id'))

    op.drop_table('transfer')
    with op.batch_alter_table('share', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_share_look_at'))
        batch_op.drop_index(batch_op.f('ix_share_instructor_id'))

    op.drop_table('share')
    op.drop_table('payout_account')
    with op.batch_alter_table('payout', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_payout_instructor_id'))

    op.drop_table('payout')
    op.drop_table('ledger_check')
