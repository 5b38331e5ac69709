"""trial lessons and coupons"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import livesessions.models.base


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('coupon',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('instructor_id', sa.Integer(), nullable=False),
    sa.Column('offering_id', sa.Integer(), nullable=True),
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(length=24), nullable=False),
    sa.Column('percent', sa.Integer(), nullable=True),
    sa.Column('off', sa.BigInteger(), nullable=True),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('minimum', sa.BigInteger(), nullable=False),
    sa.Column('total_limit', sa.Integer(), nullable=True),
    sa.Column('learner_limit', sa.Integer(), nullable=True),
    sa.Column('starts_at', livesessions.models.base.Instant(timezone=True), nullable=True),
    sa.Column('ends_at', livesessions.models.base.Instant(timezone=True), nullable=True),
    sa.Column('ended_at', livesessions.models.base.Instant(timezone=True), nullable=True),
    sa.Column('created_at', livesessions.models.base.Instant(timezone=True), nullable=False),
    sa.CheckConstraint('(percent IS NULL) <> (off IS NULL)', name=op.f('ck_coupon_percent_or_amount')),
    sa.CheckConstraint('percent BETWEEN 1 AND 100', name=op.f('ck_coupon_percent')),
    sa.ForeignKeyConstraint(['instructor_id'], ['instructor.user_id'], name=op.f('fk_coupon_instructor_id')),
    sa.ForeignKeyConstraint(['offering_id'], ['session_offering.id'], name=op.f('fk_coupon_offering_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_coupon')),
    sa.UniqueConstraint('instructor_id', 'code', name=op.f('uq_coupon_instructor_id_code'))
    )
    with op.batch_alter_table('coupon', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_coupon_instructor_id'), ['instructor_id'], unique=False)

    op.create_table('bargain',
    sa.Column('booking_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=8), nullable=False),
    sa.Column('list_price', sa.BigInteger(), nullable=False),
    sa.Column('coupon_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("(kind = 'coupon') = (coupon_id IS NOT NULL)", name=op.f('ck_bargain_coupon')),
    sa.CheckConstraint("kind IN ('trial', 'coupon')", name=op.f('ck_bargain_kind')),
    sa.ForeignKeyConstraint(['booking_id'], ['booking_request.id'], name=op.f('fk_bargain_booking_id')),
    sa.ForeignKeyConstraint(['coupon_id'], ['coupon.id'], name=op.f('fk_bargain_coupon_id')),
    sa.PrimaryKeyConstraint('booking_id', name=op.f('pk_bargain'))
    )
    with op.batch_alter_table('bargain', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bargain_coupon_id'), ['coupon_id'], unique=False)

    op.add_column('session_offering', sa.Column('trial_price', sa.BigInteger(), nullable=True))



def downgrade() -> None:
    op.drop_column('session_offering', 'trial_price')

    with op.batch_alter_table('bargain', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_bargain_coupon_id'))

    op.drop_table('bargain')
    with op.batch_alter_table('coupon', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_coupon_instructor_id'))

    op.drop_table('coupon')
