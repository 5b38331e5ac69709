"""addresses of calendars are sealed; their owners hear of those that can't be read"""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import context, op

from livesessions.models.base import Instant

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

calendars = sa.table('calendar_import', sa.column('id', sa.Integer), sa.column('address', sa.String))


def upgrade() -> None:
    op.add_column('calendar_import', sa.Column('failing_since', Instant(timezone=True), nullable=True))
    op.add_column('calendar_import', sa.Column('warned_at', Instant(timezone=True), nullable=True))
    _give_room(3000)
    _rewrite(lambda address: context.config.attributes['seal'].close(address))


def downgrade() -> None:
    _rewrite(lambda address: context.config.attributes['seal'].open(address))
    _give_room(2000)
    op.drop_column('calendar_import', 'warned_at')
    op.drop_column('calendar_import', 'failing_since')


def _give_room(length: int) -> None:
    # SQLite knows no lengths, and making the table anew would take the busy times with it.
    if op.get_bind().dialect.name != 'sqlite':
        op.alter_column('calendar_import', 'address', type_=sa.String(length))


def _rewrite(change: Callable[[str], str]) -> None:
    bind = op.get_bind()
    rows = bind.execute(sa.select(calendars).where(calendars.c.address.is_not(None))).all()
    for number, address in rows:
        bind.execute(calendars.update().where(calendars.c.id == number).values(address=change(address)))
