"""a proposed time remembers until when the request it prolonged was to be answered"""

import sqlalchemy as sa
from alembic import op

from livesessions.models.base import Instant

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('move_proposal', sa.Column('respond_by', Instant(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column('move_proposal', 'respond_by')
