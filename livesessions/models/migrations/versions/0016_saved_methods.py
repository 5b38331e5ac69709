"""methods that are saved now and charged on acceptance, payments that are owed, keys of second tries"""

import sqlalchemy as sa
from alembic import op

from livesessions.models.base import Instant

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

BEFORE = "'new', 'open', 'authorised', 'captured', 'voided', 'expired', 'failed'"
AFTER = "'new', 'open', 'saved', 'authorised', 'owed', 'captured', 'voided', 'expired', 'failed'"


def upgrade() -> None:
    op.add_column('payment', sa.Column('saves_method', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('payment', sa.Column('owed_until', Instant(timezone=True), nullable=True))
    op.add_column(
        'booking_request', sa.Column('answer_within_hours', sa.Integer(), server_default='24', nullable=False)
    )
    for table in ('dispute', 'payout'):
        op.add_column(table, sa.Column('generation', sa.Integer(), server_default='0', nullable=False))
    allow(BEFORE, AFTER)


def downgrade() -> None:
    op.execute("UPDATE payment SET status = 'open' WHERE status = 'saved'")
    op.execute("UPDATE payment SET status = 'failed' WHERE status = 'owed'")
    allow(AFTER, BEFORE)
    for table in ('dispute', 'payout'):
        op.drop_column(table, 'generation')
    op.drop_column('booking_request', 'answer_within_hours')
    op.drop_column('payment', 'owed_until')
    op.drop_column('payment', 'saves_method')


def allow(before: str, after: str) -> None:
    """Other words for a payment's status.

    SQLite would have to copy the table, and refuses to drop one that refunds refer to: the words alone are
    changed, as https://www.sqlite.org/lang_altertable.html#otheralter says for what touches no content.
    """
    if op.get_bind().dialect.name != 'sqlite':
        op.drop_constraint(op.f('ck_payment_status'), 'payment')
        op.create_check_constraint(op.f('ck_payment_status'), 'payment', f'status IN ({after})')
        return
    version = op.get_bind().exec_driver_sql('PRAGMA schema_version').scalar_one()
    op.execute('PRAGMA writable_schema = ON')
    written = sa.text(
        "UPDATE sqlite_schema SET sql = replace(sql, :before, :after) WHERE type = 'table' AND name = 'payment'"
    )
    op.get_bind().execute(written, {'before': f'status IN ({before})', 'after': f'status IN ({after})'})
    op.execute(f'PRAGMA schema_version = {version + 1}')
    op.execute('PRAGMA writable_schema = RESET')
