"""invoices"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import livesessions.models.base


revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('invoice_series',
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=24), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_invoice_series'))
    )
    op.create_table('invoice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('series', sqlmodel.sql.sqltypes.AutoString(length=24), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('movement_id', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('seller_id', sa.Integer(), nullable=True),
    sa.Column('buyer_id', sa.Integer(), nullable=False),
    sa.Column('booking_id', sa.Integer(), nullable=True),
    sa.Column('package_id', sa.Integer(), nullable=True),
    sa.Column('refers_to', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('seller_name', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('buyer_name', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('price', sa.BigInteger(), nullable=False),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('issued_at', livesessions.models.base.Instant(timezone=True), nullable=False),
    sa.CheckConstraint("kind IN ('invoice', 'credit_note')", name=op.f('ck_invoice_kind')),
    sa.ForeignKeyConstraint(['booking_id'], ['booking_request.id'], name=op.f('fk_invoice_booking_id')),
    sa.ForeignKeyConstraint(['buyer_id'], ['app_user.id'], name=op.f('fk_invoice_buyer_id')),
    sa.ForeignKeyConstraint(['movement_id'], ['ledger_movement.id'], name=op.f('fk_invoice_movement_id')),
    sa.ForeignKeyConstraint(['package_id'], ['package.id'], name=op.f('fk_invoice_package_id')),
    sa.ForeignKeyConstraint(['seller_id'], ['app_user.id'], name=op.f('fk_invoice_seller_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invoice')),
    sa.UniqueConstraint('code', name=op.f('uq_invoice_code')),
    sa.UniqueConstraint('movement_id', name=op.f('uq_invoice_movement_id')),
    sa.UniqueConstraint('series', 'number', name=op.f('uq_invoice_series_number'))
    )
    with op.batch_alter_table('invoice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invoice_booking_id'), ['booking_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_invoice_buyer_id'), ['buyer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_invoice_package_id'), ['package_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_invoice_seller_id'), ['seller_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('invoice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_invoice_seller_id'))
        batch_op.drop_index(batch_op.f('ix_invoice_package_id'))
        batch_op.drop_index(batch_op.f('ix_invoice_buyer_id'))
        batch_op.drop_index(batch_op.f('ix_invoice_booking_id'))

    op.drop_table('invoice')
    op.drop_table('invoice_series')
