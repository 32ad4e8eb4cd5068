"""Indexes from which the figures of the first screen and the list of agencies are read without opening a row."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_document_org_status", "document")
    op.create_index("ix_document_figures", "document", ["org", "status", "agency", "open_count"])
    op.create_index("ix_document_org_agency", "document", ["org", "agency"])


def downgrade() -> None:
    op.drop_index("ix_document_org_agency", "document")
    op.drop_index("ix_document_figures", "document")
    op.create_index("ix_document_org_status", "document", ["org", "status"])
