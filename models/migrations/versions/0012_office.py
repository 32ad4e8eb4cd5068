"""Switches of the office, fixed recapitulations, published snapshots; and whether the other side is a person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import models.types

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "office_setting",
        sa.Column("org", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", models.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["user.id"], name=op.f("fk_office_setting_changed_by_user")),
        sa.PrimaryKeyConstraint("org", "key", name=op.f("pk_office_setting")),
    )
    op.create_table(
        "fixed_recap",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("org", sa.String(length=64), nullable=False),
        sa.Column("period", sa.String(length=64), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("agency_name", sa.String(length=255), nullable=False),
        sa.Column("note", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("fixed_by", sa.Uuid(), nullable=False),
        sa.Column("fixed_at", models.types.UtcDateTime(), nullable=False),
        sa.Column("figures", models.types.PackedText(), nullable=False),
        sa.ForeignKeyConstraint(["fixed_by"], ["user.id"], name=op.f("fk_fixed_recap_fixed_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fixed_recap")),
    )
    op.create_index("ix_fixed_recap_org_fixed_at", "fixed_recap", ["org", "fixed_at"])
    op.create_table(
        "publication",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("org", sa.String(length=64), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=False),
        sa.Column("published_at", models.types.UtcDateTime(), nullable=False),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", models.types.UtcDateTime(), nullable=True),
        sa.Column("figures", models.types.PackedText(), nullable=False),
        sa.ForeignKeyConstraint(["published_by"], ["user.id"], name=op.f("fk_publication_published_by_user")),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["user.id"], name=op.f("fk_publication_withdrawn_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
    )
    op.create_index("ix_publication_org_published_at", "publication", ["org", "published_at"])
    # NULL for rows that entered the register before it was kept: nobody knows, and nothing is guessed.
    op.add_column("engagement", sa.Column("individual", sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column("engagement", "individual")
    for table in ("publication", "fixed_recap", "office_setting"):
        op.drop_table(table)
