"""What a list of agencies or vendors says beside the name: NIB, short name, kecamatan, address."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_COLUMNS = (("nib", 32), ("short_name", 64), ("district", 64), ("address", 255))


def upgrade() -> None:
    for name, length in _COLUMNS:
        # The default is for the rows that are there; the model always says a value itself.
        op.add_column("organisation", sa.Column(name, sa.String(length=length), nullable=False, server_default=""))


def downgrade() -> None:
    for name, _length in reversed(_COLUMNS):
        op.drop_column("organisation", name)
