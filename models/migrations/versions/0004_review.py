"""The reviewer's workbench: states of a document, corrections, views of covered numbers, saved filters, search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import models.types
from models.migrations.guards import allow, refuse

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

QUEUE = [
    "org", "latest", "review_state", "created_at", "id", "agency", "reviewer_id", "kind", "door", "status",
    "worst_grade", "top_severity", "violated_count", "absent_count", "unreadable_count", "unclear_count", "open_count",
    "vendor_name",
]  # fmt: skip
TWO_PERSONS = "approved_by IS NULL OR approved_by <> checked_by"


def upgrade() -> None:
    op.add_column("user", sa.Column("agency", sa.String(length=64), nullable=False, server_default=""))
    op.add_column("report", sa.Column("origin", sa.String(length=16), nullable=False, server_default="reading"))
    _add_to_document()
    _make_tables()
    _make_search()
    # What was there before: finished documents wait for a reviewer when something in them is open.
    op.execute(
        "UPDATE document SET review_state = CASE WHEN open_count > 0 OR status = 'partial' THEN 'to_review' "
        "ELSE 'read' END, state_since = finished_at WHERE status IN ('complete', 'partial')"
    )
    refuse("correction", "UPDATE")
    refuse("state_change", "UPDATE")
    refuse("reveal", "UPDATE")


def _add_to_document() -> None:
    plain: list[sa.Column[object]] = [
        sa.Column("weak_pages", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("worst_grade", sa.String(length=16), nullable=True),
        sa.Column("top_severity", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("agency", sa.String(length=64), nullable=False, server_default=""),
        sa.Column("review_state", sa.String(length=16), nullable=False, server_default="unread"),
        sa.Column("state_since", models.types.UtcDateTime(), nullable=True),
        sa.Column("checked_at", models.types.UtcDateTime(), nullable=True),
        sa.Column("approved_at", models.types.UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("latest", sa.Boolean(), nullable=False, server_default=sa.true()),
    ]
    for column in plain:
        op.add_column("document", column)
    for name in ("reviewer_id", "checked_by", "supersedes_id"):
        op.add_column("document", sa.Column(name, sa.Uuid(), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        # SQLite takes a constraint only together with its column; copying the table would drop its children's rows.
        op.execute(
            "ALTER TABLE document ADD COLUMN approved_by CHAR(32) "
            f"CONSTRAINT ck_document_two_persons CHECK ({TWO_PERSONS})"
        )
    else:
        op.add_column("document", sa.Column("approved_by", sa.Uuid(), nullable=True))
        op.create_check_constraint(op.f("ck_document_two_persons"), "document", TWO_PERSONS)
    op.create_index("ix_document_supersedes_id", "document", ["supersedes_id"])
    op.create_index("ix_document_queue", "document", QUEUE)
    op.create_index("ix_document_vendor", "document", ["org", "vendor_name"])


def _make_tables() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("path", sa.String(length=160), nullable=False),
        sa.Column("old_value", sa.String(), nullable=True),
        sa.Column("new_value", sa.String(), nullable=True),
        sa.Column("undo", sa.Boolean(), nullable=False),
        sa.Column("pipeline_version", sa.String(length=64), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.Double(), nullable=True) for name in ("x0", "y0", "x1", "y1")),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("at", models.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_correction_document_id_document"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_correction_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index("ix_correction_document_id_kind_path", "correction", ["document_id", "kind", "path"])
    op.create_table(
        "state_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("before", sa.String(length=16), nullable=False),
        sa.Column("after", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("assignee_id", sa.Uuid(), nullable=True),
        sa.Column("at", models.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_state_change_document_id_document"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_state_change_user_id_user")),
        sa.ForeignKeyConstraint(["assignee_id"], ["user.id"], name=op.f("fk_state_change_assignee_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_change")),
    )
    op.create_index("ix_state_change_document_id", "state_change", ["document_id"])
    op.create_table(
        "reveal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", models.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_reveal_document_id_document"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_reveal_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reveal")),
    )
    op.create_index("ix_reveal_document_id", "reveal", ["document_id"])
    op.create_table(
        "saved_filter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("query", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_saved_filter_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
        sa.UniqueConstraint("user_id", "name", name=op.f("uq_saved_filter_user_id_name")),
    )


def _make_search() -> None:
    op.create_table(
        "search_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("terms", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_search_text_document_id_document"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_text")),
        sa.UniqueConstraint("document_id", "page", name=op.f("uq_search_text_document_id_page")),
    )
    if op.get_bind().dialect.name != "sqlite":
        op.execute("CREATE INDEX search_index ON search_text USING gin (to_tsvector('simple', terms))")
        return
    op.execute("CREATE VIRTUAL TABLE search_index USING fts5(terms, content='search_text', content_rowid='id')")
    op.execute(
        "CREATE TRIGGER search_text_added AFTER INSERT ON search_text BEGIN "
        "INSERT INTO search_index (rowid, terms) VALUES (new.id, new.terms); END"
    )
    op.execute(
        "CREATE TRIGGER search_text_gone AFTER DELETE ON search_text BEGIN "
        "INSERT INTO search_index (search_index, rowid, terms) VALUES ('delete', old.id, old.terms); END"
    )


def downgrade() -> None:
    allow("reveal", "UPDATE")
    allow("state_change", "UPDATE")
    allow("correction", "UPDATE")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
    for table in ("search_text", "saved_filter", "reveal", "state_change", "correction"):
        op.drop_table(table)
    for index in ("ix_document_vendor", "ix_document_queue", "ix_document_supersedes_id"):
        op.drop_index(index, "document")
    names = [
        "approved_by", "checked_by", "reviewer_id", "supersedes_id", "weak_pages", "worst_grade", "top_severity",
        "agency", "review_state", "state_since", "checked_at", "approved_at", "version", "latest",
    ]  # fmt: skip
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint("ck_document_two_persons", "document")
    for name in names:
        op.drop_column("document", name)
    op.drop_column("report", "origin")
    op.drop_column("user", "agency")
