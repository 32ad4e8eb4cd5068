"""The one door: planning cases, their steps and documents, and the contracts they led to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import models.types
from models.migrations.guards import allow, refuse

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("org", sa.String(length=64), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("headcount", sa.Integer(), nullable=False),
        sa.Column("budget", models.types.Sen(), nullable=False),
        sa.Column("place", sa.String(length=255), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("state_since", models.types.UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edited_by", sa.Uuid(), nullable=False),
        sa.Column("filed_by", sa.Uuid(), nullable=True),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", models.types.UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "approved_by IS NULL OR (approved_by <> edited_by AND approved_by <> filed_by)",
            name=op.f("ck_plan_two_persons"),
        ),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_plan_period")),
        sa.CheckConstraint("headcount > 0", name=op.f("ck_plan_people")),
        sa.ForeignKeyConstraint(["agency_id"], ["organisation.id"], name=op.f("fk_plan_agency_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
    )
    op.create_index("ix_plan_org_state", "plan", ["org", "state"])
    op.create_index("ix_plan_org_created_at_id", "plan", ["org", "created_at", "id"])
    op.create_index("ix_plan_agency_id", "plan", ["agency_id"])
    op.create_table(
        "plan_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("before", sa.String(length=16), nullable=False),
        sa.Column("after", sa.String(length=16), nullable=False),
        sa.Column("body", sa.String(length=16), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("letter_number", sa.String(length=128), nullable=False),
        sa.Column("letter_date", sa.Date(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("at", models.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_step_plan_id_plan"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_plan_step_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_step")),
    )
    op.create_index("ix_plan_step_plan_id", "plan_step", ["plan_id"])
    op.create_table(
        "plan_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("media_type", sa.String(length=128), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_file_plan_id_plan"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["step_id"], ["plan_step.id"], name=op.f("fk_plan_file_step_id_plan_step"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_file")),
    )
    op.create_index("ix_plan_file_plan_id", "plan_file", ["plan_id"])
    op.create_table(
        "plan_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("contract_key", sa.String(length=255), nullable=False),
        sa.Column("title_key", sa.String(length=255), nullable=False),
        sa.Column("linked_by", sa.Uuid(), nullable=False),
        sa.Column("linked_at", models.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_link_plan_id_plan"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_plan_link_document_id_document"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_link")),
        sa.UniqueConstraint(
            "plan_id",
            "document_id",
            "contract_key",
            "title_key",
            name=op.f("uq_plan_link_plan_id_document_id_contract_key_title_key"),
        ),
    )
    op.create_index("ix_plan_link_document_id_contract_key", "plan_link", ["document_id", "contract_key"])
    refuse("plan_step", "UPDATE")


def downgrade() -> None:
    allow("plan_step", "UPDATE")
    for table in ("plan_link", "plan_file", "plan_step", "plan"):
        op.drop_table(table)
