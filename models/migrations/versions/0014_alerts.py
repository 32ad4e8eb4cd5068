"""Alerts, who has seen them, and the daily mail about them; an e-mail address for each account."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import models.types

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The default is for the accounts that are there; the model always says a value itself.
    op.add_column("user", sa.Column("email", sa.String(length=254), nullable=False, server_default=""))
    _alerts()
    _mails()


def _alerts() -> None:
    op.create_table(
        "alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("org", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject_kind", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.String(length=128), nullable=False),
        sa.Column("stage", sa.String(length=64), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("about", sa.String(length=255), nullable=False),
        sa.Column("who", sa.String(length=255), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("path", sa.String(length=255), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("created_at", models.types.UtcDateTime(), nullable=False),
        sa.Column("resolved_at", models.types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_alert_document_id_document"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
        sa.UniqueConstraint(
            "org", "kind", "subject_kind", "subject_id", "stage",
            name=op.f("uq_alert_org_kind_subject_kind_subject_id_stage"),
        ),
    )  # fmt: skip
    op.create_index(op.f("ix_alert_document_id"), "alert", ["document_id"])
    op.create_index("ix_alert_org_resolved_at", "alert", ["org", "resolved_at"])
    op.create_table(
        "alert_seen",
        sa.Column("alert_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("at", models.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["alert.id"], name=op.f("fk_alert_seen_alert_id_alert"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_alert_seen_user_id_user"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("alert_id", "user_id", name=op.f("pk_alert_seen")),
    )
    op.create_index(op.f("ix_alert_seen_user_id"), "alert_seen", ["user_id"])
    op.create_table(
        "alert_subscription",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_alert_subscription_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_alert_subscription")),
    )


def _mails() -> None:
    op.create_table(
        "alert_mail",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("org", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", models.types.UtcDateTime(), nullable=False),
        sa.Column("last_error", sa.String(length=255), nullable=False),
        sa.Column("created_at", models.types.UtcDateTime(), nullable=False),
        sa.Column("ended_at", models.types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_alert_mail_user_id_user"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_mail")),
        sa.UniqueConstraint("user_id", "day", name=op.f("uq_alert_mail_user_id_day")),
    )
    op.create_index("ix_alert_mail_state_next_at", "alert_mail", ["state", "next_at"])
    op.create_table(
        "alert_mail_item",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("alert_id", sa.Integer(), nullable=False),
        sa.Column("mail_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["alert.id"], name=op.f("fk_alert_mail_item_alert_id_alert"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["mail_id"], ["alert_mail.id"], name=op.f("fk_alert_mail_item_mail_id_alert_mail"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_alert_mail_item_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "alert_id", name=op.f("pk_alert_mail_item")),
    )
    op.create_index(op.f("ix_alert_mail_item_alert_id"), "alert_mail_item", ["alert_id"])
    op.create_index(op.f("ix_alert_mail_item_mail_id"), "alert_mail_item", ["mail_id"])


def downgrade() -> None:
    for table in ("alert_mail_item", "alert_mail", "alert_subscription", "alert_seen", "alert"):
        op.drop_table(table)
    op.drop_column("user", "email")
