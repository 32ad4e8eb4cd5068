"""Indexes for what the monitoring asks every minute: pages that ended lately, documents that wait or failed."""

from __future__ import annotations

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_page_finished_at", "page", ["finished_at"])
    op.create_index("ix_document_status_created_at", "document", ["status", "created_at"])


def downgrade() -> None:
    op.drop_index("ix_document_status_created_at", "document")
    op.drop_index("ix_page_finished_at", "page")
