"""Seal the audit trail: every event carries a hash over itself and the one before; a head says where the trail ends."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.migrations.guards import allow, refuse

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("event", sa.Column("why", sa.String(length=64), nullable=True))
    op.add_column("event", sa.Column("hash", sa.String(length=64), nullable=True))
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.Column("sealed_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    refuse("audit_head", "DELETE")


def downgrade() -> None:
    allow("audit_head", "DELETE")
    op.drop_table("audit_head")
    op.drop_column("event", "hash")
    op.drop_column("event", "why")
