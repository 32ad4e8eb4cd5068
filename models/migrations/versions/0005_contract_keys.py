"""A row per contract by which an addendum finds the contract it amends."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Documents read before get their rows with their next report (reading or judging again).
    op.create_table(
        "contract_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("org", sa.String(length=64), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("first_page", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=255), nullable=False),
        sa.Column("number_key", sa.String(length=255), nullable=False),
        sa.Column("parent_key", sa.String(length=255), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("parties", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_contract_key_document_id_document"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_key")),
        sa.UniqueConstraint("document_id", "part", name=op.f("uq_contract_key_document_id_part")),
    )
    op.create_index("ix_contract_key_org_number_key", "contract_key", ["org", "number_key"])
    op.create_index("ix_contract_key_org_parent_key", "contract_key", ["org", "parent_key"])
    op.create_index("ix_contract_key_org_signed_on", "contract_key", ["org", "signed_on"])


def downgrade() -> None:
    op.drop_table("contract_key")
