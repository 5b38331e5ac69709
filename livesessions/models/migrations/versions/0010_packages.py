"""packages"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import livesessions.models.base


revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('package',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reference', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
    sa.Column('request_key', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('offering_id', sa.Integer(), nullable=False),
    sa.Column('sessions', sa.Integer(), nullable=False),
    sa.Column('each', sa.BigInteger(), nullable=False),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('left_over', sa.BigInteger(), nullable=False),
    sa.Column('gateway', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
    sa.Column('status', sqlmodel.sql.sqltypes.AutoString(length=8), nullable=False),
    sa.Column('checkout_id', sqlmodel.sql.sqltypes.AutoString(length=255), nullable=True),
    sa.Column('checkout_url', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('gateway_reference', sqlmodel.sql.sqltypes.AutoString(length=255), nullable=True),
    sa.Column('pay_by', livesessions.models.base.Instant(timezone=True), nullable=False),
    sa.Column('captured', sa.BigInteger(), nullable=False),
    sa.Column('failure', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('created_at', livesessions.models.base.Instant(timezone=True), nullable=False),
    sa.Column('paid_at', livesessions.models.base.Instant(timezone=True), nullable=True),
    sa.CheckConstraint("status IN ('new', 'open', 'paid', 'expired', 'failed')", name=op.f('ck_package_status')),
    sa.CheckConstraint('left_over BETWEEN 0 AND captured', name=op.f('ck_package_left_over')),
    sa.ForeignKeyConstraint(['learner_id'], ['app_user.id'], name=op.f('fk_package_learner_id')),
    sa.ForeignKeyConstraint(['offering_id'], ['session_offering.id'], name=op.f('fk_package_offering_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_package')),
    sa.UniqueConstraint('learner_id', 'request_key', name=op.f('uq_package_learner_id_request_key')),
    sa.UniqueConstraint('reference', name=op.f('uq_package_reference'))
    )
    with op.batch_alter_table('package', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_package_checkout_id'), ['checkout_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_package_gateway_reference'), ['gateway_reference'], unique=False)
        batch_op.create_index(batch_op.f('ix_package_learner_id'), ['learner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_package_offering_id'), ['offering_id'], unique=False)

    op.create_table('package_offer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('offering_id', sa.Integer(), nullable=False),
    sa.Column('sessions', sa.Integer(), nullable=False),
    sa.Column('each', sa.BigInteger(), nullable=False),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('ended_at', livesessions.models.base.Instant(timezone=True), nullable=True),
    sa.Column('created_at', livesessions.models.base.Instant(timezone=True), nullable=False),
    sa.CheckConstraint('sessions BETWEEN 2 AND 50', name=op.f('ck_package_offer_sessions')),
    sa.ForeignKeyConstraint(['offering_id'], ['session_offering.id'], name=op.f('fk_package_offer_offering_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_package_offer'))
    )
    with op.batch_alter_table('package_offer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_package_offer_offering_id'), ['offering_id'], unique=False)

    _renew_bargains(_bargains('trial', 'coupon', 'package'))


def downgrade() -> None:
    _renew_bargains(_bargains('trial', 'coupon'))

    with op.batch_alter_table('package_offer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_package_offer_offering_id'))

    op.drop_table('package_offer')
    with op.batch_alter_table('package', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_package_offering_id'))
        batch_op.drop_index(batch_op.f('ix_package_learner_id'))
        batch_op.drop_index(batch_op.f('ix_package_gateway_reference'))
        batch_op.drop_index(batch_op.f('ix_package_checkout_id'))

    op.drop_table('package')


def _bargains(*kinds: str) -> list[sa.Column[object] | sa.Constraint]:
    """The table's columns and constraints, with these kinds."""
    words = ', '.join(f"'{kind}'" for kind in kinds)
    parts = [
        sa.Column('booking_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=8), nullable=False),
        sa.Column('list_price', sa.BigInteger(), nullable=False),
        sa.Column('coupon_id', sa.Integer(), nullable=True),
        sa.CheckConstraint("(kind = 'coupon') = (coupon_id IS NOT NULL)", name=op.f('ck_bargain_coupon')),
        sa.CheckConstraint(f'kind IN ({words})', name=op.f('ck_bargain_kind')),
        sa.ForeignKeyConstraint(['booking_id'], ['booking_request.id'], name=op.f('fk_bargain_booking_id')),
        sa.ForeignKeyConstraint(['coupon_id'], ['coupon.id'], name=op.f('fk_bargain_coupon_id')),
        sa.PrimaryKeyConstraint('booking_id', name=op.f('pk_bargain')),
    ]
    if 'package' in kinds:
        parts += [
            sa.Column('package_id', sa.Integer(), nullable=True),
            sa.CheckConstraint("(kind = 'package') = (package_id IS NOT NULL)", name=op.f('ck_bargain_package')),
            sa.ForeignKeyConstraint(['package_id'], ['package.id'], name=op.f('fk_bargain_package_id')),
        ]
    return parts


def _renew_bargains(parts: list[sa.Column[object] | sa.Constraint]) -> None:
    """SQLite changes no constraint in place, and a copy made by reflection would lose them."""
    columns = 'booking_id, kind, list_price, coupon_id'
    op.execute(f"CREATE TABLE bargain_kept AS SELECT {columns} FROM bargain WHERE kind <> 'package'")  # noqa: S608
    op.drop_table('bargain')
    op.create_table('bargain', *parts)
    op.execute(f'INSERT INTO bargain ({columns}) SELECT {columns} FROM bargain_kept')  # noqa: S608
    op.drop_table('bargain_kept')
    op.create_index(op.f('ix_bargain_coupon_id'), 'bargain', ['coupon_id'])
    if any(getattr(part, 'name', '') == 'package_id' for part in parts):
        op.create_index(op.f('ix_bargain_package_id'), 'bargain', ['package_id'])
