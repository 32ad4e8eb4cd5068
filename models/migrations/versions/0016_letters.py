"""Letters about findings: templates of the office, the letters, their findings, and what came of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import models.types
from models.migrations.guards import allow, refuse

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letter_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("org", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("at", models.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_letter_template_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_template")),
    )
    op.create_index("ix_letter_template_org_kind", "letter_template", ["org", "kind"], unique=False)
    op.create_table(
        "letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("org", sa.String(length=64), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("reminds_id", sa.Uuid(), nullable=True),
        sa.Column("contract_number", sa.String(length=255), nullable=False),
        sa.Column("number", sa.String(length=128), nullable=True),
        sa.Column("number_key", sa.String(length=128), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=True),
        sa.Column("letter_date", sa.Date(), nullable=False),
        sa.Column("answer_until", sa.Date(), nullable=True),
        sa.Column("addressee", sa.String(length=255), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("contact", sa.String(length=255), nullable=False),
        sa.Column("signatory", sa.String(length=128), nullable=False),
        sa.Column("signatory_position", sa.String(length=128), nullable=False),
        sa.Column("signatory_number", sa.String(length=32), nullable=False),
        sa.Column("docx_sha256", sa.String(length=64), nullable=True),
        sa.Column("template_sha256", sa.String(length=64), nullable=False),
        sa.Column("scan_sha256", sa.String(length=64), nullable=True),
        sa.Column("scan_filename", sa.String(length=255), nullable=False),
        sa.Column("scan_media_type", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", models.types.UtcDateTime(), nullable=False),
        sa.Column("issued_by", sa.Uuid(), nullable=True),
        sa.Column("issued_at", models.types.UtcDateTime(), nullable=True),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", models.types.UtcDateTime(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["user.id"], name=op.f("fk_letter_created_by_user")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_letter_document_id_document"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["issued_by"], ["user.id"], name=op.f("fk_letter_issued_by_user")),
        sa.ForeignKeyConstraint(
            ["reminds_id"], ["letter.id"], name=op.f("fk_letter_reminds_id_letter"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["user.id"], name=op.f("fk_letter_withdrawn_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("org", "number_key", name=op.f("uq_letter_org_number_key")),
    )
    op.create_index(op.f("ix_letter_document_id"), "letter", ["document_id"], unique=False)
    op.create_index("ix_letter_org_created_at", "letter", ["org", "created_at"], unique=False)
    op.create_index("ix_letter_org_state_answer_until", "letter", ["org", "state", "answer_until"], unique=False)
    op.create_index(op.f("ix_letter_reminds_id"), "letter", ["reminds_id"], unique=False)
    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("answer_number", sa.String(length=128), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("at", models.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_follow_up_document_id_document"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_follow_up_letter_id_letter"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_follow_up_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    op.create_index("ix_follow_up_document_id_fingerprint", "follow_up", ["document_id", "fingerprint"], unique=False)
    op.create_index(op.f("ix_follow_up_letter_id"), "follow_up", ["letter_id"], unique=False)
    op.create_table(
        "letter_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("rule", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("pages", sa.String(length=255), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_letter_finding_letter_id_letter"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_finding")),
        sa.UniqueConstraint("letter_id", "fingerprint", name=op.f("uq_letter_finding_letter_id_fingerprint")),
    )
    refuse("follow_up", "UPDATE")
    refuse("letter_template", "UPDATE")


def downgrade() -> None:
    allow("letter_template", "UPDATE")
    allow("follow_up", "UPDATE")
    for table in ("letter_finding", "follow_up", "letter", "letter_template"):
        op.drop_table(table)
