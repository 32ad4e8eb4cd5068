"""Lists brought into the register: imports with their rows, names of positions, procurement packages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import models.types

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _imports()
    _position_names()
    _packages()


def downgrade() -> None:
    for table in ("package", "position_name", "register_import_row", "register_import"):
        op.drop_table(table)


def _imports() -> None:
    op.create_table(
        "register_import",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("org", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("ignored", sa.JSON(), nullable=False),
        sa.Column("made", sa.JSON(), nullable=False),
        sa.Column("count_new", sa.Integer(), nullable=False),
        sa.Column("count_changed", sa.Integer(), nullable=False),
        sa.Column("count_same", sa.Integer(), nullable=False),
        sa.Column("count_error", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", models.types.UtcDateTime(), nullable=False),
        sa.Column("expires_at", models.types.UtcDateTime(), nullable=False),
        sa.Column("confirmed_at", models.types.UtcDateTime(), nullable=True),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.Column("undone_at", models.types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_import")),
    )
    op.create_index("ix_register_import_org_created_at", "register_import", ["org", "created_at"])
    op.create_table(
        "register_import_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["register_import.id"],
            name=op.f("fk_register_import_row_import_id_register_import"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_import_row")),
        sa.UniqueConstraint("import_id", "number", name=op.f("uq_register_import_row_import_id_number")),
    )
    op.create_index("ix_register_import_row_import_id_state", "register_import_row", ["import_id", "state"])
    op.create_index("ix_register_import_row_target_id", "register_import_row", ["target_id"])


def _position_names() -> None:
    op.create_table(
        "position_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("org", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("written", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_position_name")),
        sa.UniqueConstraint("org", "key", name=op.f("uq_position_name_org_key")),
    )


def _packages() -> None:
    op.create_table(
        "package",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("org", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("rup_code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("vendor_id", sa.Uuid(), nullable=True),
        sa.Column("budget", models.types.Sen(), nullable=True),
        sa.Column("estimate", models.types.Sen(), nullable=True),
        sa.Column("value", models.types.Sen(), nullable=True),
        sa.Column("method", sa.String(length=128), nullable=False),
        sa.Column("funds", sa.String(length=128), nullable=False),
        sa.Column("category", sa.String(length=128), nullable=False),
        sa.Column("volume", sa.String(length=255), nullable=False),
        sa.Column("contract_number", sa.String(length=255), nullable=False),
        sa.Column("number_key", sa.String(length=255), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("cue", sa.String(length=64), nullable=False),
        sa.Column("labour", sa.Boolean(), nullable=True),
        sa.Column("contract_key", sa.String(length=255), nullable=False),
        sa.Column("linked_document_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", models.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["organisation.id"], name=op.f("fk_package_agency_id_organisation"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["organisation.id"], name=op.f("fk_package_vendor_id_organisation"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["linked_document_id"],
            ["document.id"],
            name=op.f("fk_package_linked_document_id_document"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_package")),
        sa.UniqueConstraint("org", "source", "code", name=op.f("uq_package_org_source_code")),
    )
    for name, columns in (
        ("ix_package_org_rup_code", ["org", "rup_code"]),
        ("ix_package_agency_id", ["agency_id"]),
        ("ix_package_vendor_id", ["vendor_id"]),
        ("ix_package_linked_document_id", ["linked_document_id"]),
    ):
        op.create_index(name, "package", columns)
