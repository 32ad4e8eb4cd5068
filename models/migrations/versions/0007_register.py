"""The register: organisations and their names, engagements, reports received."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import models.types

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("org", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("npwp", sa.String(length=32), nullable=False),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", models.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["merged_into_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_merged_into_id_organisation"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_index("ix_organisation_org_kind_npwp", "organisation", ["org", "kind", "npwp"], unique=False)
    op.create_index(op.f("ix_organisation_merged_into_id"), "organisation", ["merged_into_id"], unique=False)
    op.create_table(
        "organisation_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("org", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_alias_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_alias")),
        sa.UniqueConstraint("org", "kind", "key", name=op.f("uq_organisation_alias_org_kind_key")),
    )
    op.create_index(
        op.f("ix_organisation_alias_organisation_id"), "organisation_alias", ["organisation_id"], unique=False
    )
    op.create_table(
        "engagement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("org", sa.String(length=64), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("vendor_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("contract_number", sa.String(length=255), nullable=False),
        sa.Column("contract_key", sa.String(length=255), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("headcount", sa.Integer(), nullable=True),
        sa.Column("wage", models.types.Sen(), nullable=True),
        sa.Column("wage_period", sa.String(length=16), nullable=True),
        sa.Column("place", sa.String(length=255), nullable=False),
        sa.Column("insured", sa.JSON(), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("below_minimum", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_engagement_document_id_document"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["organisation.id"], name=op.f("fk_engagement_agency_id_organisation"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["organisation.id"], name=op.f("fk_engagement_vendor_id_organisation"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagement")),
        sa.UniqueConstraint("document_id", "position", name=op.f("uq_engagement_document_id_position")),
    )
    for name, columns in (
        ("ix_engagement_org_starts_on", ["org", "starts_on"]),
        ("ix_engagement_org_contract_key", ["org", "contract_key"]),
        ("ix_engagement_agency_id", ["agency_id"]),
        ("ix_engagement_vendor_id", ["vendor_id"]),
    ):
        op.create_index(name, "engagement", columns, unique=False)
    op.create_table(
        "labour_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("org", sa.String(length=64), nullable=False),
        sa.Column("letter_number", sa.String(length=128), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("sender", sa.String(length=16), nullable=False),
        sa.Column("contract_number", sa.String(length=255), nullable=False),
        sa.Column("contract_key", sa.String(length=255), nullable=False),
        sa.Column("headcount", sa.Integer(), nullable=True),
        sa.Column("wage", models.types.Sen(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", models.types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_labour_report")),
        sa.UniqueConstraint(
            "org", "letter_number", "contract_key", name=op.f("uq_labour_report_org_letter_number_contract_key")
        ),
    )
    op.create_index("ix_labour_report_org_contract_key", "labour_report", ["org", "contract_key"], unique=False)


def downgrade() -> None:
    op.drop_table("labour_report")
    op.drop_table("engagement")
    op.drop_table("organisation_alias")
    op.drop_table("organisation")
